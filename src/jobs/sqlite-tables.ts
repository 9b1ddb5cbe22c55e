import type { Shape } from "../sqlite-file.ts";

const TABLES = `
  CREATE TABLE IF NOT EXISTS jobs (
    id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, asker TEXT NOT NULL, channel TEXT NOT NULL, thread TEXT,
    accepted_at INTEGER NOT NULL, ended_at INTEGER, body TEXT NOT NULL,
    owner TEXT, held_until INTEGER NOT NULL, fence INTEGER NOT NULL, attempts INTEGER NOT NULL, cancelled_by TEXT,
    bytes REAL NOT NULL DEFAULT 0, dollars REAL NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS jobs_open ON jobs (accepted_at) WHERE ended_at IS NULL;
  CREATE INDEX IF NOT EXISTS jobs_owner ON jobs (owner) WHERE ended_at IS NULL;
  CREATE INDEX IF NOT EXISTS jobs_accepted ON jobs (accepted_at, asker, channel, bytes, dollars);
  CREATE INDEX IF NOT EXISTS jobs_ended ON jobs (ended_at) WHERE ended_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS jobs_asker ON jobs (asker, accepted_at);
  CREATE INDEX IF NOT EXISTS jobs_thread ON jobs (channel, thread, accepted_at);
  CREATE INDEX IF NOT EXISTS jobs_channel ON jobs (channel, accepted_at);
  CREATE TABLE IF NOT EXISTS kept (id TEXT PRIMARY KEY, value TEXT NOT NULL, until INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS kept_until ON kept (until);
`;

/** What the first version lacks; its jobs have cost nothing that is known. */
const FROM_1 = `
  ALTER TABLE jobs ADD COLUMN bytes REAL NOT NULL DEFAULT 0;
  ALTER TABLE jobs ADD COLUMN dollars REAL NOT NULL DEFAULT 0;
  UPDATE jobs SET body = json_set(body, '$.spent', json('{"bytes":0,"dollars":0}'));
`;

/** The tables of jobs and of what is kept beside them. */
export const JOB_TABLES: Shape = { name: "store", version: 2, tables: TABLES, upgrades: { 1: FROM_1 } };
