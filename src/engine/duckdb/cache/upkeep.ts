import { readdirSync, rmSync, statSync, type Stats } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DRAFT_NAME, FILE_NAME, NOTE_NAME, PackNote } from "./pack.ts";

/** What lies in the cache's folder, over all folders of logs. Missing folders are empty ones; none of this throws. */

/** A pack as its files' names and times tell. */
interface Kept {
  readonly path: string;
  readonly notePath: string;
  /** Bytes of both its files. */
  readonly bytes: number;
  /** Last use, in milliseconds. */
  readonly usedMs: number;
}

/** What a process that was killed leaves is left alone for so long: another may be about to finish it. */
const LEFTOVER_MS = 3_600_000;

/** Removes the packs that were used longest ago until at most so many bytes stay; never one that `isInUse`. */
export function makeRoom(cache: string, mostBytes: number, isInUse: (path: string) => boolean): void {
  const packs = packsIn(cache).toSorted((a, b) => a.usedMs - b.usedMs);
  let bytes = packs.reduce((sum, pack) => sum + pack.bytes, 0);
  for (const pack of packs) {
    if (bytes <= mostBytes) return;
    if (isInUse(pack.path)) continue;
    remove(pack.notePath);
    remove(pack.path);
    bytes -= pack.bytes;
  }
}

/** Removes drafts, and Parquet files without a note, that nobody has written to for an hour. */
export function removeLeftovers(cache: string, now: number): void {
  for (const shelf of shelvesIn(cache)) {
    const names = namesIn(shelf);
    for (const name of names) {
      const isAlone = FILE_NAME.test(name) && !names.includes(name.replace(/parquet$/, "json"));
      if (!isAlone && !DRAFT_NAME.test(name)) continue;
      const seen = seenAt(join(shelf, name));
      if (seen !== null && seen.mtimeMs < now - LEFTOVER_MS) remove(join(shelf, name));
    }
  }
}

/** What the cache holds of one folder of logs. */
export interface ShelfFigures {
  readonly logs: string;
  readonly packs: number;
  readonly bytes: number;
  /** First and last day of delivery, `yyyy-mm-dd`. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** Milliseconds. */
  readonly usedMs: number;
}

/** What the cache holds, by folder of logs. */
export async function cacheFigures(cache: string): Promise<readonly ShelfFigures[]> {
  const shelves = new Map<string, ShelfFigures>();
  for (const { notePath, bytes, usedMs } of packsIn(cache)) {
    const note = PackNote.safeParse(await jsonAt(notePath)).data;
    if (note === undefined) continue;
    const { logs, firstDay, lastDay } = note;
    const one = { logs, packs: 1, bytes, firstDay, lastDay, usedMs };
    const known = shelves.get(logs);
    shelves.set(logs, known === undefined ? one : together(known, one));
  }
  return [...shelves.values()].toSorted((a, b) => (a.logs < b.logs ? -1 : 1));
}

function together(one: ShelfFigures, other: ShelfFigures): ShelfFigures {
  return {
    logs: one.logs,
    packs: one.packs + other.packs,
    bytes: one.bytes + other.bytes,
    firstDay: one.firstDay < other.firstDay ? one.firstDay : other.firstDay,
    lastDay: one.lastDay > other.lastDay ? one.lastDay : other.lastDay,
    usedMs: Math.max(one.usedMs, other.usedMs),
  };
}

async function jsonAt(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return null;
  }
}

/** Removes everything that the cache wrote; returns the bytes that are free now. A question that runs reads the logs instead. */
export function clearCache(cache: string): number {
  let bytes = 0;
  for (const shelf of shelvesIn(cache)) {
    for (const name of namesIn(shelf)) {
      if (![NOTE_NAME, FILE_NAME, DRAFT_NAME].some((ours) => ours.test(name))) continue;
      bytes += seenAt(join(shelf, name))?.size ?? 0;
      remove(join(shelf, name));
    }
  }
  return bytes;
}

function packsIn(cache: string): readonly Kept[] {
  return shelvesIn(cache).flatMap((shelf) =>
    namesIn(shelf)
      .filter((name) => NOTE_NAME.test(name))
      .flatMap((name) => {
        const notePath = join(shelf, name);
        const path = notePath.replace(/json$/, "parquet");
        const [note, file] = [seenAt(notePath), seenAt(path)];
        return note === null ? [] : [{ path, notePath, bytes: note.size + (file?.size ?? 0), usedMs: note.mtimeMs }];
      }),
  );
}

function shelvesIn(cache: string): readonly string[] {
  return namesIn(cache)
    .filter((name) => /^[0-9a-f]{16}$/.test(name))
    .map((name) => join(cache, name));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function seenAt(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

/** Another process may be at it too, and what cannot be removed now is tried again the next time. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    return;
  }
}
