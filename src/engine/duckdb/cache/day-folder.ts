import { createHash } from "node:crypto";
import { basename, dirname } from "node:path";
import { setImmediate } from "node:timers/promises";
import { millisecondsOf } from "../../../clock.ts";
import { statOf, type LogFile } from "../log-folder.ts";

/** A folder of log files of one past day. */
export interface DayFolder {
  /** Relative to the folder of logs. */
  readonly path: string;
  /** Day of delivery, `yyyy-mm-dd`. */
  readonly day: string;
  /**
   * Another one whenever a file came, went or changed: over names, sizes and the times of the last change of content and of
   * rights.
   */
  readonly key: string;
  /** Compressed bytes of its files. */
  readonly bytes: number;
  /** In order of their names. */
  readonly files: readonly LogFile[];
}

const DAY_MS = 86_400_000;
/** What bears a day's last stamp may arrive this much later. */
const DELIVERY_PAD_MS = 3_600_000;
const FILES_A_TURN = 500;

/** The day folders to which nothing is delivered any more, newest first. Files elsewhere belong to none. */
export async function pastDayFolders(
  files: readonly LogFile[],
  now: number,
  signal: AbortSignal,
): Promise<readonly DayFolder[]> {
  const groups = Map.groupBy(
    files.filter(({ place }) => isPast(place.date, now)),
    ({ name }) => dirname(name),
  );
  const folders: DayFolder[] = [];
  let looked = 0;
  for (const [path, group] of groups) {
    looked += group.length;
    if (looked > FILES_A_TURN) {
      looked = 0;
      await setImmediate();
    }
    signal.throwIfAborted();
    const seen = fingerprint(group);
    if (seen !== null) folders.push({ path, day: group[0]?.place.date ?? "", files: group, ...seen });
  }
  return folders.toSorted((a, b) => (a.day === b.day ? 0 : a.day < b.day ? 1 : -1));
}

function isPast(day: string | null, now: number): boolean {
  return day?.length === 10 && millisecondsOf(`${day}T00:00:00Z`) + DAY_MS + DELIVERY_PAD_MS <= now;
}

/** The key and size of a folder's files as they are now; null where one of them cannot be looked at. */
export function fingerprint(files: readonly LogFile[]): Pick<DayFolder, "key" | "bytes"> | null {
  const hash = createHash("sha256");
  let bytes = 0;
  for (const { path } of files) {
    const seen = statOf(path);
    if (seen === null) return null;
    hash.update(`${JSON.stringify(basename(path))} ${seen.size} ${seen.mtimeMs} ${seen.ctimeMs}\n`);
    bytes += seen.size;
  }
  return { key: hash.digest("hex"), bytes };
}
