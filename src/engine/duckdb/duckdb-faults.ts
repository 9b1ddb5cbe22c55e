import { TrailError } from "../../errors.ts";

/** What DuckDB's messages tell about a fault. Only the part before any text out of a file is looked at: a record may hold words that look like a path. */

/** Whether a file's bytes, its JSON or its absence are at fault, and not the query. */
export function isFileFault(message: string): boolean {
  return /JSON|gzip|GZIP|IO Error|maximum_object_size/.test(message);
}

/** Whether a cached file may be at fault: gone, or not to be unpacked. */
export function isCacheFault(message: string): boolean {
  return /IO Error|[Pp]arquet|PARQUET|magic bytes|ZSTD|[Tt]hrift|TProtocol/.test(message);
}

/** The file that an error names, or null where it names none. */
export function fileInError(message: string): string | null {
  return (
    /^[^"]*? in file "([^"\n]+)"/.exec(message)?.[1] ??
    /^IO Error: (?:No files found that match the pattern|Cannot open file) "([^"\n]+)"/.exec(message)?.[1] ??
    /not a GZIP stream: (.+)/.exec(message)?.[1] ??
    null
  );
}

/** Whether the query outgrew the memory, or the disk beside it, that the database may use. */
export function isMemoryFault(message: string): boolean {
  return /Out of Memory|could not allocate|max_temp_directory_size/i.test(message);
}

/** Says so to whoever asked. */
export function tooLittleMemory(cause: unknown): TrailError {
  const message =
    "The question needs more memory than the local engine may use: narrow the window, or raise `duckdb.memory`.";
  return new TrailError("engine-user", message, { cause });
}
