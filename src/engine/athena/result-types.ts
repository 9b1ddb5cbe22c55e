import type { ColumnInfo } from "@aws-sdk/client-athena";
import { TrailError } from "../../errors.ts";
import type { Column, Row, Value } from "../engine.ts";
import { numberOf } from "../number-of.ts";
import type { RawRow } from "./result-object.ts";

/** Columns of a result. Throws TrailError("engine-user") for a type that must not cross the seam. */
export function resultColumns(infos: readonly ColumnInfo[]): readonly Column[] {
  return infos.map(({ Name: name = "", Type: type = "" }) => ({ name, type: columnType(name, type) }));
}

function columnType(name: string, type: string): Column["type"] {
  switch (type.toLowerCase().replace(/\(.*$/, "")) {
    case "varchar":
    case "char":
    case "string":
      return "varchar";
    case "tinyint":
    case "smallint":
    case "integer":
    case "bigint":
      return "bigint";
    case "float":
    case "real":
    case "double":
    case "decimal":
      return "double";
    case "boolean":
      return "boolean";
    default:
      throw new TrailError(
        "engine-user",
        `The column ${name} has the type ${type}: an intent returns varchar, bigint, double or boolean only. Cast it in the SQL.`,
      );
  }
}

/** A row with its values in their types, by column name. */
export function typedRow(columns: readonly Column[], raw: RawRow): Row {
  const row: Record<string, Value> = {};
  for (const [index, { name, type }] of columns.entries()) row[name] = typed(type, raw[index] ?? null);
  return row;
}

function typed(type: Column["type"], text: string | null): Value {
  if (text === null) return null;
  switch (type) {
    case "varchar":
      return text;
    case "bigint":
    case "double":
      return numberOf(text);
    case "boolean":
      return text === "true";
  }
}
