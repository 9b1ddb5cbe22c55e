import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { openCsvFile } from "../csv-file.ts";
import type { Column, Row } from "../engine/engine.ts";
import type { Job } from "../jobs/job.ts";
import type { JobStore } from "../jobs/job-store.ts";
import type { CsvSink } from "../trail.ts";

/**
 * The CSV of one answer on disk, written as its rows stream by, so that it is never whole in memory. Its folder is its own:
 * other files of the answer may lie beside it.
 */
export interface CsvSpool {
  /** For the listener of a question. */
  open(columns: readonly Column[]): Promise<CsvSink>;
  readonly path: string;
  /** Rows written, and whether there were more than the limit. */
  count(): { readonly rows: number; readonly isCut: boolean };
  /** Removes its folder, and those of the processes that held the job before. */
  remove(): Promise<void>;
}

/**
 * A spool below a folder, which is made if missing, for at most so many rows. Another process that has taken the job up
 * writes elsewhere.
 */
export function createCsvSpool(root: string, { id, fence }: Pick<Job, "id" | "fence">, mostRows: number): CsvSpool {
  const folder = folderOf(root, id, fence);
  const path = join(folder, "answer.csv");
  let rows = 0;
  let seen = 0;
  return {
    path,
    async open(columns) {
      await mkdir(folder, { recursive: true });
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
    async remove() {
      for (let held = 1; held <= fence; held++) await rm(folderOf(root, id, held), { recursive: true, force: true });
    },
  };
}

function folderOf(root: string, id: string, fence: number): string {
  return join(root, `${id}.${fence}`);
}

/** Removes what killed processes left below a folder of spools: all but what an open question may still need. */
export async function emptySpools(root: string, store: Pick<JobStore, "get">): Promise<void> {
  for (const name of await readdir(root).catch(() => [])) {
    const job = await store.get(name.replace(/\.\d+$/, ""));
    const isInUse = job?.ending === null && name === `${job.id}.${job.fence}`;
    if (!isInUse) await rm(join(root, name), { recursive: true, force: true });
  }
}
