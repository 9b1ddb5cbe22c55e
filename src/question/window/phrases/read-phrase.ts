import type { Found, Reader, Source } from "../source.ts";
import { readAge, readAgoRange } from "./ago-range.ts";
import type { Bounds } from "./bounds.ts";
import { readChronoDate } from "./chrono-date.ts";
import { readClockRange } from "./clock-range.ts";
import { readDateRange } from "./date-range.ts";
import { readFuture } from "./future.ts";
import { readIsoInterval } from "./iso-interval.ts";
import { rangeJoint } from "./joints.ts";
import { readKeyValues, readMachineTime } from "./machine-time.ts";
import { readOffset } from "./offset.ts";
import { readSince, readUntil } from "./open-ended.ts";
import { readPartOfNamedDay } from "./part-of-day.ts";
import { readRange, readUnion } from "./range.ts";
import { readBusinessDays, readRolling } from "./rolling.ts";
import { readSingle, readToDate } from "./single.ts";
import { readWeekdayRange } from "./weekday-range.ts";

/** In this order; the longest reading wins, of two alike the first. */
const READERS: readonly Reader<Bounds>[] = [
  readKeyValues,
  readMachineTime,
  readIsoInterval,
  readToDate,
  readSingle,
  readClockRange,
  readDateRange,
  readWeekdayRange,
  readPartOfNamedDay,
  readAgoRange,
  readAge,
  readOffset,
  readRange,
  readUnion,
  readBusinessDays,
  readRolling,
  readSince,
  readUntil,
  readFuture,
];

/** Those whose words say when it ends; the others end with their day, week or month. */
const NAMING_END: ReadonlySet<Reader<Bounds>> = new Set([
  readKeyValues,
  readIsoInterval,
  readClockRange,
  readDateRange,
  readWeekdayRange,
  readOffset,
  readRange,
  readUntil,
]);

/**
 * The longest phrase of time that begins at a token. `isEnd` says whether a phrase may end before a token: a reading
 * that would end inside a name is passed over.
 */
export function readPhrase(source: Source, at: number, isEnd: (end: number) => boolean): Found<Bounds> | null {
  let best: Found<Bounds> | null = null;
  for (const reader of READERS) {
    const found = reader(source, at);
    const end = found === null ? 0 : afterTail(source, found);
    if (found !== null && (best === null || end > best.end) && isEnd(end))
      best = { end, value: { ...found.value, namesEnd: NAMING_END.has(reader) } };
  }
  if (best !== null || source.problems.some(({ from }) => from === at)) return best;
  return readChronoDate(source, at, isEnd);
}

/** "the last hour or so" is the last hour, and "24h until now" the last 24h. */
function afterTail(source: Source, found: Found<Bounds>): number {
  const at = found.end;
  if (source.word(at) === "or" && source.word(at + 1) === "so") return at + 2;
  if (found.value.end !== source.calendar.now || found.value.start === null) return at;
  const joint = rangeJoint(source, at, false);
  return joint !== null && source.word(joint) === "now" ? joint + 1 : at;
}
