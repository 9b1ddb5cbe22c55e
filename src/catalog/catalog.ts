import { sqlWords } from "../sql-text.ts";
import type { Intent } from "./schema.ts";

/** The daily overview: several intents asked as one question, allowed by rules under this name, which no intent may have. */
export const DIGEST = "digest";

/** The questions that can be asked. */
export interface Catalog {
  /** In the order of their ids. */
  readonly intents: readonly Intent[];
  /** The intent of that id, or undefined. Ids are own data: `constructor` finds nothing. */
  get(id: string): Intent | undefined;
}

export function createCatalog(intents: readonly Intent[]): Catalog {
  const sorted = intents.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const byId = new Map(sorted.map((intent) => [intent.id, intent]));
  return { intents: sorted, get: (id) => byId.get(id) };
}

/** Intents that may be asked: reviewed ones alone. */
export function vetted(catalog: Catalog): readonly Intent[] {
  return catalog.intents.filter((intent) => intent.status === "vetted");
}

/** Whether rows are events, each with its `hidden` kinds; a ranking has no such column and hides in the relation instead. */
export function isList(intent: Pick<Intent, "sql" | "steps">): boolean {
  const last = intent.sql ?? intent.steps?.at(-1)?.sql ?? "";
  return sqlWords(last).includes("hidden");
}

/** The SQL texts of an intent in the order in which they run. */
export function sqlTexts(intent: Pick<Intent, "sql" | "steps">): readonly string[] {
  return intent.sql === undefined ? (intent.steps ?? []).map((step) => step.sql) : [intent.sql];
}
