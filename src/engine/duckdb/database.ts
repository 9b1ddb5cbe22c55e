import { readFile } from "node:fs/promises";
import { DuckDBInstance } from "@duckdb/node-api";

/** What an opened database may touch and use. Paths are absolute. */
export interface DatabaseSettings {
  /** The only folders whose files SQL may read. */
  readonly readable: readonly string[];
  /** Where sorting and grouping go when memory is full. */
  readonly spillFolder: string;
  /** As DuckDB writes sizes: "1GB". */
  readonly memory: string;
}

/**
 * Opens an in-memory database with Trino's function names, in UTC, and locks it: no other file, no network, no
 * extension, no changed setting. Each execution takes a connection of its own.
 */
export async function openDatabase(settings: DatabaseSettings): Promise<DuckDBInstance> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(await readFile(new URL("./prelude.sql", import.meta.url), "utf8"));
  await connection.run(`
    SET GLOBAL TimeZone = 'UTC';
    SET GLOBAL integer_division = true;
    SET GLOBAL memory_limit = ${quoted(settings.memory)};
    SET GLOBAL temp_directory = ${quoted(settings.spillFolder)};
    SET GLOBAL autoinstall_known_extensions = false;
    SET GLOBAL allowed_directories = [${settings.readable.map((folder) => quoted(`${folder}/`)).join(", ")}];
    SET GLOBAL enable_external_access = false;
    SET GLOBAL lock_configuration = true;
  `);
  connection.closeSync();
  return instance;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
