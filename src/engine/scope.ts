import { millisecondsOf } from "../clock.ts";
import { NOT_SERVICE_MADE } from "./derived-columns.ts";
import type { Span, Statement } from "./engine.ts";
import { literal, literals } from "./literal.ts";

/** Which part of the logs a statement is about: alike for every engine. */

/** Delivery lags the event by up to an hour; the folder's day is the day of delivery (rule S15). Never padded before. */
const DELIVERY_PAD_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Days of delivery (`yyyy-mm-dd`, UTC), both included, in which events of a span can lie. */
export function deliveryDays(span: Span): { readonly firstDay: string; readonly lastDay: string } {
  const padded = new Date(millisecondsOf(span.end) + DELIVERY_PAD_MS).toISOString();
  return { firstDay: span.start.slice(0, 10), lastDay: padded.slice(0, 10) };
}

/** Every day from the first to the last, both included. */
export function daysFrom(firstDay: string, lastDay: string): readonly string[] {
  const days: string[] = [];
  for (let ms = millisecondsOf(`${firstDay}T00:00:00Z`); ; ms += DAY_MS) {
    const day = new Date(ms).toISOString().slice(0, 10);
    if (day > lastDay) return days;
    days.push(day);
  }
}

/** Regions to keep; a global intent reads us-east-1 as well, where identity events are recorded (rule S14). */
export function regionsOf(statement: Statement): readonly string[] {
  if (statement.regions.length === 0 || !statement.global) return statement.regions;
  return [...new Set([...statement.regions, "us-east-1"])];
}

/** Regions whose folders are enough; empty for all. Global events lie in any region's folder (rule S14). */
export function regionFolders(statement: Statement): readonly string[] {
  const regions = regionsOf(statement);
  return statement.global || regions.includes("us-east-1") ? [] : regions;
}

/** What an event of the relation must fulfil, over the plain columns: the exact span, accounts, regions. */
export function scopePredicates(statement: Statement, span: Span): string {
  const regions = regionsOf(statement);
  return [
    `eventtime >= ${literal(span.start)}`,
    `eventtime < ${literal(span.end)}`,
    ...(statement.accounts.length > 0 ? [`recipientaccountid IN (${literals(statement.accounts)})`] : []),
    ...(regions.length > 0 ? [`awsregion IN (${literals(regions)})`] : []),
    ...(statement.withoutServices ? [NOT_SERVICE_MADE] : []),
  ].join("\n    AND ");
}
