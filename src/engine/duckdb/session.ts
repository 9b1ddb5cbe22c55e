import { listValue, type DuckDBConnection } from "@duckdb/node-api";
import type { Source } from "./raw/raw-files.ts";
import type { JsonFiles } from "./relation.ts";

/** Sets a list of texts as a variable of the session; an empty one, which has no type, is not set. */
export async function setTexts(
  connection: DuckDBConnection,
  variable: string,
  texts: readonly string[],
): Promise<void> {
  if (texts.length === 0) return;
  await connection.run(`SET VARIABLE ${variable} = $1::VARCHAR[]`, [listValue([...texts])]);
}

/** Sets the paths of sources as variables of the session, named after `name`. */
export async function setSources(
  connection: DuckDBConnection,
  name: string,
  sources: readonly Source[],
): Promise<readonly JsonFiles[]> {
  const json: JsonFiles[] = [];
  for (const [index, { paths, isOneLine, longestFile }] of sources.entries()) {
    const variable = `${name}_${index}`;
    await setTexts(connection, variable, paths);
    json.push({ variable, isOneLine, longestFile });
  }
  return json;
}
