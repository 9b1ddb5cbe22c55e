/**
 * The file that DuckDB names in an error about reading JSON, or null where it names none. Only the part before any text
 * that comes out of the file itself is looked at: a record may hold words that look like a path.
 */
export function fileInError(message: string): string | null {
  return /^[^"]*? in file "([^"\n]+)"/.exec(message)?.[1] ?? /not a GZIP stream: (.+)/.exec(message)?.[1] ?? null;
}
