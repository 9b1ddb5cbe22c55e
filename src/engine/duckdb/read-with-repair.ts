import { listValue, type DuckDBConnection } from "@duckdb/node-api";
import { reasonOf } from "../../errors.ts";
import type { Span, Statement } from "../engine.ts";
import { fileInError } from "./file-in-error.ts";
import type { LogSet } from "./log-set.ts";
import { probeSql, runnableSql, type RelationFiles } from "./relation.ts";
import { RESULT_TABLE } from "./result-table.ts";

/** One relation of a statement and the files it reads. */
export interface Part {
  readonly relation: RelationFiles["relation"];
  readonly span: Span;
  readonly set: LogSet;
}

/** After so many faults in single files each remaining file is tried by itself: every retry scans anew. */
const RETRIES = 3;

/**
 * Runs the statement into the result table of the connection and returns the text that ran. Reads optimistically: where
 * DuckDB stumbles over a file, that one is read with care from then on and the query runs again, so that one bad record
 * hides neither its file nor the others. Throws DuckDB's error where no file is at fault.
 */
export async function readWithRepair(
  statement: Statement,
  parts: readonly Part[],
  connection: DuckDBConnection,
  stop: AbortSignal,
): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await query(statement, parts, connection);
    } catch (cause) {
      stop.throwIfAborted();
      if (!isFileFault(cause) || attempt > RETRIES) throw cause;
      const named = attempt < RETRIES ? fileInError(reasonOf(cause)) : null;
      const mended = named !== null && (await repair(parts, named, stop));
      if (!mended && !(await repairUnreadable(parts, connection, stop))) throw cause;
    }
  }
}

async function query(statement: Statement, parts: readonly Part[], connection: DuckDBConnection): Promise<string> {
  const relations: RelationFiles[] = [];
  for (const { relation, span, set } of parts) {
    const { paths, longestFile } = set.paths();
    const variable = `${relation}_files`;
    await setPaths(connection, variable, paths);
    relations.push({ relation, span, variable, longestFile });
  }
  const sql = runnableSql(statement, relations);
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${RESULT_TABLE} AS ${sql}`, [...statement.values]);
  return sql;
}

async function setPaths(connection: DuckDBConnection, variable: string, paths: readonly string[]): Promise<void> {
  // An empty list has no type, and a relation without files reads no variable.
  if (paths.length === 0) return;
  await connection.run(`SET VARIABLE ${variable} = $1::VARCHAR[]`, [listValue([...paths])]);
}

async function repair(parts: readonly Part[], path: string, stop: AbortSignal): Promise<boolean> {
  const mended = await Promise.all(parts.map((part) => part.set.repair(path, stop)));
  return mended.includes(true);
}

/** Tries every file by itself and repairs those that cannot be read. Resolves to false where all could be. */
async function repairUnreadable(
  parts: readonly Part[],
  connection: DuckDBConnection,
  stop: AbortSignal,
): Promise<boolean> {
  let any = false;
  for (const { set } of parts) {
    const { paths, longestFile } = set.paths();
    for (const path of paths) {
      const readable = await isReadable(connection, path, longestFile);
      stop.throwIfAborted();
      if (!readable && (await set.repair(path, stop))) any = true;
    }
  }
  return any;
}

async function isReadable(connection: DuckDBConnection, path: string, longestFile: number): Promise<boolean> {
  await setPaths(connection, "probed_files", [path]);
  return connection.run(probeSql("probed_files", longestFile)).then(
    () => true,
    () => false,
  );
}

/** Faults of a file's bytes or JSON, as DuckDB words them; others are faults of the query. */
function isFileFault(cause: unknown): boolean {
  return /JSON|gzip|GZIP|IO Error|maximum_object_size/.test(reasonOf(cause));
}
