import { Temporal } from "temporal-polyfill";
import { mondayOf } from "../calendar.ts";
import { unitNamed } from "../words/unit.ts";
import { readWhole } from "../words/number.ts";
import type { Found, Reader, Source } from "../source.ts";
import { type Dates, fixedDays, type Grain, within } from "./dates.ts";
import { readYear } from "./year-words.ts";
import { weekOf } from "./numeric-date.ts";

type PeriodUnit = "week" | "month" | "quarter" | "year";

const SHIFTS: Partial<Record<string, number>> = {
  this: 0,
  current: 0,
  last: -1,
  previous: -1,
  prior: -1,
  next: 1,
  coming: 1,
  upcoming: 1,
  following: 1,
};
const WEEK_JOINTS = new Set(["of", "starting", "beginning", "commencing", "containing", "with", "on", "from"]);

/** Whole weeks, months, quarters and years told from now, and "the week of April 10th". */
export const readCalendarPeriod: Reader<Dates> = (source, at) => {
  const start = source.after(at, "the");
  return (
    readShifted(source, start) ??
    readSteppedOver(source, start) ??
    readWeekOf(source, start) ??
    readNumberedWeek(source, start)
  );
};

/** The present unit as days, moved by whole units. */
export function period(today: Temporal.PlainDate, unit: PeriodUnit, shift: number): Dates {
  const first = startOf(today, unit).add(stepOf(unit, shift));
  return fixedDays(first, first.add(stepOf(unit, 1)), unit);
}

/** The first day of the unit that holds a date. */
export function startOf(date: Temporal.PlainDate, unit: PeriodUnit): Temporal.PlainDate {
  if (unit === "week") return mondayOf(date);
  if (unit === "month") return date.with({ day: 1 });
  if (unit === "quarter") return date.with({ day: 1, month: Math.floor((date.month - 1) / 3) * 3 + 1 });
  return date.with({ day: 1, month: 1 });
}

/** The unit of a word, when it is one that the calendar has: week, month, quarter, year. */
export function periodUnit(word: string): PeriodUnit | null {
  const unit = word.length > 1 ? unitNamed(word) : null;
  return unit === "week" || unit === "month" || unit === "quarter" || unit === "year" ? unit : null;
}

function stepOf(unit: PeriodUnit, count: number): Temporal.DurationLike {
  if (unit === "week") return { weeks: count };
  if (unit === "year") return { years: count };
  return { months: unit === "quarter" ? count * 3 : count };
}

/** "last week", "this month", "the previous quarter", "this calendar year", "the week" (as in "start of the week"). */
function readShifted(source: Source, at: number): Found<Dates> | null {
  const shift = SHIFTS[source.word(at)];
  const isBare = shift === undefined && source.word(at - 1) === "the";
  if (shift === undefined && !isBare) return null;
  const start = isBare ? at : source.after(at + 1, "calendar", "full", "whole", "entire", "iso");
  const unit = periodUnit(source.word(start));
  if (unit === null || (isBare && source.word(start + 1) !== "")) return null;
  return { end: start + 1, value: period(source.calendar.today, unit, shift ?? 0) };
}

/** "the week before last", "the month after next". */
function readSteppedOver(source: Source, at: number): Found<Dates> | null {
  const unit = periodUnit(source.word(at));
  const side = source.word(at + 1);
  const anchor = source.word(at + 2);
  if (unit === null) return null;
  const shift = side === "before" && anchor === "last" ? -2 : side === "after" && anchor === "next" ? 2 : null;
  return shift === null ? null : { end: at + 3, value: period(source.calendar.today, unit, shift) };
}

/** "the week of April 10th", "week starting 2017-04-10", "the month of june". */
function readWeekOf(source: Source, at: number): Found<Dates> | null {
  const isShort = source.word(at) === "w" && source.sign(at + 1) === "/" && source.word(at + 2) === "c";
  const unit = isShort ? "week" : periodUnit(source.word(at));
  if (unit === null || !(isShort || WEEK_JOINTS.has(source.word(at + 1)))) return null;
  const date = source.dates(source.after(isShort ? at + 3 : at + 2, "the", ".", "on"));
  if (date === null || (unit !== "week" && source.word(at + 1) !== "of")) return null;
  if (date.value.grain === unit) return date;
  if (date.value.grain !== "day") return null;
  const pick = (first: Temporal.PlainDate) => {
    const start = startOf(first, unit);
    return { first: start, after: start.add(stepOf(unit, 1)) };
  };
  return { end: date.end, value: holding(date.value, unit, pick) };
}

function holding(
  day: Dates,
  grain: Grain,
  pick: (first: Temporal.PlainDate) => { first: Temporal.PlainDate; after: Temporal.PlainDate },
): Dates {
  return within(day, grain, (days) => pick(days.first));
}

/** "week 6", "week 52 of 2016": ISO weeks. */
function readNumberedWeek(source: Source, at: number): Found<Dates> | null {
  const word = source.word(at);
  if (word !== "week" && word !== "wk" && word !== "w" && word !== "cw" && word !== "kw") return null;
  const isGlued = source.isGlued(at + 1);
  const number = readWhole(source, at + 1);
  if (number === null || number.value < 1 || number.value > 53 || (word.length < 3 && !isGlued)) return null;
  const year = readYear(source, number.end);
  if (year === null && word.length < 3) return null;
  const { today } = source.calendar;
  const monday = weekOf(year?.value ?? today.year, number.value);
  const isAhead = monday !== null && year === null && Temporal.PlainDate.compare(monday, today) > 0;
  const first = isAhead ? weekOf(today.year - 1, number.value) : monday;
  const end = year?.end ?? number.end;
  if (first === null)
    return source.problem(at, end, `There is no week "${source.wordsAt(at, end)}". Write one as 2026-W05.`);
  return { end, value: fixedDays(first, first.add({ days: 7 }), "week") };
}
