import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Shelf } from "./shelf.ts";

/** Day folders looked at when a cache is opened: some milliseconds. */
const MOST_LOOKS = 1000;

/**
 * Throws packs away that hold a day folder which is gone from the logs, or empty: who deletes logs wants their copies gone too.
 * Looks at the oldest days, which are deleted first.
 */
export async function forgetGone(shelf: Shelf, logs: string): Promise<void> {
  let looks = 0;
  const packs = await shelf.packs();
  for (const pack of packs.toSorted((a, b) => (a.note.firstDay < b.note.firstDay ? -1 : 1))) {
    looks += pack.note.folders.length;
    if (looks > MOST_LOOKS) return;
    if (pack.note.folders.some(({ path }) => isEmpty(join(logs, path)))) await shelf.discard(pack);
  }
}

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    return true;
  }
}
