import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Column, Statement } from "../../engine.ts";
import { columnsOf, parquetPart, quotedName, writeParquet, type KeptRows } from "./kept-rows.ts";
import { takeListApart, type ListText } from "./list-text.ts";
import { runnableSql, type RelationFiles } from "../relation.ts";

/** What a statement found: an answer, or what a list is made of. */
export type Found = { readonly kind: "answer"; readonly kept: KeptRows } | FoundList;

/** A list's rows as they came: with repeats, in no order. */
export interface FoundList {
  readonly kind: "list";
  readonly columns: readonly Column[];
  /** Path of the Parquet file that holds them. */
  readonly path: string;
  readonly count: number;
  /** Whether a row counts once, however often it was found. */
  readonly isDistinct: boolean;
}

/** A statement over the files that its relations are to read now. */
export interface Scan {
  readonly statement: Statement;
  readonly relations: readonly RelationFiles[];
  readonly connection: DuckDBConnection;
}

/** Name of the temporary table of a connection in which an answer that is no list comes to be. */
const ANSWER_TABLE = "trail_result";

/**
 * Runs a scan. A list goes to a file in the folder as it is read, since to hold and sort all of it would
 * take as much memory as it is long; any other answer is as short as what it groups by, and goes there when it is whole.
 */
export async function findRows(scan: Scan, folder: string): Promise<Found> {
  const list = takeListApart(scan.statement.sql);
  const found = list === null ? null : await findList(list, scan, join(folder, "found.parquet"));
  return found ?? { kind: "answer", kept: await findAnswer(scan, join(folder, "answer.parquet")) };
}

/** Null where the list cannot be kept in a file as it is. */
async function findList(
  { rows, isDistinct }: ListText,
  { statement, relations, connection }: Scan,
  path: string,
): Promise<FoundList | null> {
  const sql = runnableSql({ ...statement, sql: rows }, relations);
  const count = await writeParquet(connection, path, { sql, values: statement.values, inOrder: false });
  const columns = await columnsOf(connection, parquetPart(path));
  if (isKeptAsItIs(columns)) return { kind: "list", columns, path, count, isDistinct };
  await rm(path);
  return null;
}

/** Parquet would round a sum of integers, which DuckDB gives 128 bits, to a double. */
function isKeptAsItIs(columns: readonly Column[]): boolean {
  const texts = columns.filter(({ type }) => type === "varchar").map(({ name }) => name);
  return (
    ["eventtime", "eventid"].every((name) => texts.includes(name)) && columns.every(({ type }) => type !== "double")
  );
}

/** Integers are kept as text, since Parquet has none of 128 bits. */
async function findAnswer({ statement, relations, connection }: Scan, path: string): Promise<KeptRows> {
  const sql = runnableSql(statement, relations);
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${ANSWER_TABLE} AS ${sql}`, [...statement.values]);
  const columns = await columnsOf(connection, ANSWER_TABLE);
  const kept = columns.map(({ name, type }) => {
    const quoted = quotedName(name);
    return type === "bigint" ? `CAST(${quoted} AS VARCHAR) AS ${quoted}` : quoted;
  });
  const rows = { sql: `SELECT ${kept.join(", ")} FROM ${ANSWER_TABLE}`, values: [], inOrder: true };
  const rowCount = await writeParquet(connection, path, rows);
  return { columns, rowCount, paths: rowCount === 0 ? [] : [path] };
}
