import type { Found, Reader, Source } from "../source.ts";
import type { Dates } from "../dates/dates.ts";
import { type Clock, clockRange } from "../moments/clock.ts";
import { type DayPart, type PartOfDay, readPart, readPartOfDay } from "../moments/day-part.ts";
import { dailyPart, partOn } from "../moments/moment.ts";
import { readHalf } from "../moments/clock-half.ts";
import { clockInPart, readClock } from "../moments/read-clock.ts";
import type { Bounds } from "./bounds.ts";
import { rangeJoint } from "./joints.ts";

const LEADS = new Set([
  "from",
  "between",
  "in",
  "at",
  "around",
  "about",
  "during",
  "for",
  "of",
  ",",
  "the",
  "starting",
  "since",
]);
const BEFORE_DAY = new Set([",", "on", "of", "for", "the", "in"]);
const DAY = 86_400;

interface Range {
  readonly from: Clock;
  readonly to: Clock;
  readonly isLed: boolean;
}

/** Two times of day, with or without a day: "between 2 and 4pm yesterday", "thursday 9:30 - 11:00", "8am until 6". */
export const readClockRange: Reader<Bounds> = (source, at) => readRangeFirst(source, at) ?? readDayFirst(source, at);

function readRangeFirst(source: Source, at: number): Found<Bounds> | null {
  const range = readRange(source, at);
  if (range === null) return null;
  const behind = readWhen(source, range.end);
  const when = behind?.value ?? { part: null, dates: null };
  const isBare = behind === null && !range.value.from.isStrong && !range.value.to.isStrong;
  if (isBare && !(source.isWhole && range.value.isLed)) return null;
  return settled(source, range.value, when, behind?.end ?? range.end);
}

function readDayFirst(source: Source, at: number): Found<Bounds> | null {
  const start = source.afterAll(at, new Set(["on", "for", "during", "in"]));
  const named = readPartOfDay(source, start);
  const dates = named === null ? source.dates(start) : null;
  if (named === null && (dates === null || dates.value.grain !== "day")) return null;
  const end = named?.end ?? dates?.end ?? start;
  const part = named === null ? readPart(source, source.after(end, ",")) : null;
  const range = readRange(source, source.after(part?.end ?? end, ",", ":"));
  if (range === null) return null;
  const when = named?.value ?? { part: part?.value ?? null, dates: dates?.value ?? null };
  const behind = part === null && named === null ? readPart(source, range.end) : null;
  return settled(source, range.value, { ...when, part: behind?.value ?? when.part }, behind?.end ?? range.end);
}

function readRange(source: Source, at: number): Found<Range> | null {
  const start = source.afterAll(at, LEADS);
  const isBetween = hasWord(source, at, start, "between");
  const from = readPartedClock(source, start);
  if (from === null) return null;
  const joint = rangeJoint(source, from.end, isBetween) ?? beforeJoint(source, from.end);
  const to = joint === null ? null : readClock(source, source.after(joint, "the"), true);
  if (to === null || joint === null || isYears(source, { from: start, to: joint, isLed: start > at })) return null;
  return { end: to.end, value: { from: from.value, to: to.value, isLed: start > at } };
}

/** Four digits are a time only behind a preposition, and not where both ends can be years: "2015-3", "2015 to 2016". */
function isYears(source: Source, range: { from: number; to: number; isLed: boolean }): boolean {
  const first = source.token(range.from);
  const second = source.token(range.to);
  if (first?.kind !== "number" || first.text.length < 3 || readHalf(source, range.from + 1) !== null) return false;
  const isYear = (value: number | undefined): boolean =>
    value !== undefined && value >= 1970 && value <= source.calendar.today.year;
  return !range.isLed || (isYear(first.value) && isYear(second?.value));
}

function hasWord(source: Source, from: number, to: number, word: string): boolean {
  for (let at = from; at < to; at += 1) if (source.word(at) === word) return true;
  return false;
}

/** "later than 9:30 but before 11:00": the place after "but before". */
function beforeJoint(source: Source, at: number): number | null {
  const start = source.after(source.after(at, ","), "but", "and");
  return start > at && source.word(start) === "before" ? start + 1 : null;
}

/** A clock with a part of its own: "3 in the morning until 5pm". */
function readPartedClock(source: Source, at: number): Found<Clock> | null {
  const clock = readClock(source, at, true);
  if (clock === null) return null;
  const part = source.word(clock.end) === "in" || source.word(clock.end) === "at" ? readPart(source, clock.end) : null;
  if (part === null) return clock;
  return { end: part.end, value: { ...clockInPart(clock.value, part.value), isStrong: true } };
}

/** What stands behind a range: "in the afternoon", "on thursday", "last night", "yesterday evening". */
function readWhen(source: Source, at: number): Found<{ part: DayPart | null; dates: Dates | null }> | null {
  const start = source.afterAll(at, BEFORE_DAY);
  const named = readPartOfDay(source, start);
  if (named !== null) return named;
  const part = readPart(source, source.after(at, ","));
  const next = part === null ? start : source.afterAll(part.end, BEFORE_DAY);
  const dates = source.dates(next) ?? (next > at ? source.dates(next - 1) : null);
  const isDay = dates !== null && dates.value.grain === "day";
  if (!isDay) return part === null ? null : { end: part.end, value: { part: part.value, dates: null } };
  const behind = part ?? readPart(source, dates.end);
  const end = part === null && behind !== null ? behind.end : dates.end;
  return { end, value: { part: behind?.value ?? null, dates: dates.value } };
}

function settled(
  source: Source,
  range: Range,
  when: { part: DayPart | null; dates: Dates | null },
  end: number,
): Found<Bounds> | null {
  const { start, end: stop } = secondsOf(range, when.part);
  const { calendar } = source;
  const moment = when.dates === null ? dailyPart(calendar, start, stop) : partOn(calendar, when.dates, start, stop);
  const bounds = moment.latest(calendar.now);
  return bounds === null ? null : { end, value: bounds };
}

/** A part behind the range says which half of the day the end lies in; a night goes on after midnight. */
function secondsOf(range: Range, part: PartOfDay["part"] | null): { start: number; end: number } {
  if (part === null) return clockRange(range.from, range.to);
  const isOpen = range.to.half === null;
  const to = clockInPart(range.to, part);
  const from = isOpen || range.from.half !== null || part.to > DAY ? firstInPart(range.from, part) : range.from;
  const found = clockRange(from, to);
  const isNextDay = part.to > DAY && found.start < DAY / 2;
  return isNextDay ? { start: found.start + DAY, end: found.end + DAY } : found;
}

/** "11 to 1 at night": the start in the part too, unless it then would not come before the end. */
function firstInPart(clock: Clock, part: DayPart): Clock {
  return part.to > DAY ? clockInPart(clock, part) : clock;
}
