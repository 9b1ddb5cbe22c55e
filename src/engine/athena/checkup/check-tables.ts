import { TrailError, reasonOf } from "../../../errors.ts";
import { ok, wrong, type Check } from "../../check.ts";
import type { TableName } from "../athena-place.ts";
import { createTables } from "../tables.ts";
import type { ReadableTable } from "../relation.ts";
import type { CheckupParts } from "./checkup-parts.ts";

/** Tables that can be read, and a line for each. */
export interface CheckedTables {
  readonly checks: readonly Check[];
  readonly readable: readonly ReadableTable[];
}

/** Each table: there, cut into partitions as the configuration says, with the columns that Trail reads, in a form that works. */
export async function checkTables({ aws, place }: CheckupParts): Promise<CheckedTables> {
  const checked = await Promise.all(place.tables.map((name) => checkTable(aws, name, place)));
  return {
    checks: checked.map(({ check }) => check),
    readable: checked.flatMap(({ table }) => table ?? []),
  };
}

async function checkTable(
  aws: CheckupParts["aws"],
  name: TableName,
  { database, layout }: CheckupParts["place"],
): Promise<{ check: Check; table: ReadableTable | null }> {
  const what = `table ${database}.${name.table}`;
  try {
    const [table] = await createTables(aws, database, [name], layout, () => undefined).readable({
      accounts: [],
      needs: [],
    });
    if (table === undefined) return { check: wrong(what, "cannot be read"), table: null };
    return { check: shapeCheck(what, table, layout), table };
  } catch (cause) {
    if (!(cause instanceof TrailError)) throw cause;
    const raw = cause.cause === undefined ? "" : ` (${reasonOf(cause.cause)})`;
    return { check: wrong(what, `${cause.message}${raw}`), table: null };
  }
}

function shapeCheck(what: string, { shape, plain, roles }: ReadableTable, layout: string): Check {
  if (plain.nested === null && shape.readsRecords === false) {
    return wrong(
      what,
      "is read without CloudTrail's own input format, so each file becomes one row of nothing: make it anew with ./trail setup table",
    );
  }
  const partitions =
    Object.keys(roles).length === 0 ? "no partitions: each question reads all of it" : `layout ${layout}`;
  return plain.lacking.length === 0
    ? ok(what, partitions)
    : ok(
        what,
        `${partitions}; lacks ${plain.lacking.join(", ")}, read as empty: ./trail setup table prints a table that has them`,
      );
}
