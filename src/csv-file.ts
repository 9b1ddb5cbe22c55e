import { createWriteStream } from "node:fs";
import { lstat, rename, rm } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { once } from "node:events";
import { randomUUID } from "node:crypto";
import type { Column } from "./engine/engine.ts";
import { TrailError, reasonOf } from "./errors.ts";
import { createCsv } from "./report/csv.ts";
import type { CsvSink } from "./trail.ts";

/**
 * Writes every row to a CSV file. The file takes its name only when it is complete: until then it carries a name of its own
 * that ends in `.part`, and an older file of the same name stays as it was. Throws TrailError("configuration") where it cannot be written.
 */
export async function openCsvFile(path: string, columns: readonly Column[]): Promise<CsvSink> {
  await refuseTarget(path);
  const part = `${path}.${randomUUID()}.part`;
  // Never an existing file, nor what a link of that name points at.
  const file = createWriteStream(part, { flags: "wx" });
  const ended = finished(file);
  ended.catch(() => undefined);
  const guarded = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
    } catch (cause) {
      await rm(part, { force: true });
      throw new TrailError("configuration", `The CSV file ${path} cannot be written: ${reasonOf(cause)}`, { cause });
    }
  };
  await guarded(once(file, "open"));
  const csv = createCsv(columns, async (chunk) => {
    if (!file.write(chunk)) await Promise.race([once(file, "drain"), ended]);
  });
  return {
    rows: (batch) => guarded(csv.rows(batch)),
    end: () =>
      guarded(
        csv.end().then(async () => {
          file.end();
          await ended;
          await rename(part, path);
        }),
      ),
  };
}

/** The finished file takes the target's place, so only a plain file, or none, may stand there: never a device or a link. */
async function refuseTarget(path: string): Promise<void> {
  if (path.trim() === "") throw new TrailError("configuration", "A CSV file needs a name.");
  const there = await lstat(path).catch(() => null);
  if (there === null || there.isFile()) return;
  const kind = there.isDirectory() ? "a folder" : there.isSymbolicLink() ? "a link" : "no plain file";
  throw new TrailError("configuration", `The CSV file ${path} cannot be written: it is ${kind}. Name a plain file.`);
}
