import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { openCsvFile } from "../csv-file.ts";
import type { Column, Row } from "../engine/engine.ts";
import type { CsvSink } from "../trail.ts";

/** The CSV of one answer on disk, written as its rows stream by, so that it is never whole in memory. */
export interface CsvSpool {
  /** For the listener of a question. */
  open(columns: readonly Column[]): Promise<CsvSink>;
  readonly path: string;
  /** Rows written, and whether there were more than the limit. */
  count(): { readonly rows: number; readonly isCut: boolean };
  remove(): Promise<void>;
}

/** A spool in a folder, which is made if missing, for at most so many rows. `name` is unique in the folder. */
export function createCsvSpool(folder: string, name: string, mostRows: number): CsvSpool {
  const path = join(folder, `${name}.csv`);
  let rows = 0;
  let seen = 0;
  return {
    path,
    async open(columns) {
      await mkdir(folder, { recursive: true });
      await rm(path, { force: true });
      const file = await openCsvFile(path, columns);
      return {
        async rows(batch: readonly Row[]) {
          seen += batch.length;
          const wanted = batch.slice(0, Math.max(0, mostRows - rows));
          if (wanted.length === 0) return;
          rows += wanted.length;
          await file.rows(wanted);
        },
        end: () => file.end(),
      };
    },
    count: () => ({ rows, isCut: seen > rows }),
    remove: () => rm(path, { force: true }),
  };
}
