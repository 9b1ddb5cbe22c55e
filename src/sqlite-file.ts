import { readFileSync, realpathSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { steadyNow, systemClock, type Clock } from "./clock.ts";
import { TrailError, reasonOf } from "./errors.ts";
import { networkFileSystemOf } from "./network-folder.ts";
import { createWrites, inTransaction, isLocked, LATEST, SOONEST, type Writes } from "./sqlite-writes.ts";

/** The tables of a SQLite file. */
export interface Shape {
  /** What the file is called in a sentence: `store`, `audit`. */
  readonly name: string;
  /** Rises with every change of the tables; a file of a higher number was written by a newer Trail. */
  readonly version: number;
  /** SQL that makes the tables where they are missing. */
  readonly tables: string;
  /** SQL that brings a file from an older version to the next, by the older version. */
  readonly upgrades: Readonly<Record<number, string>>;
}

/** An open SQLite file. */
export interface SqliteFile extends Pick<Writes, "write"> {
  /**
   * Does some work on the database, all of it at once. While another process holds the file locked the work is tried again,
   * for up to `patience` milliseconds, and other work goes on meanwhile. Throws what SQLite throws.
   */
  use<T>(work: (database: DatabaseSync) => T, patience: number): Promise<T>;
  isOpen(): boolean;
  close(): void;
}

/** What a file is opened with; left out: the machine's own. */
export interface SqliteSurroundings {
  readonly clock?: Pick<Clock, "now" | "after">;
  /** Text of /proc/self/mountinfo; empty where there is none. */
  readonly mounts?: () => string;
}

/** How long a file is waited for, in milliseconds, while a person waits to be told that the words were taken: Slack gives 3 s in all. */
export const ASKERS_PATIENCE = 800;
/** At the start nobody waits for an answer. */
const PATIENCE_AT_OPENING = 10_000;

/**
 * Opens a SQLite file for one or several processes of one machine, and makes its tables where it is new. Every write is on
 * disk when it returns. Throws TrailError("configuration") where it cannot be opened, is no such file, lies on a network
 * file system, or was written by a newer Trail, and TrailError("engine-away") where another process keeps it locked; it is
 * left as it is then.
 */
export function openSqliteFile(path: string, shape: Shape, surroundings: SqliteSurroundings = {}): SqliteFile {
  const database = opened(path, shape, surroundings.mounts ?? mountsOfThisMachine);
  const clock = surroundings.clock ?? systemClock;
  const writes = createWrites(database, clock);
  return {
    write: (work, patience) => writes.write(work, patience),
    async use(work, patience) {
      const until = clock.now() + patience;
      for (let pause = SOONEST; ; pause = Math.min(pause * 2, LATEST)) {
        try {
          return work(database);
        } catch (cause) {
          if (!isLocked(cause) || clock.now() + pause > until) throw cause;
          await clock.after(pause);
        }
      }
    },
    isOpen: () => database.isOpen,
    close() {
      writes.flush();
      database.close();
    },
  };
}

/**
 * Two that begin at once can each stand in the other's way, at which SQLite tells one of them at once that the file is
 * locked, whatever its patience: that one begins again.
 */
function opened(path: string, shape: Shape, mounts: () => string): DatabaseSync {
  for (const until = steadyNow() + PATIENCE_AT_OPENING; ;) {
    try {
      return openedOnce(path, shape, mounts);
    } catch (cause) {
      if (!(cause instanceof TrailError && cause.code === "engine-away") || steadyNow() >= until) throw cause;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LATEST);
    }
  }
}

function openedOnce(path: string, shape: Shape, mounts: () => string): DatabaseSync {
  let database: DatabaseSync | null = null;
  try {
    refuseNetwork(path, mounts());
    database = new DatabaseSync(path, { timeout: PATIENCE_AT_OPENING });
    const found = versionOf(database);
    if (found > shape.version) throw new Error(newerSentence(found, shape));
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    migrate(database, shape);
    // From now on nothing waits inside SQLite, which would hold up everything else.
    database.exec("PRAGMA busy_timeout = 0");
    return database;
  } catch (cause) {
    database?.close();
    throw new TrailError(
      isLocked(cause) ? "engine-away" : "configuration",
      `The ${shape.name} ${path} cannot be opened (${reasonOf(cause)}). It was left as it is: move it away to begin anew, or mend TRAIL_STATE.`,
      { cause },
    );
  }
}

function refuseNetwork(path: string, mounts: string): void {
  const kind = networkFileSystemOf(realpathSync(dirname(path)), mounts);
  if (kind !== null) throw new Error(`it lies on a network file system, ${kind}, whose locks do not hold`);
}

function mountsOfThisMachine(): string {
  try {
    return readFileSync("/proc/self/mountinfo", "utf8");
  } catch {
    return "";
  }
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
}

function newerSentence(found: number, { version }: Shape): string {
  return `it was written by a newer Trail: its version is ${found}, this one knows ${version}`;
}

/** Of two processes that begin at once the second finds the work done. */
function migrate(database: DatabaseSync, { version, tables, upgrades }: Shape): void {
  inTransaction(database, () => {
    const found = versionOf(database);
    for (let from = found; from > 0 && from < version; from++) database.exec(upgrades[from] ?? "");
    database.exec(`${tables} PRAGMA user_version = ${version};`);
  });
}
