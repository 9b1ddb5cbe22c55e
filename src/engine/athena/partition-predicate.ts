import { TrailError } from "../../errors.ts";
import { literal } from "../literal.ts";
import { daysFrom } from "../scope.ts";
import type { PartitionRoles } from "./partition-roles.ts";
import type { PartitionColumn } from "./table-shape.ts";

/** Which folders are wanted. Days are `yyyy-mm-dd`, both included; empty lists: all. */
export interface Wanted {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Accounts of the configuration: what an injected column is filled with when none is asked. */
  readonly knownAccounts: readonly string[];
  readonly knownRegions: readonly string[];
}

/**
 * The condition that keeps a scan to the wanted partitions, or null where the table has none to keep to. Years, months
 * and days in columns of their own become one branch for each month with its days listed, since a range over such texts is
 * empty where a month or a year ends. Throws TrailError("refused") where the table must be told an account or a region and
 * none is known, and TrailError("configuration") for a form of date that cannot be compared.
 */
export function partitionPredicate(roles: PartitionRoles, wanted: Wanted): string | null {
  const parts = [
    ...listCondition(roles.account, wanted.accounts, wanted.knownAccounts, "account"),
    ...listCondition(roles.region, wanted.regions, wanted.knownRegions, "region"),
    ...dateCondition(roles.date, wanted),
    ...monthConditions(roles, wanted),
  ];
  return parts.length === 0 ? null : parts.join("\n      AND ");
}

/** Athena's names in quotes: `timestamp` and `date` are words of SQL. */
const quotedName = ({ name }: PartitionColumn): string => `"${name}"`;
const isNumber = ({ type }: PartitionColumn): boolean => /^(tiny|small|big)?int(eger)?$/.test(type);
const value = (column: PartitionColumn, text: string): string =>
  isNumber(column) ? String(Number(text)) : literal(text);
const values = (column: PartitionColumn, texts: readonly string[]): string =>
  texts.map((text) => value(column, text)).join(", ");

function listCondition(
  column: PartitionColumn | undefined,
  asked: readonly string[],
  known: readonly string[],
  what: "account" | "region",
): string[] {
  if (column === undefined) return [];
  const isInjected = column.projection?.type === "injected";
  const wanted = asked.length > 0 || !isInjected ? asked : known;
  if (wanted.length > 0) return [`${quotedName(column)} IN (${values(column, wanted)})`];
  if (!isInjected) return [];
  throw new TrailError(
    "refused",
    `The table's partition column ${column.name} is injected, so each question must name its ${what}s: name one in the question, or list them under \`${what}s\` in the configuration.`,
  );
}

function dateCondition(column: PartitionColumn | undefined, { firstDay, lastDay }: Wanted): string[] {
  if (column === undefined) return [];
  if (column.type === "date") {
    return [`${quotedName(column)} BETWEEN DATE ${literal(firstDay)} AND DATE ${literal(lastDay)}`];
  }
  const format = column.projection?.format ?? "yyyy/MM/dd";
  if (column.projection?.type === "injected" || !/^yyyy(.?)MM\1dd$/.test(format) || isNumber(column)) {
    throw new TrailError(
      "configuration",
      `The table's partition column ${column.name} has the form ${format} (${column.projection?.type ?? column.type}), which cannot be compared: make it a projected date such as yyyy/MM/dd (./trail setup table).`,
    );
  }
  const written = (day: string): string => literal(inFormat(day, format));
  return [`${quotedName(column)} BETWEEN ${written(firstDay)} AND ${written(lastDay)}`];
}

/** A day `yyyy-mm-dd` in a Java format of years, months and days. */
export function inFormat(day: string, format: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return format.replace("yyyy", year).replace("MM", month).replace("dd", date);
}

function monthConditions({ year, month, day }: PartitionRoles, { firstDay, lastDay }: Wanted): string[] {
  if (year === undefined || month === undefined || day === undefined) return [];
  const months = Map.groupBy(daysFrom(firstDay, lastDay), (date) => date.slice(0, 7));
  const branches = [...months].map(([name, dates]) => {
    const days = dates.map((date) => date.slice(8));
    return `(${quotedName(year)} = ${value(year, name.slice(0, 4))} AND ${quotedName(month)} = ${value(month, name.slice(5))} AND ${quotedName(day)} IN (${values(day, days)}))`;
  });
  return [branches.length === 1 ? (branches[0] ?? "") : `(${branches.join("\n        OR ")})`];
}
