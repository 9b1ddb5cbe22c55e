import { mkdir, readFile } from "node:fs/promises";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { TrailError, reasonOf } from "../../errors.ts";

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
 * extension, no changed setting but whether progress is told. Each execution takes a connection of its own. Makes the spill folder; throws
 * TrailError("configuration") where it cannot be made.
 */
export async function openDatabase(settings: DatabaseSettings): Promise<DuckDBInstance> {
  await makeFolder(settings.spillFolder);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(await readFile(new URL("./prelude.sql", import.meta.url), "utf8"));
  // Bytes of files stay in the system's own cache and freed memory goes back soon: else they add up over a large answer.
  await connection.run(`
    SET GLOBAL TimeZone = 'UTC';
    SET GLOBAL integer_division = true;
    SET GLOBAL memory_limit = ${quoted(settings.memory)};
    SET GLOBAL temp_directory = ${quoted(settings.spillFolder)};
    SET GLOBAL enable_external_file_cache = false;
    SET GLOBAL allocator_flush_threshold = '16MB';
    SET GLOBAL allocator_bulk_deallocation_flush_threshold = '16MB';
    SET GLOBAL autoinstall_known_extensions = false;
    SET GLOBAL allowed_directories = [${settings.readable.map((folder) => quoted(`${folder}/`)).join(", ")}];
    SET GLOBAL enable_external_access = false;
    SET GLOBAL allowed_configs = ['enable_progress_bar', 'enable_progress_bar_print'];
    SET GLOBAL lock_configuration = true;
  `);
  connection.closeSync();
  return instance;
}

/** A connection that can tell how far its query has come. */
export async function connectTo(database: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await database.connect();
  await connection.run("SET enable_progress_bar = true; SET enable_progress_bar_print = false");
  return connection;
}

/** DuckDB would make the last folder of the path alone, and only when memory is full already. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw new TrailError(
      "configuration",
      `The folder ${path} cannot be made (${reasonOf(cause)}): set TRAIL_STATE to a folder that may be written.`,
      { cause },
    );
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
