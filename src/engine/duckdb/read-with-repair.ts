import { listValue, type DuckDBConnection } from "@duckdb/node-api";
import { reasonOf } from "../../errors.ts";
import type { Span, Statement } from "../engine.ts";
import { fileInError, isFileFault, isMemoryFault } from "./duckdb-faults.ts";
import type { LogSet } from "./log-set.ts";
import { crowdedSql, probeSql, runnableSql, type RelationFiles } from "./relation.ts";
import { RESULT_TABLE } from "./result-table.ts";
import { PART_RECORDS } from "./salvage.ts";

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
      if (attempt > RETRIES + 1 || !(await mend(cause, attempt, parts, connection, stop))) throw cause;
    }
  }
}

/** Resolves to whether anything was found to read with care, so that another attempt may go better. */
async function mend(
  cause: unknown,
  attempt: number,
  parts: readonly Part[],
  connection: DuckDBConnection,
  stop: AbortSignal,
): Promise<boolean> {
  const message = reasonOf(cause);
  if (isMemoryFault(message)) {
    return repairCrowded(parts, connection, stop).catch((fault: unknown) =>
      isMemoryFault(reasonOf(fault)) ? false : mend(fault, attempt, parts, connection, stop),
    );
  }
  if (!isFileFault(message)) return false;
  const named = attempt < RETRIES ? fileInError(message) : null;
  if (named !== null && (await repair(parts, named, stop))) return true;
  return repairUnreadable(parts, connection, stop);
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

/**
 * Takes apart files of so many records that one alone could fill the memory, empty ones for instance: DuckDB reads each
 * file as one row. Resolves to false where there is none; throws DuckDB's error where a file cannot be looked at.
 */
async function repairCrowded(
  parts: readonly Part[],
  connection: DuckDBConnection,
  stop: AbortSignal,
): Promise<boolean> {
  let any = false;
  for (const { set } of parts) {
    const { paths, longestFile } = set.paths();
    if (paths.length === 0) continue;
    await setPaths(connection, "probed_files", paths);
    const sql = crowdedSql("probed_files", longestFile, PART_RECORDS);
    const found = await connection.runAndReadAll(sql);
    for (const [path] of found.getRows()) if (await set.repair(String(path), stop)) any = true;
  }
  return any;
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
    (cause: unknown) => {
      if (isMemoryFault(reasonOf(cause))) throw cause;
      return false;
    },
  );
}
