import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { CloudTrailRecord } from "../../src/sample/record.ts";

/** A record as a reader of the sample meets it, with the file it stands in. */
export interface Found {
  readonly file: string;
  readonly record: CloudTrailRecord;
}

/** All files of a folder as paths below it, in order. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** The records of all log files of a folder. Digests are no logs. */
export function recordsIn(folder: string): Found[] {
  return filesIn(folder)
    .filter((file) => file.includes("/CloudTrail/"))
    .flatMap((file) => {
      const { Records } = JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString()) as {
        Records: CloudTrailRecord[];
      };
      return Records.map((record) => ({ file, record }));
    });
}
