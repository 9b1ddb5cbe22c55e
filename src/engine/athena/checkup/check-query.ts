import { TrailError, reasonOf } from "../../../errors.ts";
import { ok, wrong, type Check } from "../../check.ts";
import { partitionPredicate } from "../partition-predicate.ts";
import { queryFault } from "../query-fault.ts";
import { tableName, type ReadableTable } from "../relation.ts";
import type { NewestFolder } from "./check-logs.ts";
import type { CheckupParts } from "./checkup-parts.ts";
import { QueryRefused, runSql } from "./run-sql.ts";

/** Rows that the tiny query reads at most. */
const FEW = 1000;

/** One tiny query over the newest logs of each table, its result read: rows must come, and be events. */
export async function checkQuery(
  parts: CheckupParts,
  tables: readonly ReadableTable[],
  newest: NewestFolder | null,
): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const table of tables) checks.push(await checkTable(parts, table, newest));
  return checks;
}

async function checkTable(parts: CheckupParts, table: ReadableTable, newest: NewestFolder | null): Promise<Check> {
  const what = `query on ${table.shape.table}`;
  try {
    const { rows, execution } = await runSql(tinySql(table, newest, parts), parts);
    const read = Number(rows[0]?.["rows_read"] ?? 0);
    const events = Number(rows[0]?.["events"] ?? 0);
    const megabytes = ((execution.Statistics?.DataScannedInBytes ?? 0) / 1e6).toFixed(1);
    if (read > 0 && events === 0) {
      return wrong(
        what,
        `${read} rows came and none holds an event: the table reads the files in the wrong form; make it anew with ./trail setup table`,
      );
    }
    if (read === 0 && newest !== null) {
      return wrong(
        what,
        `no rows came for ${newest.folder.region} on ${newest.day}, where there are logs: the table's partitions or its location miss them (./trail setup table)`,
      );
    }
    return ok(what, `${events} events read, ${megabytes} MB, and the result could be fetched`);
  } catch (cause) {
    if (cause instanceof QueryRefused) return wrong(what, `${queryFault(cause.execution).message} ${cause.message}`);
    if (!(cause instanceof TrailError)) throw cause;
    return wrong(what, `${cause.message}${cause.cause === undefined ? "" : ` (${reasonOf(cause.cause)})`}`);
  }
}

function tinySql(table: ReadableTable, newest: NewestFolder | null, { known, clock }: CheckupParts): string {
  const { shape, plain, roles } = table;
  const day = newest?.day ?? new Date(clock.now()).toISOString().slice(0, 10);
  const own = newest !== null && belongs(table, newest);
  const condition = partitionPredicate(roles, {
    firstDay: day,
    lastDay: day,
    accounts: own ? [newest.folder.account] : [],
    regions: own ? [newest.folder.region] : [],
    ...known,
  });
  const records = plain.nested === null ? "" : ` CROSS JOIN UNNEST(${plain.nested}) AS u(r)`;
  const time = plain.expressions["eventtime"] ?? "NULL";
  const where = condition === null ? "" : ` WHERE ${condition}`;
  return `SELECT count(*) AS rows_read, count(eventtime) AS events FROM (SELECT ${time} AS eventtime FROM ${tableName(shape)}${records}${where} LIMIT ${FEW}) AS few`;
}

function belongs({ account, shape }: ReadableTable, { folder }: NewestFolder): boolean {
  const own = account ?? shape.account;
  return own === null || own === folder.account;
}
