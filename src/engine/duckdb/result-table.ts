import { DuckDBTypeId, type DuckDBConnection } from "@duckdb/node-api";
import { TrailError } from "../../errors.ts";
import type { Column, Row, Value } from "../engine.ts";
import { numberOf } from "../number-of.ts";

/** Name of the temporary table of a connection that holds its result. */
export const RESULT_TABLE = "trail_result";

/** Columns of the finished result. Throws TrailError("engine-user") for a type that must not cross the seam. */
export async function resultColumns(connection: DuckDBConnection): Promise<readonly Column[]> {
  const empty = await connection.run(`SELECT * FROM ${RESULT_TABLE} LIMIT 0`);
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
 * The rows of the finished result in order, a few thousand at a time. Each row leaves DuckDB as one JSON text, numbers in it
 * as text: reading cell by cell takes five times as long.
 */
export async function* resultRows(
  connection: DuckDBConnection,
  columns: readonly Column[],
  limit: number,
): AsyncGenerator<readonly Row[]> {
  const numbers = columns.filter(({ type }) => type === "bigint" || type === "double").map(({ name }) => name);
  const result = await connection.stream(
    `SELECT to_json(struct_pack(${columns.map(field).join(", ")})) FROM ${RESULT_TABLE} LIMIT ${limit}`,
  );
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    yield chunk.getColumnValues(0).map((text) => toRow(String(text), numbers));
  }
}

function field({ name, type }: Column): string {
  const quoted = `"${name.replaceAll('"', '""')}"`;
  return `${quoted} := ${type === "bigint" || type === "double" ? `CAST(${quoted} AS VARCHAR)` : quoted}`;
}

function toRow(text: string, numbers: readonly string[]): Row {
  const row: Record<string, Value> = JSON.parse(text);
  for (const name of numbers) {
    const written = row[name];
    if (typeof written === "string") row[name] = numberOf(written);
  }
  return row;
}
