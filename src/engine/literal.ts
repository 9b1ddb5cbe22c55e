/**
 * The one place where a text becomes a literal of SQL: in quotes, with each quote in it doubled. Neither Trino nor DuckDB
 * knows a backslash escape, so nothing else in a text can end the literal. A text with NUL must be refused before.
 */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Literals with commas between them, for `IN (…)`. */
export function literals(texts: readonly string[]): string {
  return texts.map(literal).join(", ");
}

/** A piece of SQL: a text in quotes, a comment, or a `?` that stands for a value. */
const PIECES = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g;

/** The SQL with each `?` replaced by its value as a literal; what stands in quotes or comments is left alone. */
export function withLiterals(sql: string, values: readonly string[]): string {
  let next = 0;
  return sql.replaceAll(PIECES, (piece) => (piece === "?" ? literal(values[next++] ?? "") : piece));
}
