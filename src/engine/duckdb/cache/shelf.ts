import { createHash, randomBytes } from "node:crypto";
import { chmod, mkdir, open, readFile, readdir, rename, rm, utimes, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { version } from "@duckdb/node-api";
import { conversionSql } from "../relation.ts";
import type { CachedFolder } from "./cached.ts";
import { describeFile, NOTE_NAME, PackNote, type Pack } from "./pack.ts";

/** The packs of one folder of logs. Several processes may use the same shelf at once. */
export interface Shelf {
  /** All packs whose notes can be believed; others are thrown away. Whether their files can is for {@link isIntact}. */
  packs(): Promise<readonly Pack[]>;
  draft(): Draft;
  /** Puts a finished draft up; from then on every process finds it. The draft's file is gone then. */
  keep(draft: Draft, contents: PackContents, signal: AbortSignal): Promise<void>;
  discard(pack: Pack): Promise<void>;
  /** Removes whatever there is of a draft that comes to nothing. */
  drop(draft: Draft): Promise<void>;
  /** Notes that a pack is used, `now` in milliseconds. */
  touch(pack: Pack, now: number): Promise<void>;
}

/** A pack to come: its id, and a path at which its Parquet file may be written. */
export interface Draft {
  readonly id: string;
  readonly path: string;
}

export type PackContents = Pick<PackNote, "firstDay" | "lastDay"> & { readonly folders: readonly CachedFolder[] };

/** Raised by hand when salvaged records come out otherwise; all else that makes a pack is in its name by itself. */
const FORMAT = 1;

/** Name of the shelf for a folder of logs; another one for whatever would read the same logs otherwise. */
export function shelfName(logs: string): string {
  const how = conversionSql([{ variable: "files", isOneLine: true, longestFile: 1 }]);
  const all = JSON.stringify([FORMAT, version(), how, logs]);
  return createHash("sha256").update(all).digest("hex").slice(0, 16);
}

/** Opens the shelf of a folder of logs in the cache's folder, making what is missing, for its owner alone. */
export async function openShelf(cache: string, logs: string): Promise<Shelf> {
  const name = shelfName(logs);
  const folder = join(cache, name);
  /** Notes never change, so each is read once. */
  const known = new Map<string, Pack>();
  const pathsOf = (id: string): { path: string; notePath: string } => ({
    path: join(folder, `${id}.parquet`),
    notePath: join(folder, `${id}.json`),
  });
  const discard = async ({ path, notePath }: Pick<Pack, "path" | "notePath">): Promise<void> => {
    known.delete(basename(notePath));
    // The note goes first: a Parquet file without one counts for nothing.
    for (const file of [notePath, path]) await rm(file, { recursive: true, force: true }).catch(() => undefined);
  };
  const read = async (noteName: string): Promise<Pack | null> => {
    const id = basename(noteName, ".json");
    const paths = pathsOf(id);
    const text = await readFile(paths.notePath, "utf8").catch(() => "");
    const note = parseNote(text);
    if (note !== null && note.maker === name && note.logs === logs && isOf(id, note)) return { ...paths, note };
    await discard(paths);
    return null;
  };
  await mkdir(folder, { recursive: true, mode: 0o700 });

  return {
    async packs() {
      const names = (await readdir(folder)).filter((entry) => NOTE_NAME.test(entry));
      for (const gone of known.keys()) if (!names.includes(gone)) known.delete(gone);
      for (const noteName of names) {
        if (known.has(noteName)) continue;
        const pack = await read(noteName);
        if (pack !== null) known.set(noteName, pack);
      }
      return [...known.values()];
    },

    draft() {
      const id = randomBytes(8).toString("hex");
      return { id, path: join(folder, `${id}.parquet.part`) };
    },

    async keep({ id, path: draft }, contents, signal) {
      const { path, notePath } = pathsOf(id);
      await makeDurable(draft);
      await rename(draft, path);
      const note = { ...contents, folders: [...contents.folders] };
      const full: PackNote = { maker: name, logs, file: await describeFile(path, signal), ...note };
      await writeFile(`${notePath}.part`, JSON.stringify(full), { mode: 0o600 });
      await rename(`${notePath}.part`, notePath);
      known.set(basename(notePath), { path, notePath, note: full });
    },

    discard,

    async drop({ id, path }) {
      await discard(pathsOf(id));
      await rm(path, { force: true }).catch(() => undefined);
    },

    async touch({ notePath }, now) {
      await utimes(notePath, now / 1000, now / 1000).catch(() => undefined);
    },
  };
}

function parseNote(text: string): PackNote | null {
  try {
    return PackNote.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Marks of folders that could be another pack's would bring its rows in. */
function isOf(id: string, { folders }: PackNote): boolean {
  return folders.every((folder) => folder.id.startsWith(`${id}-`));
}

/** Without this a machine that loses power could keep the note of a file that it lost. */
async function makeDurable(path: string): Promise<void> {
  await chmod(path, 0o600);
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
