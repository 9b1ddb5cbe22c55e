import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../clock.ts";
import { TrailError, reasonOf } from "../../errors.ts";

/** A folder of one process's own, for rows of lists, spilled sorts and saved parts of broken files; all may hold what the logs say. */
export interface SpoolFolder {
  readonly path: string;
  /** Removes it with all that is in it. */
  close(): Promise<void>;
}

/** How often a process shows that its folder is in use, and how long after that nobody does any more, in milliseconds. */
const SIGN_MS = 3_600_000;
const GONE_MS = 24 * 3_600_000;

/**
 * Makes a folder below `parent`, for its owner alone, and removes those there whose process ended without doing so. Names
 * are no process ids: two containers may share a state folder, and both be process 1. Throws TrailError("configuration") where it cannot be made.
 */
export async function openSpoolFolder(parent: string, clock: Clock): Promise<SpoolFolder> {
  const path = join(parent, randomUUID());
  await mkdir(path, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    const message = `The folder ${path} cannot be made (${reasonOf(cause)}): set TRAIL_STATE to a folder that may be written.`;
    throw new TrailError("configuration", message, { cause });
  });
  await removeAbandoned(parent, clock.now() - GONE_MS);
  const over = new AbortController();
  void keepSigned(path, clock, over.signal);
  return {
    path,
    async close() {
      over.abort();
      await rm(path, { recursive: true, force: true });
    },
  };
}

async function removeAbandoned(parent: string, before: number): Promise<void> {
  for (const name of await readdir(parent)) {
    const folder = join(parent, name);
    const about = await stat(folder).catch(() => null);
    if (about === null || about.mtimeMs >= before) continue;
    // Another process may be at it too, and what cannot be removed now is tried again by the next one.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function keepSigned(path: string, clock: Clock, over: AbortSignal): Promise<void> {
  for (;;) {
    await clock.after(SIGN_MS, over);
    if (over.aborted) return;
    await utimes(path, clock.now() / 1000, clock.now() / 1000).catch(() => undefined);
  }
}
