import { reasonOf } from "../../../errors.ts";
import type { Row } from "../../engine.ts";
import { ok, unknown, wrong, type Check } from "../../check.ts";
import { literals } from "../../literal.ts";
import { dayPrefix, type LogLister, type RegionFolder } from "../log-lister.ts";
import { tableName, type ReadableTable } from "../relation.ts";
import type { CheckupParts } from "./checkup-parts.ts";
import { runSql } from "./run-sql.ts";

/** Recent days whose partitions are looked for. */
const RECENT_DAYS = 7;
/** Days named in one line; the rest is counted. */
const NAMED = 5;

/**
 * Whether recent days with logs have a partition in each table whose partitions are added one by one: one that is missing
 * returns nothing, and no error. With projection, whether its lists name all accounts and regions that have logs.
 */
export async function checkPartitions(
  parts: CheckupParts,
  tables: readonly ReadableTable[],
  folders: readonly RegionFolder[],
): Promise<readonly Check[]> {
  const { lister } = parts;
  if (lister === null || folders.length === 0) return [];
  return Promise.all(
    tables
      .filter(({ roles }) => Object.keys(roles).length > 0)
      .map((table) =>
        checkTable(
          parts,
          lister,
          table,
          folders.filter((folder) => belongs(table, folder)),
        ),
      ),
  );
}

function belongs({ account, shape }: ReadableTable, folder: RegionFolder): boolean {
  const own = account ?? shape.account;
  return (own === null || own === folder.account) && (shape.region === null || shape.region === folder.region);
}

async function checkTable(
  parts: CheckupParts,
  lister: LogLister,
  table: ReadableTable,
  folders: readonly RegionFolder[],
): Promise<Check> {
  const what = `partitions of ${table.shape.table}`;
  const isProjected = table.shape.partitions.some(({ projection }) => projection !== null);
  if (isProjected) return projectionCheck(what, table, folders);
  try {
    const wanted = await recentFolders(lister, folders, parts.clock.now());
    const known = await knownPartitions(parts, table, wanted);
    const missing = wanted.filter((key) => !known.has(key));
    if (missing.length === 0) return ok(what, `all of the last ${RECENT_DAYS} days that have logs`);
    const named = missing.slice(0, NAMED).map((key) => key.replaceAll("/", " "));
    const more = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : "";
    return wrong(
      what,
      `missing for ${named.join(", ")}${more}: nothing is found there; add them with the ALTER TABLE lines of ./trail setup table`,
    );
  } catch (cause) {
    return unknown(what, `could not be listed: ${reasonOf(cause)}`);
  }
}

function projectionCheck(what: string, { roles }: ReadableTable, folders: readonly RegionFolder[]): Check {
  const lists = [
    [roles.account, folders.map(({ account }) => account)],
    [roles.region, folders.map(({ region }) => region)],
  ] as const;
  const leftOut = lists.flatMap(([column, values]) => {
    if (column?.projection?.type !== "enum") return [];
    const listed = column.projection.values;
    return [...new Set(values)].filter((value) => !listed.includes(value)).map((value) => `${column.name} ${value}`);
  });
  if (leftOut.length === 0) return ok(what, "projected, with all accounts and regions that have logs");
  return wrong(
    what,
    `the projection leaves out ${leftOut.join(", ")}, which have logs: nothing is found there; add them to the lists (./trail setup table), without spaces`,
  );
}

/** `region/yyyy-mm-dd` of recent folders that hold logs. */
async function recentFolders(
  lister: LogLister,
  folders: readonly RegionFolder[],
  now: number,
): Promise<readonly string[]> {
  const days = Array.from({ length: RECENT_DAYS }, (_, back) =>
    new Date(now - back * 86_400_000).toISOString().slice(0, 10),
  );
  const found = await Promise.all(
    folders.flatMap((folder) =>
      days.map(async (day) =>
        (await lister.size(dayPrefix(folder, day))).files > 0 ? [`${folder.region}/${day}`] : [],
      ),
    ),
  );
  return [...new Set(found.flat())].toSorted();
}

async function knownPartitions(
  parts: CheckupParts,
  { shape }: ReadableTable,
  wanted: readonly string[],
): Promise<ReadonlySet<string>> {
  if (wanted.length === 0) return new Set();
  const years = [...new Set(wanted.map((key) => key.split("/")[1]?.slice(0, 4) ?? ""))];
  const name = tableName({ ...shape, table: `${shape.table}$partitions` });
  const { rows } = await runSql(`SELECT * FROM ${name} WHERE "year" IN (${literals(years)})`, parts);
  return new Set(rows.map(keyOf));
}

function keyOf(row: Row): string {
  const of = (name: string): string => String(row[name] ?? "");
  return `${of("region")}/${of("year")}-${of("month").padStart(2, "0")}-${of("day").padStart(2, "0")}`;
}
