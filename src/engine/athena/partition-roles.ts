import { TrailError } from "../../errors.ts";
import { LAYOUTS, type Layout } from "./layout.ts";
import type { PartitionColumn, TableShape } from "./table-shape.ts";

/** What a partition column stands for. `date` is a whole day in one column. */
export type Role = "account" | "region" | "year" | "month" | "day" | "date";

export type PartitionRoles = Partial<Readonly<Record<Role, PartitionColumn>>>;

/** Roles that a layout has; null: whatever the table has (its files lie anywhere). */
const ROLES: Readonly<Record<Layout, readonly Role[] | null>> = {
  unpartitioned: [],
  "region-ymd": ["region", "year", "month", "day"],
  "account-region-ymd": ["account", "region", "year", "month", "day"],
  "projected-day": ["date"],
  "account-region-day": ["account", "region", "date"],
  "records-array": null,
};

/**
 * What each partition column of a table stands for. Throws TrailError("configuration") where they are not those of the
 * layout, or one of them is none that Trail knows: a guess would leave events out in silence.
 */
export function partitionRoles(shape: TableShape, layout: Layout): PartitionRoles {
  const hasYear = shape.partitions.some(({ name }) => name === "year");
  const roles: Partial<Record<Role, PartitionColumn>> = {};
  for (const column of shape.partitions) {
    const role = roleOf(column.name, hasYear);
    if (role === null || roles[role] !== undefined) throw unknownColumn(shape, column);
    roles[role] = column;
  }
  const expected = ROLES[layout];
  if (expected !== null && !sameRoles(expected, Object.keys(roles))) throw otherLayout(shape, layout, roles);
  return roles;
}

function roleOf(name: string, hasYear: boolean): Role | null {
  if (/^(aws_?)?account(_?id)?$/.test(name)) return "account";
  if (/^(aws_?)?region$/.test(name)) return "region";
  if (hasYear) return name === "year" || name === "month" || name === "day" ? name : null;
  return /^(timestamp|day|date|dt|(event|log)_?(date|day)|date_?(created|partition))$/.test(name) ? "date" : null;
}

function sameRoles(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((role) => other.includes(role));
}

const named = ({ database, table }: TableShape): string => `${database}.${table}`;
const listedColumns = ({ partitions }: TableShape): string => partitions.map(({ name }) => name).join(", ") || "none";

function unknownColumn(shape: TableShape, { name }: PartitionColumn): TrailError {
  return new TrailError(
    "configuration",
    `The table ${named(shape)} has a partition column ${name} that Trail does not know (its partition columns: ${listedColumns(shape)}): make a table that Trail can read with ./trail setup table.`,
  );
}

function otherLayout(shape: TableShape, layout: Layout, roles: PartitionRoles): TrailError {
  const fitting = LAYOUTS.find((name) => {
    const expected = ROLES[name];
    return expected !== null && sameRoles(expected, Object.keys(roles));
  });
  const what = fitting === undefined ? "make the table anew (./trail setup table)" : `set athena.layout to ${fitting}`;
  const wanted = ROLES[layout]?.join(", ") ?? "";
  return new TrailError(
    "configuration",
    `The table ${named(shape)} has the partition columns ${listedColumns(shape)}, and athena.layout ${layout} means ${wanted || "none"}: ${what}.`,
  );
}
