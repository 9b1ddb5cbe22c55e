import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import type { LogFile } from "./delivery.ts";

/** Stands in a finished folder and says what it was made for. */
const MARK = ".sample.json";

/** What renaming answers where the target is taken (by a file, too) or the source has gone. */
const TAKEN_OR_GONE: ReadonlySet<string> = new Set(["ENOTEMPTY", "EEXIST", "ENOTDIR", "ENOENT", "EPERM"]);

/** Whether a folder holds a finished sample made for `purpose`. */
export function isComplete(folder: string, purpose: string): boolean {
  return markOf(folder) === purpose;
}

/**
 * Puts files into `folder` so that a reader sees all of them or none: they are written into a new folder beside it,
 * which then takes its name. A sample made for another purpose gives way; a folder with anything else in it is left
 * alone, and an Error thrown. Several processes may do this at once: one of them wins, and the others' work is dropped.
 */
export async function writeFolder(folder: string, purpose: string, files: readonly LogFile[]): Promise<void> {
  const target = resolve(folder);
  await mkdir(dirname(target), { recursive: true });
  const aside = await mkdtemp(`${target}.writing-`);
  try {
    const fresh = join(aside, "new");
    // The work is the processor's: taking turns with the thread pool for each small file would only add to it.
    writeFiles(fresh, files);
    writeFileSync(join(fresh, MARK), purpose);
    await takePlace(fresh, target, purpose, join(aside, "old"));
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

function writeFiles(folder: string, files: readonly LogFile[]): void {
  const made = new Set<string>();
  for (const { path, text } of files) {
    const file = join(folder, path);
    const parent = dirname(file);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(file, compressed(text));
  }
}

/** Gzip without a time and without the name of the operating system, so that the same text gives the same bytes. */
function compressed(text: string): Buffer {
  const bytes = gzipSync(text, { level: 3 });
  bytes.fill(0, 4, 8);
  bytes[9] = 0xff;
  return bytes;
}

async function takePlace(fresh: string, target: string, purpose: string, old: string): Promise<void> {
  if (await renamed(fresh, target)) return;
  if (isComplete(target, purpose)) return;
  if (markOf(target) === undefined) {
    throw new Error(`${target} holds other files. Name a folder that is empty or not there yet.`);
  }
  await renamed(target, old);
  if (!(await renamed(fresh, target)) && !isComplete(target, purpose)) {
    throw new Error(`${target} was changed by another process. Try again.`);
  }
}

/** False where the target is taken or the source has gone, which another process may bring about at any moment. */
async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (typeof code === "string" && TAKEN_OR_GONE.has(code)) return false;
    throw error;
  }
}

function markOf(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, MARK), "utf8");
  } catch {
    return undefined;
  }
}
