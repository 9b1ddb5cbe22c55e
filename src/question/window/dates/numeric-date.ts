import { Temporal } from "temporal-polyfill";
import { dateOf, mondayOf } from "../calendar.ts";
import type { Found, Reader, Source } from "../source.ts";
import { type Dates, fixedDay, fixedDays } from "./dates.ts";
import { checkedDate } from "./month-date.ts";
import { fullYear, readFourDigits } from "./year-words.ts";

const YEAR_FIRST = /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\da-z])/y;
const YEAR_LAST = /(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\da-z/])/y;
const WITHOUT_YEAR = /(\d{1,2})\/(\d{1,2})(?![\da-z/])/y;
const BASIC = /((?:19|20|21)\d\d)(\d\d)(\d\d)(?![\da-z])/y;
const DAY_OF_YEAR = /(\d{4})-(\d{3})(?![\da-z])/y;
const WEEK = /(\d{4})-?w(\d\d)(?:-?([1-7]))?(?![\da-z])/y;

/** In a question "3/4" is a date only behind one of these; alone it is as likely a fraction or a path. */
const LEADS = new Set("on since from until till before after between and to through by for".split(" "));

/** Dates in digits: 2016-02-14, 12/25/1999, 25.12.1999, 20170216, 2017-047, and the weeks 2016-W52 and 2017-W06-3. */
export const readNumericDate: Reader<Dates> = (source, at) => {
  if (source.token(at)?.kind !== "number") return null;
  return (
    readYearFirst(source, at) ??
    readWeek(source, at) ??
    readYearLast(source, at) ??
    readBasic(source, at) ??
    readShort(source, at)
  );
};

function readYearFirst(source: Source, at: number): Found<Dates> | null {
  const found = source.match(at, YEAR_FIRST);
  if (found !== null) {
    const [, year, , month, day] = found.value.map(Number);
    return checkedDate(source, { from: at, to: found.end }, { year: year ?? 0, month: month ?? 0, day: day ?? 0 });
  }
  const ordinal = source.match(at, DAY_OF_YEAR);
  if (ordinal === null) return null;
  const [, year, day] = ordinal.value.map(Number);
  const first = dateOf(year ?? 0, 1, 1);
  if (first === null || day === undefined || day < 1 || day > first.daysInYear) return null;
  return { end: ordinal.end, value: fixedDay(first.add({ days: day - 1 })) };
}

function readYearLast(source: Source, at: number): Found<Dates> | null {
  const found = source.match(at, YEAR_LAST);
  if (found === null) return null;
  const [, one, separator, two, yearText = ""] = found.value;
  if (yearText.length === 2 && separator !== "/" && !source.isWhole) return null;
  const year = yearText.length === 2 ? fullYear(Number(yearText)) : Number(yearText);
  return inEitherOrder(source, { from: at, to: found.end }, { one: Number(one), two: Number(two), year });
}

/** "12/25" and "06/06, 2015". */
function readShort(source: Source, at: number): Found<Dates> | null {
  const found = source.match(at, WITHOUT_YEAR);
  if (found === null) return null;
  const one = Number(found.value[1]);
  const two = Number(found.value[2]);
  if ((one === 24 && two === 7) || one < 1 || two < 1 || !(source.isWhole || LEADS.has(source.word(at - 1))))
    return null;
  const year = source.sign(found.end) === "," ? readFourDigits(source, found.end + 1) : null;
  return inEitherOrder(source, { from: at, to: year?.end ?? found.end }, { one, two, year: year?.value ?? null });
}

function inEitherOrder(
  source: Source,
  range: { from: number; to: number },
  date: { one: number; two: number; year: number | null },
): Found<Dates> | null {
  const { one, two, year } = date;
  if (one <= 12 && two <= 12 && one !== two && one > 0 && two > 0) {
    const words = source.wordsAt(range.from, range.to);
    const message = `"${words}" can be read with the day or the month first. Write it as 2026-12-31.`;
    return source.problem(range.from, range.to, message);
  }
  return checkedDate(source, range, two > 12 ? { year, month: one, day: two } : { year, month: two, day: one });
}

function readBasic(source: Source, at: number): Found<Dates> | null {
  const found = source.match(at, BASIC);
  if (found === null) return null;
  const [, year = 0, month = 0, day = 0] = found.value.map(Number);
  const date = dateOf(year, month, day);
  return date === null ? null : { end: found.end, value: fixedDay(date) };
}

function readWeek(source: Source, at: number): Found<Dates> | null {
  const found = source.match(at, WEEK);
  if (found === null) return null;
  const monday = weekOf(Number(found.value[1]), Number(found.value[2]));
  const words = source.wordsAt(at, found.end);
  if (monday === null) return source.problem(at, found.end, `There is no week "${words}". Write one as 2026-W05.`);
  const day = found.value[3];
  if (day !== undefined) return { end: found.end, value: fixedDay(monday.add({ days: Number(day) - 1 })) };
  return { end: found.end, value: fixedDays(monday, monday.add({ days: 7 }), "week") };
}

/** The Monday of an ISO week of a year, or null where the year has no such week. */
export function weekOf(year: number, week: number): Temporal.PlainDate | null {
  const inFirst = dateOf(year, 1, 4);
  if (inFirst === null || week < 1 || week > 53) return null;
  const monday = mondayOf(inFirst).add({ weeks: week - 1 });
  return monday.yearOfWeek === year || monday.add({ days: 3 }).year === year ? monday : null;
}
