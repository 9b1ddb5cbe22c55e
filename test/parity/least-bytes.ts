import type { Span, Statement } from "../../src/engine/engine.ts";
import { localFiles } from "../fixtures/athena/local-table.ts";
import type { Variant } from "./variants.ts";

/**
 * The bytes that a question cannot do without, reckoned from the files alone: those of the days of its spans, the last
 * with an hour for late delivery, of the asked accounts, and of the asked regions unless global events may be among them.
 */
export function leastBytes(statement: Statement, folder: string, prunes: Variant["prunes"]): number {
  const spans = statement.before === null ? [statement.window] : [statement.window, statement.before];
  return localFiles(folder)
    .filter(
      ({ account, region, day }) =>
        (!prunes.days || spans.some((span) => isWithin(day, span))) &&
        (!prunes.accounts || statement.accounts.length === 0 || statement.accounts.includes(account)) &&
        (!prunes.regions || !limitsRegions(statement) || statement.regions.includes(region)),
    )
    .reduce((sum, { bytes }) => sum + bytes, 0);
}

function isWithin(day: string, { start, end }: Span): boolean {
  const last = new Date(new Date(end).getTime() + 60 * 60 * 1000).toISOString().slice(0, 10);
  return day >= start.slice(0, 10) && day <= last;
}

function limitsRegions({ regions, global: isGlobal }: Statement): boolean {
  return regions.length > 0 && !isGlobal && !regions.includes("us-east-1");
}
