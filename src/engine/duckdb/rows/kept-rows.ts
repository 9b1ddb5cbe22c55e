import { DuckDBTypeId, type DuckDBConnection } from "@duckdb/node-api";
import { TrailError, reasonOf } from "../../../errors.ts";
import type { Column, Row, Value } from "../../engine.ts";
import { literal } from "../../literal.ts";
import { isMemoryFault, tooLittleMemory } from "../duckdb-faults.ts";
import { numberOf } from "../../number-of.ts";

/** The rows of an answer at rest, in Parquet files. */
export interface KeptRows {
  readonly columns: readonly Column[];
  readonly rowCount: number;
  /** Paths of the files, in order; in each the rows lie in order, and there is at least one. */
  readonly paths: readonly string[];
}

/** Each group of rows is in memory as a whole while it is written and read. */
const OPTIONS = "FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 10240, USE_TMP_FILE false";

/** Rows that go into a file. */
export interface RowsToWrite {
  readonly sql: string;
  /** One text for each `?` of it. */
  readonly values: readonly string[];
  /** Whether they lie in the file as the SQL orders them; to keep an order takes several times the memory. */
  readonly inOrder: boolean;
}

/**
 * Writes rows into a Parquet file and resolves to their number. Throws TrailError("engine-user") where the file cannot be
 * written, and DuckDB's error otherwise.
 */
export async function writeParquet(connection: DuckDBConnection, path: string, rows: RowsToWrite): Promise<number> {
  const copy = `COPY (${rows.sql}) TO ${literal(path)} (${OPTIONS}, PRESERVE_ORDER ${rows.inOrder})`;
  const written = await connection.runAndReadAll(copy, [...rows.values]).catch((cause: unknown) => {
    throw reasonOf(cause).includes(path) ? notKept(path, cause) : cause;
  });
  return Number(written.value(0, 0));
}

/** Says that a place on disk does not take the rows of an answer. */
export function notKept(path: string, cause: unknown): TrailError {
  const message = `The answer could not be kept on disk at ${path}: make room there, or set TRAIL_STATE to another folder.`;
  return new TrailError("engine-user", message, { cause });
}

/** What stands after FROM for a Parquet file: without columns that DuckDB would make of folders named `name=value`. */
export function parquetPart(path: string): string {
  return `read_parquet(${literal(path)}, hive_partitioning = false)`;
}

/** Columns of what stands after FROM. Throws TrailError("engine-user") for a type that must not cross the seam. */
export async function columnsOf(connection: DuckDBConnection, part: string): Promise<readonly Column[]> {
  const empty = await connection.run(`SELECT * FROM ${part} LIMIT 0`);
  return empty.columnNames().map((name, index) => ({ name, type: columnType(name, empty.columnTypeId(index)) }));
}

function columnType(name: string, type: DuckDBTypeId): Column["type"] {
  switch (type) {
    case DuckDBTypeId.VARCHAR:
      return "varchar";
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.HUGEINT:
      return "bigint";
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.DOUBLE:
    case DuckDBTypeId.DECIMAL:
      return "double";
    case DuckDBTypeId.BOOLEAN:
      return "boolean";
    default:
      throw new TrailError(
        "engine-user",
        `The column ${name} has the type ${DuckDBTypeId[type]}: an intent returns varchar, bigint, double or boolean only. Cast it in the SQL.`,
      );
  }
}

/**
 * At most so many rows in order, a few thousand at a time, over a connection of their own: a second reading on one would end the
 * first. One file is read after the other, so that no two are in memory. Throws TrailError("engine-internal") where not all can
 * be read any more.
 */
export async function* keptRows(
  connect: () => Promise<DuckDBConnection>,
  { columns, rowCount, paths }: KeptRows,
  limit: number,
): AsyncGenerator<readonly Row[]> {
  const wanted = Math.min(limit, rowCount);
  let given = 0;
  for await (const rows of readParts(connect, paths, columns, limit)) {
    given += rows.length;
    yield rows;
  }
  if (given !== wanted) throw notRead(new Error(`${given} rows of ${wanted} were read.`));
}

async function* readParts(
  connect: () => Promise<DuckDBConnection>,
  paths: readonly string[],
  columns: readonly Column[],
  limit: number,
): AsyncGenerator<readonly Row[]> {
  let left = limit;
  const connection = await connect().catch(refuse);
  try {
    for (const path of paths) {
      if (left <= 0) return;
      for await (const rows of rowsOf(connection, parquetPart(path), columns, left)) {
        left -= rows.length;
        yield rows;
      }
    }
  } finally {
    connection.closeSync();
  }
}

function refuse(cause: unknown): never {
  throw notRead(cause);
}

function notRead(cause: unknown): TrailError {
  return isMemoryFault(reasonOf(cause))
    ? tooLittleMemory(cause)
    : new TrailError("engine-internal", "The rows of this answer cannot be read any more: ask again.", { cause });
}

/**
 * Each row leaves DuckDB as one JSON text, numbers in it as text: reading cell by cell takes five times as long.
 */
async function* rowsOf(
  connection: DuckDBConnection,
  part: string,
  columns: readonly Column[],
  limit: number,
): AsyncGenerator<readonly Row[]> {
  const numbers = columns.filter(({ type }) => type === "bigint" || type === "double").map(({ name }) => name);
  const sql = `SELECT to_json(struct_pack(${columns.map(field).join(", ")})) FROM ${part} LIMIT ${limit}`;
  const result = await connection.stream(sql).catch(refuse);
  for (;;) {
    const chunk = await result.fetchChunk().catch(refuse);
    if (chunk === null || chunk.rowCount === 0) return;
    yield chunk.getColumnValues(0).map((text) => toRow(String(text), numbers));
  }
}

function field({ name, type }: Column): string {
  const quoted = quotedName(name);
  return `${quoted} := ${type === "bigint" || type === "double" ? `CAST(${quoted} AS VARCHAR)` : quoted}`;
}

/** A column's name as SQL writes it, whatever is in it. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function toRow(text: string, numbers: readonly string[]): Row {
  const row: Record<string, Value> = JSON.parse(text);
  for (const name of numbers) {
    const written = row[name];
    if (typeof written === "string") row[name] = numberOf(written);
  }
  return row;
}
