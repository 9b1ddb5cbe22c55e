import { DuckDBDecimalValue, DuckDBTypeId, type DuckDBConnection } from "@duckdb/node-api";
import { TrailError } from "../../errors.ts";
import type { Column, Row, Value } from "../engine.ts";

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

/** The rows of the finished result in order, a few thousand at a time. */
export async function* resultRows(
  connection: DuckDBConnection,
  columns: readonly Column[],
  limit: number,
): AsyncGenerator<readonly Row[]> {
  const result = await connection.stream(`SELECT * FROM ${RESULT_TABLE} LIMIT ${limit}`);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    yield chunk.getRows().map((values) => toRow(columns, values));
  }
}

function toRow(columns: readonly Column[], values: readonly unknown[]): Row {
  return Object.fromEntries(columns.map(({ name }, index) => [name, toValue(values[index])]));
}

function toValue(value: unknown): Value {
  if (typeof value === "string" || typeof value === "boolean" || typeof value === "number") return value;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  return value instanceof DuckDBDecimalValue ? value.toDouble() : null;
}
