import { DatabaseSync } from "node:sqlite";

/** What was listed of one folder of logs (a delivery day of an account and a region). */
export interface FolderSize {
  readonly bytes: number;
  readonly files: number;
  /** Newest delivery in the names of its files, or null. */
  readonly newest: string | null;
  /** Milliseconds since 1970 at which it was listed. */
  readonly listedAt: number;
}

/** Sizes of folders that were listed, kept from question to question: a past day never changes. */
export interface SizeLedger {
  /** By prefix; what was never listed is left out. */
  sizes(prefixes: readonly string[]): ReadonlyMap<string, FolderSize>;
  note(prefix: string, size: FolderSize): void;
  /** The folders right below a prefix, or null where they were never listed. */
  children(prefix: string): { readonly names: readonly string[]; readonly listedAt: number } | null;
  noteChildren(prefix: string, names: readonly string[], at: number): void;
  /** Bytes that the last full scan of a table took, or null. */
  lastScan(table: string): number | null;
  noteScan(table: string, bytes: number): void;
  close(): void;
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS sizes (prefix TEXT PRIMARY KEY, bytes INTEGER, files INTEGER, newest TEXT, listed_at INTEGER) STRICT;
  CREATE TABLE IF NOT EXISTS children (prefix TEXT PRIMARY KEY, names TEXT NOT NULL, listed_at INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS scans (name TEXT PRIMARY KEY, bytes INTEGER NOT NULL) STRICT;
`;

/**
 * A ledger in a SQLite file, shared by the processes of one machine; `:memory:` for one that ends with its process. It
 * holds nothing that could not be listed again.
 */
export function openSizeLedger(path: string): SizeLedger {
  const database = new DatabaseSync(path, { timeout: 5000 });
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
  database.exec(TABLES);
  // Whoever waits inside SQLite holds up everything else; what is not noted while another process writes is listed again.
  database.exec("PRAGMA busy_timeout = 0");
  const one = database.prepare("SELECT * FROM sizes WHERE prefix = ?");
  const write = (sql: string, ...values: (string | number | null)[]): void => {
    try {
      database.prepare(sql).run(...values);
    } catch (cause) {
      if (!isLocked(cause)) throw cause;
    }
  };
  return {
    sizes(prefixes) {
      const found = new Map<string, FolderSize>();
      for (const prefix of prefixes) {
        const row = one.get(prefix);
        if (row === undefined) continue;
        found.set(prefix, {
          bytes: Number(row["bytes"]),
          files: Number(row["files"]),
          newest: typeof row["newest"] === "string" ? row["newest"] : null,
          listedAt: Number(row["listed_at"]),
        });
      }
      return found;
    },
    note: (prefix, { bytes, files, newest, listedAt }) =>
      write("INSERT OR REPLACE INTO sizes VALUES (?, ?, ?, ?, ?)", prefix, bytes, files, newest, listedAt),
    children(prefix) {
      const row = database.prepare("SELECT names, listed_at FROM children WHERE prefix = ?").get(prefix);
      if (row === undefined) return null;
      const names = String(row["names"]);
      return { names: names === "" ? [] : names.split("\n"), listedAt: Number(row["listed_at"]) };
    },
    noteChildren(prefix, names, at) {
      write("INSERT OR REPLACE INTO children VALUES (?, ?, ?)", prefix, names.join("\n"), at);
    },
    lastScan(table) {
      const row = database.prepare("SELECT bytes FROM scans WHERE name = ?").get(table);
      return row === undefined ? null : Number(row["bytes"]);
    },
    noteScan(table, bytes) {
      write("INSERT OR REPLACE INTO scans VALUES (?, ?)", table, bytes);
    },
    close: () => void (database.isOpen && database.close()),
  };
}

/** SQLITE_BUSY: another process writes. */
function isLocked(cause: unknown): boolean {
  return cause instanceof Error && "errcode" in cause && (Number(cause.errcode) & 0xff) === 5;
}
