import { access, constants, mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { TrailError, reasonOf } from "./errors.ts";

/**
 * The absolute path of the folder in which Trail may write, made if it is missing, and then for its owner alone: answers lie
 * in it. Throws TrailError("configuration") where it cannot be made.
 */
export async function openStateFolder(path: string): Promise<string> {
  const folder = resolve(path);
  try {
    await make(folder, 0o700);
    return folder;
  } catch (cause) {
    const message = `The state folder ${path} cannot be made (${reasonOf(cause)}): set TRAIL_STATE to a folder that may be written.`;
    throw new TrailError("configuration", message, { cause });
  }
}

/**
 * Why {@link openStateFolder} would fail, or null. Makes nothing: looks at the folder, or at the nearest one above it.
 */
export async function stateFolderFault(path: string): Promise<string | null> {
  const folder = await nearestFolder(resolve(path));
  try {
    if (!(await stat(folder)).isDirectory()) throw new Error(`${folder} is a file`);
    await access(folder, constants.W_OK | constants.X_OK);
    return null;
  } catch (cause) {
    return `The state folder ${path} cannot be written (${reasonOf(cause)}): set TRAIL_STATE to a folder that may be written.`;
  }
}

async function nearestFolder(path: string): Promise<string> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  return isThere || path === dirname(path) ? path : nearestFolder(dirname(path));
}

/** Level by level: Node's own recursive way never ends where a file system such as /proc refuses without a reason. */
async function make(folder: string, mode?: number): Promise<void> {
  const there = await stat(folder).catch(() => null);
  if (there?.isDirectory() === true) return;
  if (folder !== dirname(folder)) await make(dirname(folder));
  await mkdir(folder, { mode }).catch(async (cause: unknown) => {
    // Another process may have been quicker.
    const made = await stat(folder).catch(() => null);
    if (made?.isDirectory() !== true) throw cause;
  });
}
