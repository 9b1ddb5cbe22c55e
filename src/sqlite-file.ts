import { DatabaseSync } from "node:sqlite";
import { TrailError, reasonOf } from "./errors.ts";

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

/** How long a writer waits for another process, in milliseconds. */
const PATIENCE = 2000;

/**
 * Opens a SQLite file for one or several processes of one machine, and makes its tables where it is new. Every write is on
 * disk when it returns. Throws TrailError("configuration") where it cannot be opened, is no such file, or was written by a
 * newer Trail; it is left as it is then.
 */
export function openSqliteFile(path: string, shape: Shape): DatabaseSync {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: PATIENCE });
    const found = versionOf(database);
    if (found > shape.version) throw new Error(newerSentence(found, shape));
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    migrate(database, shape);
    return database;
  } catch (cause) {
    database?.close();
    throw new TrailError(
      "configuration",
      `The ${shape.name} ${path} cannot be opened (${reasonOf(cause)}). It was left as it is: move it away to begin anew, or mend TRAIL_STATE.`,
      { cause },
    );
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
  database.exec("BEGIN IMMEDIATE");
  const found = versionOf(database);
  for (let from = found; from > 0 && from < version; from++) database.exec(upgrades[from] ?? "");
  database.exec(`${tables} PRAGMA user_version = ${version}; COMMIT;`);
}
