import type { Row } from "../engine/engine.ts";

/** Something learned from rows as they stream by: `row` for each of them, `end` once. Holds bounded memory only. */
export interface Fold<T> {
  row(row: Row): void;
  end(): T;
}
