import type { LogFile } from "../log-folder.ts";
import type { Cached } from "./cached.ts";
import type { DayFolder } from "./day-folder.ts";
import { isIntact, type Pack } from "./pack.ts";
import type { Shelf } from "./shelf.ts";

/** What of some day folders a shelf holds at a moment. */
export interface View {
  readonly found: Cached["folders"];
  /** The packs in which they were found. */
  readonly packs: readonly Pack[];
  readonly missing: readonly DayFolder[];
}

/** Looks the folders up, as they are now. Packs whose file is not what it should be are thrown away. */
export async function lookUp(wanted: readonly DayFolder[], shelf: Shelf, stop: AbortSignal): Promise<View> {
  const open = new Map(wanted.map((folder) => [nameOf(folder), folder]));
  const found: Cached["folders"][number][] = [];
  const packs: Pack[] = [];
  for (const pack of await shelf.packs()) {
    const held = pack.note.folders.filter((folder) => open.has(nameOf(folder)));
    if (held.length === 0) continue;
    if (!(await isIntact(pack, stop))) {
      await shelf.discard(pack);
      continue;
    }
    packs.push(pack);
    for (const folder of held) {
      found.push({ path: pack.path, folder, files: open.get(nameOf(folder))?.files ?? [] });
      open.delete(nameOf(folder));
    }
  }
  return { found, packs, missing: [...open.values()] };
}

function nameOf({ path, key }: { readonly path: string; readonly key: string }): string {
  return `${key} ${path}`;
}

/** What is read of a view, and the files that are left. */
export function partsOf({ found, packs }: View, files: readonly LogFile[]): { cached: Cached; rest: LogFile[] } {
  const stoodFor = new Set(found.flatMap((folder) => folder.files));
  const held = packs.reduce((sum, { note }) => sum + note.folders.length, 0);
  return {
    cached: { folders: found, holdsOthers: held > found.length },
    rest: files.filter((file) => !stoodFor.has(file)),
  };
}
