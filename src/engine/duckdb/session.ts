import { listValue, type DuckDBConnection } from "@duckdb/node-api";

/** Sets a list of texts as a variable of the session; an empty one, which has no type, is not set. */
export async function setTexts(
  connection: DuckDBConnection,
  variable: string,
  texts: readonly string[],
): Promise<void> {
  if (texts.length === 0) return;
  await connection.run(`SET VARIABLE ${variable} = $1::VARCHAR[]`, [listValue([...texts])]);
}
