import { isAbsurd, isCalendar, lengthOf, readLength, type Length } from "../words/length.ts";
import type { Unit } from "../words/unit.ts";
import type { Found, Reader, Source } from "../source.ts";
import type { Days } from "../calendar.ts";
import { type Dates, fixedDay, oneDay } from "./dates.ts";

const NAMED: Partial<Record<string, number>> = { today: 0, yesterday: -1, tomorrow: 1 };
const SAME_DAY_UNITS: Partial<Record<string, Unit>> = { week: "week", month: "month", year: "year" };

/** Days told from today: "yesterday", "the day before yesterday", "this day last week", "two days before yesterday". */
export const readRelativeDay: Reader<Dates> = (source, at) => {
  const start = source.after(at, "the");
  return (
    readSameDay(source, start) ??
    readNamedDay(source, at) ??
    readPreviousDay(source, start) ??
    readNeighbour(source, start) ??
    readShifted(source, at)
  );
};

/** "N days ago" as that whole day, also "a week ago today" and "2 weeks ago yesterday". */
export const readDaysAgo: Reader<Dates> = (source, at) => {
  const length = readLength(source, at);
  if (length === null || !isCalendar(length.value) || isAbsurd(length.value)) return null;
  const direction = readDirection(source, length.end);
  if (direction === null) return null;
  const tail = direction.value < 0 ? NAMED[source.word(direction.end)] : undefined;
  const base = source.calendar.today.add({ days: tail ?? 0 });
  const end = tail === undefined ? direction.end : direction.end + 1;
  return { end, value: fixedDay(moved(base, length.value, direction.value)) };
};

/** "ago", "back", "earlier" (-1); "from now", "hence", "later", "in the future" (1). */
export function readDirection(source: Source, at: number): Found<1 | -1> | null {
  const word = source.word(at);
  if (word === "ago" || word === "back" || word === "earlier") return { end: at + 1, value: -1 };
  if (word === "hence" || word === "later") return { end: at + 1, value: 1 };
  const next = source.after(at + 1, "the", "right");
  if (word === "from" && source.word(next) === "now") return { end: next + 1, value: 1 };
  if (word !== "in") return null;
  if (source.word(next) === "future") return { end: next + 1, value: 1 };
  return source.word(next) === "past" && next > at + 1 ? { end: next + 1, value: -1 } : null;
}

function readNamedDay(source: Source, at: number): Found<Dates> | null {
  const shift = NAMED[source.word(at)];
  if (shift !== undefined) return { end: at + 1, value: fixedDay(source.calendar.today.add({ days: shift })) };
  const isToday = ["this", "current"].includes(source.word(at)) && source.word(at + 1) === "day";
  return isToday ? { end: at + 2, value: fixedDay(source.calendar.today) } : null;
}

function readPreviousDay(source: Source, at: number): Found<Dates> | null {
  if (source.word(at + 1) !== "day") return null;
  const shift = { previous: -1, prior: -1, next: 1, following: 1 }[source.word(at)];
  return shift === undefined ? null : { end: at + 2, value: fixedDay(source.calendar.today.add({ days: shift })) };
}

/** "this day last week", "same day last month", "today last year". */
function readSameDay(source: Source, at: number): Found<Dates> | null {
  const isSame = ["this", "same"].includes(source.word(at)) && source.word(at + 1) === "day";
  const next = isSame ? at + 2 : source.word(at) === "today" ? at + 1 : null;
  if (next === null || !["last", "previous"].includes(source.word(next))) return null;
  const unit = SAME_DAY_UNITS[source.word(next + 1)];
  if (unit === undefined) return null;
  return { end: next + 2, value: fixedDay(moved(source.calendar.today, lengthOf(1, unit), -1)) };
}

/** "day before yesterday", "day after the 15th". */
function readNeighbour(source: Source, at: number): Found<Dates> | null {
  if (source.word(at) !== "day") return null;
  const side = readSide(source, at + 1);
  const day = side === null ? null : source.dates(side.end);
  if (side === null || day === null || day.value.grain !== "day") return null;
  return { end: day.end, value: shifted(day.value, lengthOf(1, "day"), side.value) };
}

/** "two days before yesterday", "a week after Feb 15". A compact length and "the two days before" are windows instead. */
function readShifted(source: Source, at: number): Found<Dates> | null {
  if (["the", "during", "over", "within"].includes(source.word(at - 1))) return null;
  const length = readLength(source, at);
  if (length === null || !isCalendar(length.value) || length.value.isCompact || isAbsurd(length.value)) return null;
  const side = readSide(source, length.end);
  const day = side === null ? null : source.dates(side.end);
  if (side === null || day === null || day.value.grain !== "day") return null;
  return { end: day.end, value: shifted(day.value, length.value, side.value) };
}

function readSide(source: Source, at: number): Found<1 | -1> | null {
  const word = source.word(at);
  if (word === "before" || word === "preceding") return { end: at + 1, value: -1 };
  if (word === "prior") return { end: source.after(at + 1, "to"), value: -1 };
  return word === "after" || word === "following" || word === "from" ? { end: at + 1, value: 1 } : null;
}

function shifted(day: Dates, length: Length, sign: 1 | -1): Dates {
  const shift = (days: Days | null): Days | null => (days === null ? null : oneDay(moved(days.first, length, sign)));
  return { ...day, latest: (limit) => shift(day.latest(limit)), next: (from) => shift(day.next(from)) };
}

function moved(date: Days["first"], length: Length, sign: 1 | -1): Days["first"] {
  const { years, months, weeks, days } = length;
  return date.add({ years: sign * years, months: sign * months, weeks: sign * weeks, days: sign * days });
}
