import { calendarOf } from "../../src/sample/calendar.ts";
import { eventsOf } from "../../src/sample/events.ts";
import type { CloudTrailRecord } from "../../src/sample/record.ts";

/** Days of sample life made at a time; further back the same people go on with other ids. */
const STRETCH = 200;
const DAY = 86_400_000;

/**
 * As many records as wanted, as varied as the sample's and each with ids of its own; always the same ones for the same last
 * day (its first moment in milliseconds).
 */
export function* recordsOf(count: number, lastDay: number): Generator<CloudTrailRecord, void, undefined> {
  let left = count;
  for (let end = lastDay; left > 0; end -= STRETCH * DAY) {
    const today = new Date(end).toISOString().slice(0, 10);
    for (const { record } of eventsOf(calendarOf(today, "UTC", STRETCH))) {
      if (left-- <= 0) return;
      yield record;
    }
  }
}
