import type { DatabaseSync, SQLInputValue, SQLOutputValue } from "node:sqlite";
import { TrailError, reasonOf } from "../errors.ts";
import { openSqliteFile, type Shape, type SqliteSurroundings } from "../sqlite-file.ts";
import type { Entry, Register } from "./register.ts";

const SHAPE: Shape = {
  name: "register",
  version: 1,
  tables: `
    CREATE TABLE IF NOT EXISTS entries (
      shelf TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (shelf, id)
    ) STRICT, WITHOUT ROWID;
  `,
  upgrades: {},
};

/** How long a locked file is waited for, in milliseconds. */
const PATIENCE = 2000;

const PUT_FIRST = "INSERT INTO entries (shelf, id, value, version) VALUES (?, ?, ?, 1) ON CONFLICT DO NOTHING";
const PUT_NEXT = "UPDATE entries SET value = ?, version = version + 1 WHERE shelf = ? AND id = ? AND version = ?";

/**
 * The register in a SQLite file, for one or several processes of one machine. Throws TrailError("configuration") where the
 * file cannot be opened, lies on a network file system or is of a newer Trail; it is left as it is then.
 */
export function openSqliteRegister(path: string, surroundings: SqliteSurroundings = {}): Register {
  const file = openSqliteFile(path, SHAPE, surroundings);
  /** What SQLite throws becomes what the asker reads. */
  const use = async <T>(work: (database: DatabaseSync) => T): Promise<T> => {
    try {
      return await file.use(work, PATIENCE);
    } catch (cause) {
      throw new TrailError(
        "engine-internal",
        `Trail's register cannot be used (${reasonOf(cause)}): nothing was lost, try again in a minute.`,
        { cause },
      );
    }
  };
  const run = async (sql: string, ...values: SQLInputValue[]): Promise<boolean> =>
    (await use((database) => database.prepare(sql).run(...values).changes)) > 0;
  const all = async (sql: string, ...values: SQLInputValue[]): Promise<readonly Entry[]> =>
    (await use((database) => database.prepare(sql).all(...values))).map(entryOf);

  return {
    put(shelf, id, value, expected) {
      const text = JSON.stringify(value);
      return expected === null ? run(PUT_FIRST, shelf, id, text) : run(PUT_NEXT, text, shelf, id, expected);
    },
    get: async (shelf, id) =>
      (await all("SELECT id, value, version FROM entries WHERE shelf = ? AND id = ?", shelf, id))[0] ?? null,
    list: (shelf) => all("SELECT id, value, version FROM entries WHERE shelf = ? ORDER BY id", shelf),
    async remove(shelf, id) {
      await run("DELETE FROM entries WHERE shelf = ? AND id = ?", shelf, id);
    },
    close: async () => file.close(),
  };
}

function entryOf(row: Readonly<Record<string, SQLOutputValue>>): Entry {
  const value: unknown = JSON.parse(String(row["value"]));
  return { id: String(row["id"]), value, version: Number(row["version"]) };
}
