import { mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { TrailError, reasonOf } from "./errors.ts";

/**
 * The absolute path of the folder in which Trail may write, made if it is missing. Throws TrailError("configuration") where
 * it cannot be made.
 */
export async function openStateFolder(path: string): Promise<string> {
  const folder = resolve(path);
  try {
    await make(folder);
    return folder;
  } catch (cause) {
    const message = `The state folder ${path} cannot be made (${reasonOf(cause)}): set TRAIL_STATE to a folder that may be written.`;
    throw new TrailError("configuration", message, { cause });
  }
}

/** Level by level: Node's own recursive way never ends where a file system such as /proc refuses without a reason. */
async function make(folder: string): Promise<void> {
  const there = await stat(folder).catch(() => null);
  if (there?.isDirectory() === true) return;
  if (folder !== dirname(folder)) await make(dirname(folder));
  await mkdir(folder).catch(async (cause: unknown) => {
    // Another process may have been quicker.
    const made = await stat(folder).catch(() => null);
    if (made?.isDirectory() !== true) throw cause;
  });
}
