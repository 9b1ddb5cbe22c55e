import { DatabaseSync } from "node:sqlite";
import { TrailError, reasonOf } from "../errors.ts";

/** The shape of the tables; a file of a higher number was written by a newer Trail. */
const VERSION = 1;
/** How long a writer waits for another process, in milliseconds. */
const PATIENCE = 2000;

const TABLES = `
  CREATE TABLE IF NOT EXISTS jobs (
    id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, asker TEXT NOT NULL, channel TEXT NOT NULL, thread TEXT,
    accepted_at INTEGER NOT NULL, ended_at INTEGER, body TEXT NOT NULL,
    owner TEXT, held_until INTEGER NOT NULL, fence INTEGER NOT NULL, attempts INTEGER NOT NULL, cancelled_by TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS jobs_open ON jobs (accepted_at) WHERE ended_at IS NULL;
  CREATE INDEX IF NOT EXISTS jobs_ended ON jobs (ended_at) WHERE ended_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS jobs_asker ON jobs (asker, accepted_at);
  CREATE INDEX IF NOT EXISTS jobs_thread ON jobs (channel, thread, accepted_at);
  CREATE TABLE IF NOT EXISTS kept (id TEXT PRIMARY KEY, value TEXT NOT NULL, until INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS kept_until ON kept (until);
`;

/**
 * Opens the file of jobs, and makes its tables where it is new. Every write is on disk when it returns. Throws
 * TrailError("configuration") where it cannot be opened, is no such file, or was written by a newer Trail.
 */
export function openJobsFile(path: string): DatabaseSync {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: PATIENCE });
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    migrate(database);
    return database;
  } catch (cause) {
    database?.close();
    if (cause instanceof TrailError) throw cause;
    throw new TrailError(
      "configuration",
      `The store ${path} cannot be opened (${reasonOf(cause)}). It was left as it is: move it away to begin anew, or mend TRAIL_STATE.`,
      { cause },
    );
  }
}

function migrate(database: DatabaseSync): void {
  const found = Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
  if (found > VERSION) {
    throw new TrailError(
      "configuration",
      `The store was written by a newer Trail (its version is ${found}, this one knows ${VERSION}): start that one, or name another TRAIL_STATE.`,
    );
  }
  database.exec(`BEGIN IMMEDIATE; ${TABLES} PRAGMA user_version = ${VERSION}; COMMIT;`);
}
