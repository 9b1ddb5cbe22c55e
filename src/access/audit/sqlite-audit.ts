import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { TrailError, reasonOf } from "../../errors.ts";
import { openSqliteFile, type Shape } from "../../sqlite-file.ts";
import type { AuditLog } from "./audit-log.ts";
import { linkTo, START, type Head, type Link } from "./chain.ts";

/** Links read at once. */
const PAGE = 500;

/** The triggers are no lock against who owns the file: they keep a slip of the hand from passing for an edit. */
const TABLES = `
  CREATE TABLE IF NOT EXISTS audit (
    n INTEGER PRIMARY KEY, body TEXT NOT NULL, hash TEXT NOT NULL, key TEXT GENERATED ALWAYS AS (body ->> '$.key') VIRTUAL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS audit_key ON audit (key);
  CREATE TABLE IF NOT EXISTS head (one INTEGER PRIMARY KEY CHECK (one = 1), n INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
  CREATE TRIGGER IF NOT EXISTS audit_keeps BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'records are only ever added'); END;
  CREATE TRIGGER IF NOT EXISTS audit_stays BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'records are only ever added'); END;
`;

const SHAPE: Shape = { name: "audit", version: 1, tables: TABLES, upgrades: {} };

/**
 * The audit in a SQLite file of its own, for one or several processes of one machine. Throws TrailError("configuration")
 * where the file cannot be opened or is of a newer Trail; it is left as it is then.
 */
export function openSqliteAudit(path: string): AuditLog {
  const database = openSqliteFile(path, SHAPE);
  const head = (): Head => {
    const row = database.prepare("SELECT n, hash FROM head").get();
    return row === undefined ? START : { n: Number(row["n"]), hash: textIn(row, "hash") };
  };
  const find = (key: string): Link | null => {
    const row = database.prepare("SELECT n, body, hash FROM audit WHERE key = ?").get(key);
    return row === undefined ? null : linkIn(row);
  };
  const add = (key: string, entry: Parameters<AuditLog["once"]>[1]): Link => {
    const link = linkTo(head(), key, entry);
    database.prepare("INSERT INTO audit (n, body, hash) VALUES (?, ?, ?)").run(link.n, link.body, link.hash);
    database
      .prepare(
        "INSERT INTO head (one, n, hash) VALUES (1, ?, ?) ON CONFLICT (one) DO UPDATE SET n = excluded.n, hash = excluded.hash",
      )
      .run(link.n, link.hash);
    return link;
  };

  return {
    once: async (key, entry) =>
      told(() =>
        inTransaction(database, () => {
          const known = find(key);
          return known === null ? { link: add(key, entry), isNew: true } : { link: known, isNew: false };
        }),
      ),
    async *links(after) {
      for (let last = after; ;) {
        const page = told(() =>
          database.prepare("SELECT n, body, hash FROM audit WHERE n > ? ORDER BY n LIMIT ?").all(last, PAGE),
        ).map(linkIn);
        yield* page;
        const end = page.at(-1);
        if (end === undefined) return;
        last = end.n;
      }
    },
    head: async () => told(head),
    close: async () => database.close(),
  };
}

/** Nobody else may add a record between the look at the head and the new one. */
function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const done = work();
    database.exec("COMMIT");
    return done;
  } catch (cause) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw cause;
  }
}

/** What SQLite throws becomes what the asker reads. */
function told<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new TrailError(
      "engine-internal",
      `Trail's audit cannot be used (${reasonOf(cause)}), and no question is answered without it: ask again in a minute, or tell whoever runs Trail.`,
      { cause },
    );
  }
}

function linkIn(row: Readonly<Record<string, SQLOutputValue>>): Link {
  return { n: Number(row["n"]), body: textIn(row, "body"), hash: textIn(row, "hash") };
}

function textIn(row: Readonly<Record<string, SQLOutputValue>>, column: string): string {
  const value = row[column];
  return typeof value === "string" ? value : "";
}
