import { millisecondsOf } from "../clock.ts";
import { NOT_SERVICE_MADE } from "./derived-columns.ts";
import type { Span, Statement } from "./engine.ts";
import { GLOBAL_SERVICES } from "./global-services.ts";
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

/** Where global services record (rule S14). */
const GLOBAL_REGION = "us-east-1";

/** Regions whose folders are enough; empty for all. Global events lie in any region's folder (rule S14). */
export function regionFolders({ regions, global }: Statement): readonly string[] {
  return global || regions.includes(GLOBAL_REGION) ? [] : regions;
}

/**
 * A global intent keeps the events of global services beside those of the asked regions. What regional services did in
 * us-east-1 was not asked about.
 */
function regionPredicate({ regions, global }: Statement): string {
  const asked = `awsregion IN (${literals(regions)})`;
  if (!global || regions.includes(GLOBAL_REGION)) return asked;
  return `(${asked}
      OR (awsregion = ${literal(GLOBAL_REGION)} AND eventsource IN (${literals(GLOBAL_SERVICES)})))`;
}

/** What an event of the relation must fulfil, over the plain columns: the exact span, accounts, regions. */
export function scopePredicates(statement: Statement, span: Span): string {
  return [
    `eventtime >= ${literal(span.start)}`,
    `eventtime < ${literal(span.end)}`,
    ...(statement.accounts.length > 0 ? [`recipientaccountid IN (${literals(statement.accounts)})`] : []),
    ...(statement.regions.length > 0 ? [regionPredicate(statement)] : []),
    ...(statement.withoutServices ? [NOT_SERVICE_MADE] : []),
  ].join("\n    AND ");
}
