import { Temporal } from "temporal-polyfill";
import type { Days } from "../calendar.ts";
import { type Dates, fixedDays, monthDays, within, yearlyMonth } from "../dates/dates.ts";
import { readDayNumber, readMonthName } from "../dates/month-date.ts";
import { readYear } from "../dates/year-words.ts";
import { weekdayNamed } from "../words/names.ts";
import type { Found, Reader, Source } from "../source.ts";
import type { Bounds } from "./bounds.ts";
import { rangeJoint } from "./joints.ts";

const LEADS = new Set(["from", "between", "on", "during", "in", "for", "over", "the", ","]);

interface DayPair {
  readonly from: number;
  readonly to: number;
}

/** Two days of one month, both included: "July 13-15", "4 to 22 January, 1995", "the 13th to the 15th of last month". */
export const readDateRange: Reader<Bounds> = (source, at) => {
  const start = source.afterAll(at, LEADS);
  return readMonthFirst(source, start) ?? readDaysFirst(source, start);
};

function readMonthFirst(source: Source, at: number): Found<Bounds> | null {
  const month = readMonthName(source, at);
  if (month === null) return readNamedMonth(source, at);
  const days = readPair(source, source.afterAll(month.end, LEADS));
  if (days === null) return null;
  const year = readYear(source, days.end);
  return settled(
    source,
    { from: at, to: year?.end ?? days.end },
    days.value,
    monthOf(month.value, year?.value ?? null),
  );
}

/** "last month from the 3rd to the 10th". */
function readNamedMonth(source: Source, at: number): Found<Bounds> | null {
  const month = source.dates(at);
  if (month === null || month.value.grain !== "month") return null;
  const days = readPair(source, source.afterAll(month.end, LEADS));
  return days === null ? null : settled(source, { from: at, to: days.end }, days.value, month.value);
}

function readDaysFirst(source: Source, at: number): Found<Bounds> | null {
  const days = readPair(source, at);
  if (days === null) return null;
  const joint = source.afterAll(days.end, new Set(["of", "in", ","]));
  const month = source.dates(joint);
  if (month === null || month.value.grain !== "month") return null;
  return settled(source, { from: at, to: month.end }, days.value, month.value);
}

function readPair(source: Source, at: number): Found<DayPair> | null {
  const from = readDayNumber(source, afterWeekday(source, at));
  const joint = from === null ? null : rangeJoint(source, from.end, true);
  const to = joint === null ? null : readDayNumber(source, source.after(afterWeekday(source, joint), "the"));
  return from === null || to === null ? null : { end: to.end, value: { from: from.value, to: to.value } };
}

function afterWeekday(source: Source, at: number): number {
  return weekdayNamed(source.word(at)) === null ? at : source.afterAll(at + 1, new Set([",", "the"]));
}

function monthOf(month: number, year: number | null): Dates {
  if (year === null) return yearlyMonth(month);
  const { first, after } = monthDays(year, month);
  return fixedDays(first, after, "month");
}

function settled(
  source: Source,
  range: { from: number; to: number },
  pair: DayPair,
  month: Dates,
): Found<Bounds> | null {
  const words = source.wordsAt(range.from, range.to);
  if (pair.to < pair.from)
    return source.problem(range.from, range.to, `"${words}" ends before it begins. Put the earlier day first.`);
  const dates = within(month, "days", (days) => daysOf(days, pair));
  const { calendar } = source;
  const found = dates.latest(calendar.today);
  if (found === null)
    return source.problem(range.from, range.to, `There are no such days as "${words}". Write the dates as 2026-02-28.`);
  return { end: range.to, value: calendar.extentOf(found) };
}

function daysOf(month: Days, pair: DayPair): Days | null {
  const first = month.first.add({ days: pair.from - 1 });
  const last = month.first.add({ days: pair.to - 1 });
  return Temporal.PlainDate.compare(last, month.after) < 0 ? { first, after: last.add({ days: 1 }) } : null;
}
