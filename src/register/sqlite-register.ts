import type { SQLOutputValue } from "node:sqlite";
import { TrailError, reasonOf } from "../errors.ts";
import { openSqliteFile, type Shape } from "../sqlite-file.ts";
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

/**
 * The register in a SQLite file, for one or several processes of one machine. Throws TrailError("configuration") where the
 * file cannot be opened or is of a newer Trail; it is left as it is then.
 */
export function openSqliteRegister(path: string): Register {
  const database = openSqliteFile(path, SHAPE);
  return {
    put: async (shelf, id, value, expected) =>
      told(() => {
        const text = JSON.stringify(value);
        const { changes } =
          expected === null
            ? database
                .prepare("INSERT INTO entries (shelf, id, value, version) VALUES (?, ?, ?, 1) ON CONFLICT DO NOTHING")
                .run(shelf, id, text)
            : database
                .prepare(
                  "UPDATE entries SET value = ?, version = version + 1 WHERE shelf = ? AND id = ? AND version = ?",
                )
                .run(text, shelf, id, expected);
        return changes > 0;
      }),
    get: async (shelf, id) =>
      told(() => {
        const row = database
          .prepare("SELECT id, value, version FROM entries WHERE shelf = ? AND id = ?")
          .get(shelf, id);
        return row === undefined ? null : entryOf(row);
      }),
    list: async (shelf) =>
      told(() => database.prepare("SELECT id, value, version FROM entries WHERE shelf = ? ORDER BY id").all(shelf)).map(
        entryOf,
      ),
    async remove(shelf, id) {
      told(() => database.prepare("DELETE FROM entries WHERE shelf = ? AND id = ?").run(shelf, id));
    },
    close: async () => database.close(),
  };
}

/** What SQLite throws becomes what the asker reads. */
function told<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new TrailError(
      "engine-internal",
      `Trail's register cannot be used (${reasonOf(cause)}): nothing was lost, try again in a minute.`,
      { cause },
    );
  }
}

function entryOf(row: Readonly<Record<string, SQLOutputValue>>): Entry {
  const value: unknown = JSON.parse(String(row["value"]));
  return { id: String(row["id"]), value, version: Number(row["version"]) };
}
