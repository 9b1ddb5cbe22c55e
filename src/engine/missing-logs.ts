import { millisecondsOf } from "../clock.ts";
import type { Span, Statement } from "./engine.ts";
import { daysFrom } from "./scope.ts";

/** Which logs were found for a span. */
export interface Found {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly days: readonly string[];
  /** Files outside the layout say nothing about accounts or days. */
  readonly loose: boolean;
}

/** What was asked for and is not there, one phrase each (rule S22). */
export function missingLogs(statement: Statement, span: Span, found: Found): string[] {
  if (found.loose) return [];
  const absent = spanDays(span).filter((day) => !found.days.includes(day));
  return [
    ...statement.accounts
      .filter((account) => !found.accounts.includes(account))
      .map((account) => `no files for account ${account}`),
    ...statement.regions
      .filter((region) => !found.regions.includes(region))
      .map((region) => `no files for region ${region}`),
    ...runs(absent).map(({ first, last }) =>
      first === last ? `no files for ${first}` : `no files from ${first} to ${last}`,
    ),
  ];
}

/** Neighbouring days drawn together. */
function runs(days: readonly string[]): { first: string; last: string }[] {
  const found: { first: string; last: string }[] = [];
  for (const day of days) {
    const run = found.at(-1);
    if (
      run !== undefined &&
      millisecondsOf(`${day}T00:00:00Z`) - millisecondsOf(`${run.last}T00:00:00Z`) === 86_400_000
    )
      run.last = day;
    else found.push({ first: day, last: day });
  }
  return found;
}

/** The UTC days that a span touches. */
export function spanDays({ start, end }: Span): readonly string[] {
  return daysFrom(start.slice(0, 10), new Date(millisecondsOf(end) - 1000).toISOString().slice(0, 10));
}
