import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { TrailError, reasonOf } from "../../errors.ts";
import { ASKERS_PATIENCE, openSqliteFile, type Shape, type SqliteSurroundings } from "../../sqlite-file.ts";
import { inTransaction } from "../../sqlite-writes.ts";
import type { AuditLog } from "./audit-log.ts";
import { linkTo, START, type Head, type Link } from "./chain.ts";
import type { AuditEntry } from "./entry.ts";

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
export function openSqliteAudit(path: string, surroundings: SqliteSurroundings = {}): AuditLog {
  const file = openSqliteFile(path, SHAPE, surroundings);
  const use = <T>(work: (database: DatabaseSync) => T): Promise<T> => told(file.use(work, ASKERS_PATIENCE));
  return {
    once: (key, entry) =>
      use((database) =>
        // Nobody else may add a record between the look at the head and the new one.
        inTransaction(database, () => {
          const known = find(database, key);
          return known === null ? { link: add(database, key, entry), isNew: true } : { link: known, isNew: false };
        }),
      ),
    async *links(after) {
      const select = "SELECT n, body, hash FROM audit WHERE n > ? ORDER BY n LIMIT ?";
      for (let last = after; ;) {
        const page = (await use((database) => database.prepare(select).all(last, PAGE))).map(linkIn);
        yield* page;
        const end = page.at(-1);
        if (end === undefined) return;
        last = end.n;
      }
    },
    head: () => use(headOf),
    close: async () => file.close(),
  };
}

function headOf(database: DatabaseSync): Head {
  const row = database.prepare("SELECT n, hash FROM head").get();
  return row === undefined ? START : { n: Number(row["n"]), hash: textIn(row, "hash") };
}

function find(database: DatabaseSync, key: string): Link | null {
  const row = database.prepare("SELECT n, body, hash FROM audit WHERE key = ?").get(key);
  return row === undefined ? null : linkIn(row);
}

function add(database: DatabaseSync, key: string, entry: AuditEntry): Link {
  const link = linkTo(headOf(database), key, entry);
  database.prepare("INSERT INTO audit (n, body, hash) VALUES (?, ?, ?)").run(link.n, link.body, link.hash);
  database
    .prepare(
      "INSERT INTO head (one, n, hash) VALUES (1, ?, ?) ON CONFLICT (one) DO UPDATE SET n = excluded.n, hash = excluded.hash",
    )
    .run(link.n, link.hash);
  return link;
}

/** What SQLite throws becomes what the asker reads. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
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
