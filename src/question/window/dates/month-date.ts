import { Temporal } from "temporal-polyfill";
import { dateOf } from "../calendar.ts";
import { monthNamed } from "../words/names.ts";
import { readNumberWord, readOrdinal } from "../words/number.ts";
import type { Found, Reader, Source } from "../source.ts";
import { type Dates, fixedDay, yearly } from "./dates.ts";
import { fullYear, readFourDigits, readYear } from "./year-words.ts";

/** A month in words with a day, with or without a year: "Feb 15", "the 4th of july of 1995", "2019-aug-1". */
export const readMonthDate: Reader<Dates> = (source, at) =>
  readYearFirst(source, at) ?? readMonthFirst(source, at) ?? readDayFirst(source, at);

/** A month's name with an optional dot. */
export function readMonthName(source: Source, at: number): Found<number> | null {
  const month = monthNamed(source.word(at));
  if (month === null) return null;
  const isDotted = source.sign(at + 1) === "." && source.isGlued(at + 1) && source.token(at)?.text.length !== undefined;
  return { end: isDotted && source.tokens.length > at + 2 ? at + 2 : at + 1, value: month };
}

/** A day of the month as a number of one or two digits or an ordinal; not the hour of a clock. */
export function readDayNumber(source: Source, at: number): Found<number> | null {
  const ordinal = readOrdinal(source, at);
  if (ordinal !== null) return ordinal.value >= 1 && ordinal.value <= 31 ? ordinal : null;
  const token = source.token(at);
  if (token?.kind !== "number" || token.text.length > 2 || token.value < 1) return null;
  const glued = source.isGlued(at + 1) ? (source.token(at + 1)?.text ?? "") : "";
  if (glued === ":" || (/^[a-z]/.test(glued) && monthNamed(glued) === null)) return null;
  return /^(am|pm|a\.m|p\.m|o'?clock)/.test(source.text.slice(token.end).trimStart())
    ? null
    : { end: at + 1, value: token.value };
}

/** The date, or a problem when the calendar has no such day. */
export function checkedDate(
  source: Source,
  range: { from: number; to: number },
  day: { year: number | null; month: number; day: number },
): Found<Dates> | null {
  const isPossible = dateOf(day.year ?? 2000, day.month, day.day) !== null;
  const date = day.year === null ? null : dateOf(day.year, day.month, day.day);
  if (!isPossible || (day.year !== null && date === null)) {
    const words = source.wordsAt(range.from, range.to);
    return source.problem(range.from, range.to, `There is no date "${words}". Write one as 2026-02-28.`);
  }
  return { end: range.to, value: date === null ? yearly(day.month, day.day) : fixedDay(date) };
}

function readMonthFirst(source: Source, at: number): Found<Dates> | null {
  const month = readMonthName(source, at);
  if (month === null) return null;
  const start = source.after(source.after(month.end, "-", "/"), "the");
  const day = readDayNumber(source, start) ?? readDayWord(source, start);
  if (day === null) return null;
  const year = readYear(source, day.end);
  const end = year?.end ?? day.end;
  return checkedDate(source, { from: at, to: end }, { year: year?.value ?? null, month: month.value, day: day.value });
}

/** A plain number word as a day: only from twenty on, smaller ones are more likely counts ("in may two users"). */
function readDayWord(source: Source, at: number): Found<number> | null {
  const word = readNumberWord(source, at);
  const isDay = word !== null && word.value <= 31 && (word.value >= 20 || (source.isWhole && word.value > 0));
  return isDay ? word : null;
}

function readDayFirst(source: Source, at: number): Found<Dates> | null {
  const start = source.after(at, "the");
  const day = readDayNumber(source, start);
  if (day === null) return null;
  const dotted = source.sign(day.end) === "." && source.isGlued(day.end) ? day.end + 1 : day.end;
  const joined = source.after(source.after(dotted, "-", "/"), "of", "day");
  const month = readMonthName(source, source.after(source.after(joined, "of"), ",", "in"));
  if (month === null) return null;
  const year = readYear(source, month.end) ?? readTwoDigits(source, day, month);
  const end = year?.end ?? month.end;
  return checkedDate(source, { from: at, to: end }, { year: year?.value ?? null, month: month.value, day: day.value });
}

/** "05-Aug-16", "14th April 15": two digits are a year only where nothing else can be meant. */
function readTwoDigits(source: Source, day: Found<number>, month: Found<number>): Found<number> | null {
  const joint = source.sign(month.end);
  const isJoined = (joint === "-" || joint === "/") && source.isGlued(month.end) && source.isGlued(month.end + 1);
  const at = isJoined ? month.end + 1 : month.end;
  const token = source.token(at);
  const isLast = source.isWhole && at === source.tokens.length - 1;
  const isOrdinal = isLast || source.token(day.end - 1)?.kind === "word";
  if (token?.kind !== "number" || token.text.length !== 2 || !(isJoined || isOrdinal) || token.value < 13) return null;
  const glued = source.isGlued(at + 1) ? source.sign(at + 1) : "";
  return glued === ":" && source.token(at + 2)?.text.length === 2 && !isJoined
    ? null
    : { end: at + 1, value: fullYear(token.value) };
}

function readYearFirst(source: Source, at: number): Found<Dates> | null {
  const year = readFourDigits(source, at);
  if (year === null) return null;
  const month = readMonthName(source, source.after(year.end, "-", "/", ",", "."));
  if (month === null) return null;
  const day = readDayNumber(source, source.after(source.after(month.end, "-", "/"), "the"));
  if (day === null) return null;
  return checkedDate(source, { from: at, to: day.end }, { year: year.value, month: month.value, day: day.value });
}

/** The same date, on that weekday: a year or month in which they agree; a problem when they never can. */
export function onWeekday(dates: Dates, weekday: number): Dates {
  const fits = (date: Temporal.PlainDate): boolean => date.dayOfWeek === weekday;
  return {
    ...dates,
    latest: (limit) => {
      let days = dates.latest(limit);
      for (let tries = 0; days !== null && !fits(days.first) && tries < 40; tries += 1) {
        days = dates.latest(days.first.subtract({ days: 1 }));
      }
      return days !== null && fits(days.first) ? days : null;
    },
    next: (from) => {
      let days = dates.next(from);
      for (let tries = 0; days !== null && !fits(days.first) && tries < 40; tries += 1) days = dates.next(days.after);
      return days !== null && fits(days.first) ? days : null;
    },
  };
}
