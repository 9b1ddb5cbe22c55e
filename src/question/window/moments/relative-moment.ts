import { isAbsurd, isCalendar, lengthOf, readLength } from "../words/length.ts";
import { readDirection } from "../dates/relative-day.ts";
import type { Found, Source } from "../source.ts";
import { fixedMoment, type Moment, partOn } from "./moment.ts";

/** Words and signs that may stand before a time of day or "2h ago". */
export const ABOUT = new Set([
  "at",
  "@",
  "around",
  "about",
  "approximately",
  "approx",
  "roughly",
  "circa",
  "ca",
  "~",
  "just",
]);

/** "2h ago", "1 day 30 minutes ago", "an hour from now": a point, when hours or smaller are named. */
export function readHoursAgo(source: Source, at: number): Found<Moment> | null {
  const start = source.afterAll(at, ABOUT);
  const length = readLength(source, start);
  if (length === null || isAbsurd(length.value) || isCalendar(length.value)) return null;
  const direction = readDirection(source, length.end);
  if (direction === null) return null;
  const { calendar } = source;
  const ms =
    direction.value < 0 ? calendar.back(calendar.now, length.value) : calendar.forth(calendar.now, length.value);
  return { end: direction.end, value: fixedMoment(ms) };
}

/** "this time yesterday", "same time last week", "yesterday this time". */
export function readSameTime(source: Source, at: number): Found<Moment> | null {
  const start = source.after(at, "the", "at", "around");
  const isSame = ["this", "same"].includes(source.word(start)) && source.word(start + 1) === "time";
  if (!isSame) return null;
  const next = source.after(start + 2, "on");
  const unit = source.word(next) === "last" ? source.word(next + 1) : "";
  const { calendar } = source;
  if (unit === "week" || unit === "month" || unit === "year") {
    return { end: next + 2, value: fixedMoment(calendar.back(calendar.now, lengthOf(1, unit))) };
  }
  const dates = source.dates(next);
  if (dates === null || dates.value.grain !== "day") return null;
  const wall = calendar.wallTimeOf(calendar.now);
  const seconds = wall.hour * 3600 + wall.minute * 60 + wall.second;
  return { end: dates.end, value: partOn(calendar, dates.value, seconds, seconds) };
}

/** "now": an end of ranges, no window by itself. */
export function readNow(source: Source, at: number): Found<Moment> | null {
  const start = source.after(at, "right", "the");
  const word = source.word(start);
  const isNow = word === "now" || word === "present" || word === "currently";
  return isNow ? { end: start + 1, value: fixedMoment(source.calendar.now) } : null;
}
