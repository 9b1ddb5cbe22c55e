import { readdir, realpath, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { statSync, type Dirent, type Stats } from "node:fs";
import { TrailError, reasonOf } from "../../errors.ts";
import type { Instant } from "../../clock.ts";
import type { SkippedFile } from "../engine.ts";
import { deliveryOf, isLogName, isSiblingFolder, placeOf, type LogPlace } from "../log-place.ts";

/** One log file on disk. `place` is all nulls for a loose file, which every window reads. */
export interface LogFile {
  readonly path: string;
  /** Relative to the folder of logs, for people. */
  readonly name: string;
  readonly place: LogPlace;
}

/** Why a file is not read. */
export const A_LINK = "it is a link, and links are not followed";
export const REMOVED = "it was removed while it was read";

/**
 * What the system says of a file, or null where it is gone or may not be looked at. Synchronously: over thousands of files the
 * thread pool's turns would take ten times as long.
 */
export function statOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

/** Which day folders are wanted; days are `yyyy-mm-dd`, both included. Empty lists: all. */
export interface Selection {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

export interface Listing {
  readonly files: readonly LogFile[];
  readonly skipped: readonly SkippedFile[];
  /** Newest delivery stamp among all files of the asked accounts and regions, whatever the days; null without stamps. */
  readonly logsUntil: Instant | null;
}

/**
 * The real path of a folder of logs. Throws TrailError("configuration") in one sentence where it is missing, is not a
 * folder, cannot be read, holds no log file at all, or has a name that the local engine would take for a pattern.
 */
export async function openLogFolder(folder: string): Promise<string> {
  const path = await realpath(folder).catch((cause: unknown) => {
    throw new TrailError("configuration", `The folder of logs ${folder} cannot be opened: ${plainReason(cause)}.`, {
      cause,
    });
  });
  if (!(await stat(path)).isDirectory()) {
    throw new TrailError("configuration", `${folder} is a file: name the folder that holds the logs.`);
  }
  if (/[*?[\]]/.test(path)) {
    throw new TrailError(
      "configuration",
      `The folder name ${folder} holds one of * ? [ ], which would be read as a pattern: rename it.`,
    );
  }
  await readdir(path).catch((cause: unknown) => {
    throw new TrailError("configuration", `The folder of logs ${folder} cannot be read: ${plainReason(cause)}.`, {
      cause,
    });
  });
  const first = await walk(path, path, () => true).next();
  if (first.done === true) {
    throw new TrailError(
      "configuration",
      `The folder ${folder} holds no logs: there is no .json or .json.gz file in it or below.`,
    );
  }
  return path;
}

function plainReason(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : "";
  switch (code) {
    case "ENOENT":
      return "it does not exist";
    case "EACCES":
    case "EPERM":
      return "permission was denied";
    case "ENOTDIR":
      return "part of the path is a file";
    default:
      return reasonOf(cause);
  }
}

/**
 * The log files that a selection needs, in path order. Folders of other days are not opened; digests, insights and
 * anything that is no log are left out; links, names that DuckDB would not find, pipes and unreadable folders are named as
 * skipped.
 * `root` comes from {@link openLogFolder}. Throws the signal's reason where that aborts.
 */
export async function listLogs(root: string, selection: Selection, signal?: AbortSignal): Promise<Listing> {
  const files: LogFile[] = [];
  const skipped: SkippedFile[] = [];
  const newest = await newestDelivery(root, selection, signal);
  for await (const found of walk(root, root, (place) => mayHold(place, selection), signal)) {
    if (found.refused === null) files.push(found.file);
    else skipped.push({ file: found.file.name, reason: found.refused });
  }
  return { files, skipped, logsUntil: newest };
}

interface Found {
  readonly file: LogFile;
  readonly refused: string | null;
}

async function* walk(
  root: string,
  folder: string,
  wanted: (place: LogPlace) => boolean,
  signal?: AbortSignal,
): AsyncGenerator<Found> {
  signal?.throwIfAborted();
  const found = (path: string, refused: string | null): Found => ({
    file: { path, name: relative(root, path) || ".", place: placeOf(folder.split(sep)) },
    refused,
  });
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    yield found(folder, `the folder cannot be read: ${plainReason(cause)}`);
    return;
  }
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.name.includes("\uFFFD")) {
      if (entry.isDirectory() || isLogName(entry.name)) yield found(path, "its name is not UTF-8 text");
    } else if (entry.isDirectory()) {
      if (!isSiblingFolder(entry.name) && wanted(placeOf(path.split(sep)))) yield* walk(root, path, wanted, signal);
    } else if (entry.isSymbolicLink()) {
      yield found(path, A_LINK);
    } else if (isLogName(entry.name)) {
      yield found(path, entry.isFile() ? refusedName(relative(root, path)) : "it is no plain file");
    }
  }
}

function refusedName(path: string): string | null {
  return /[*?[\]]/.test(path) ? "its name holds one of * ? [ ], which would be read as a pattern" : null;
}

function mayHold(place: LogPlace, selection: Selection): boolean {
  return concerns(place, selection) && (place.date === null || covers(place.date, selection));
}

function concerns(place: LogPlace, selection: Selection): boolean {
  const { accounts, regions } = selection;
  if (place.account !== null && accounts.length > 0 && !accounts.includes(place.account)) return false;
  return place.region === null || regions.length === 0 || regions.includes(place.region);
}

/** Whether a year, a month or a day (`2026`, `2026-11`, `2026-11-20`) touches the wanted days. */
function covers(date: string, { firstDay, lastDay }: Selection): boolean {
  return date >= firstDay.slice(0, date.length) && date <= lastDay.slice(0, date.length);
}

/** Goes down from the newest year, month and day of each region, and opens no more than it must. */
async function newestDelivery(
  folder: string,
  selection: Selection,
  signal: AbortSignal | undefined,
): Promise<Instant | null> {
  signal?.throwIfAborted();
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const stamps = entries
    .filter((entry) => entry.isFile() && isLogName(entry.name))
    .map((entry) => deliveryOf(entry.name));
  let newest = latest(stamps);
  const folders = entries
    .filter((entry) => entry.isDirectory() && !isSiblingFolder(entry.name))
    .map((entry) => join(folder, entry.name))
    .filter((path) => concerns(placeOf(path.split(sep)), selection))
    .toSorted()
    .toReversed();
  for (const path of folders) {
    const below = await newestDelivery(path, selection, signal);
    newest = latest([newest, below]);
    if (below !== null && placeOf(path.split(sep)).date !== null) break;
  }
  return newest;
}

function latest(stamps: readonly (Instant | null)[]): Instant | null {
  return stamps.reduce(
    (newest, stamp) => (stamp !== null && (newest === null || stamp > newest) ? stamp : newest),
    null,
  );
}
