import type { Found, Reader, Source } from "../source.ts";
import { type Dates, monthly } from "../dates/dates.ts";
import type { Clock } from "./clock.ts";
import { type PartOfDay, readPart, readPartOfDay } from "./day-part.ts";
import { readInstant } from "./instant.ts";
import { clockOn, dailyClock, dailyPart, type Moment, momentOfDates, partOn } from "./moment.ts";
import { clockInPart, readClock } from "./read-clock.ts";
import { ABOUT, readHoursAgo, readSameTime } from "./relative-moment.ts";

const BEFORE_CLOCK = new Set([
  ",",
  "@",
  "at",
  "around",
  "about",
  "for",
  "from",
  "t",
  ":",
  "-",
  "~",
  "the",
  "approximately",
]);
const BEFORE_DAY = new Set([",", "on", "of", "from", "in", "the", "for", "-"]);
const COUNTS = new Set(["top", "last", "first", "latest", "newest", "show", "limit", "past"]);
const DAY_SECONDS = 86_400;

/** Reads a point or a period: an exact time, a day, a day with a time or a part of it, a time alone, "2h ago". */
export const readMoment: Reader<Moment> = (source, at) => {
  let best: Found<Moment> | null = null;
  for (const reader of READERS) {
    const found = reader(source, at);
    if (found !== null && (best === null || found.end > best.end)) best = found;
  }
  return best;
};

/** A day, then perhaps its time or part: "yesterday at noon", "tuesday in the morning", "Feb 15, 3pm". */
function readFromDay(source: Source, at: number): Found<Moment> | null {
  const dates = source.dates(at);
  if (dates === null) return null;
  if (dates.value.grain === "day") {
    const timed = readTimeBehind(source, dates);
    if (timed !== null) return timed;
  }
  return { end: dates.end, value: momentOfDates(source.calendar, dates.value) };
}

function readTimeBehind(source: Source, dates: Found<Dates>): Found<Moment> | null {
  const { calendar } = source;
  const part = readPart(source, source.after(dates.end, ","));
  if (part !== null) {
    const clock = readTime(source, part.end);
    if (clock !== null)
      return { end: clock.end, value: clockInPartOn(source, { part: part.value, dates: dates.value }, clock.value) };
    return { end: part.end, value: partOn(calendar, dates.value, part.value.from, part.value.to) };
  }
  const start = source.afterAll(dates.end, BEFORE_CLOCK);
  const clock = readClock(source, start, isLedLoosely(source, dates.end, start));
  if (clock === null) return null;
  const behind = readPart(source, clock.end);
  if (behind === null) return { end: clock.end, value: clockOn(calendar, dates.value, clock.value) };
  return { end: behind.end, value: clockInPartOn(source, { part: behind.value, dates: dates.value }, clock.value) };
}

/** A bare hour counts only behind "at", "around", "for", "@". */
function isLedLoosely(source: Source, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1)
    if (["at", "@", "around", "about", "~"].includes(source.token(at)?.text ?? "")) return true;
  return false;
}

/** "at eight", "at 7", "8:30" behind a part of the day. */
function readTime(source: Source, at: number): Found<Clock> | null {
  const start = source.afterAll(at, new Set([",", "at", "@", "around", "about"]));
  return readClock(source, start, start > at || source.isWhole);
}

/** A time, then perhaps its part and day: "3pm", "8 in the evening", "8am yesterday", "7:00 on sunday afternoon". */
function readFromClock(source: Source, at: number): Found<Moment> | null {
  const start = source.afterAll(at, ABOUT);
  const clock = readClock(source, start, start > at) ?? readBareHour(source, start);
  if (clock === null) return null;
  const comma = source.after(clock.end, ",", "-");
  const named = readPartOfDay(source, comma);
  if (named !== null) return { end: named.end, value: clockInPartOn(source, named.value, clock.value) };
  const part = readPart(source, comma);
  const time = part === null ? clock.value : clockInPart(clock.value, part.value);
  const end = part?.end ?? clock.end;
  return readDayBehind(source, time, end) ?? { end, value: dailyClock(source.calendar, time) };
}

/** "8 in the evening", "7, this morning", "8 tonight": a part of the day makes an hour of a bare number. */
function readBareHour(source: Source, at: number): Found<Clock> | null {
  if (COUNTS.has(source.word(at - 1))) return null;
  const clock = readClock(source, at, true);
  if (clock === null) return null;
  const next = source.after(clock.end, ",");
  return readPartOfDay(source, next) === null && readPart(source, next) === null ? null : clock;
}

function readDayBehind(source: Source, clock: Clock, at: number): Found<Moment> | null {
  const start = source.afterAll(at, BEFORE_DAY);
  const dates = source.dates(start) ?? source.dates(start - 1) ?? readDayInDigits(source, start);
  if (dates === null || dates.end <= at || dates.value.grain !== "day") return null;
  const part = readPart(source, dates.end);
  if (part === null) return { end: dates.end, value: clockOn(source.calendar, dates.value, clock) };
  return { end: part.end, value: clockInPartOn(source, { part: part.value, dates: dates.value }, clock) };
}

/** "8pm on 15": behind a time a plain number is a day of the month. */
function readDayInDigits(source: Source, at: number): Found<Dates> | null {
  const token = source.token(at);
  const isDay = source.word(at - 1) === "on" && token?.kind === "number" && token.value >= 1 && token.value <= 31;
  return isDay && !source.isGlued(at + 1) ? { end: at + 1, value: monthly(token.value) } : null;
}

/** A part of a day, then perhaps its day or time: "last night", "morning of the 15th", "this morning at 7". */
function readFromPart(source: Source, at: number): Found<Moment> | null {
  const named = readPartOfDay(source, at);
  if (named !== null) return withTime(source, named);
  const part = readPart(source, at);
  if (part === null) return null;
  const start = source.afterAll(part.end, BEFORE_DAY);
  const dates = source.dates(start) ?? (start > part.end ? source.dates(start - 1) : null);
  const isDay = dates !== null && dates.value.grain === "day";
  return withTime(source, {
    end: isDay ? dates.end : part.end,
    value: { part: part.value, dates: isDay ? dates.value : null },
  });
}

function withTime(source: Source, found: Found<PartOfDay>): Found<Moment> {
  const { part, dates } = found.value;
  const clock = readTime(source, found.end);
  if (clock !== null) return { end: clock.end, value: clockInPartOn(source, found.value, clock.value) };
  const { calendar } = source;
  const value = dates === null ? dailyPart(calendar, part.from, part.to) : partOn(calendar, dates, part.from, part.to);
  return { end: found.end, value };
}

/** The time in that part of that day; past midnight of a night it is the next day. */
function clockInPartOn(source: Source, where: PartOfDay, clock: Clock): Moment {
  const time = clockInPart(clock, where.part);
  if (where.dates === null) return dailyClock(source.calendar, time);
  const isNextDay = where.part.to > DAY_SECONDS && time.seconds < DAY_SECONDS / 2;
  return clockOn(source.calendar, where.dates, isNextDay ? { ...time, seconds: time.seconds + DAY_SECONDS } : time);
}

const READERS: readonly Reader<Moment>[] = [
  readInstant,
  readFromDay,
  readFromClock,
  readFromPart,
  readHoursAgo,
  readSameTime,
];
