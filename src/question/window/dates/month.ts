import { Temporal } from "temporal-polyfill";
import { monthNamed } from "../words/names.ts";
import type { Found, Reader, Source } from "../source.ts";
import { type Dates, fixedDays, monthDays, yearlyMonth } from "./dates.ts";
import { readMonthName } from "./month-date.ts";
import { readFourDigits, readNamedYear, readYear } from "./year-words.ts";

const YEAR_FIRST = /(\d{4})\s?([-/.])\s?(\d{1,2})(?![\d:])/y;
const YEAR_LAST = /(\d{1,2})\s?([-/])\s?(\d{4})(?!\d)/y;
const PAST = new Set(["last", "past", "previous", "prior"]);

/** Months: "february", "april 2017", "2016 november", "last june", "june of last year", 2015-3, 11/2016. */
export const readMonth: Reader<Dates> = (source, at) => {
  if (source.token(at)?.kind === "number") return readInDigits(source, at) ?? readYearFirst(source, at);
  const start = source.after(at, "the");
  return readQualified(source, start) ?? readNamed(source, start) ?? readYearFirst(source, start);
};

function readNamed(source: Source, at: number): Found<Dates> | null {
  const month = readMonthName(source, at);
  if (month === null) return null;
  const year = readYear(source, month.end);
  if (year === null) return { end: month.end, value: yearlyMonth(month.value) };
  return { end: year.end, value: fixedMonth(year.value, month.value) };
}

function readQualified(source: Source, at: number): Found<Dates> | null {
  const word = source.word(at);
  const month = monthNamed(source.word(at + 1));
  if (month === null) return null;
  const { today } = source.calendar;
  if (PAST.has(word)) return { end: at + 2, value: fixedMonth(today.year - (month < today.month ? 0 : 1), month) };
  if (word === "this") return { end: at + 2, value: fixedMonth(today.year, month) };
  return word === "next" ? { end: at + 2, value: fixedMonth(today.year + (month > today.month ? 0 : 1), month) } : null;
}

function readYearFirst(source: Source, at: number): Found<Dates> | null {
  const year = readFourDigits(source, at) ?? readNamedYear(source, at);
  if (year === null) return null;
  const month = readMonthName(source, source.after(year.end, ",", "-", "/"));
  return month === null ? null : { end: month.end, value: fixedMonth(year.value, month.value) };
}

function readInDigits(source: Source, at: number): Found<Dates> | null {
  const first = source.match(at, YEAR_FIRST);
  const last = first === null ? source.match(at, YEAR_LAST) : null;
  const found = first ?? last;
  if (found === null) return null;
  const year = Number(found.value[first === null ? 3 : 1]);
  const month = Number(found.value[first === null ? 1 : 3]);
  if (year < 1900 || year > 2199) return null;
  if (month < 1 || month > 12) {
    const words = source.wordsAt(at, found.end);
    return source.problem(at, found.end, `There is no month "${words}". Write one as 2026-02.`);
  }
  const isVersionLike = found.value[2] === "." && !source.isWhole;
  return isVersionLike ? null : { end: found.end, value: fixedMonth(year, month) };
}

function fixedMonth(year: number, month: number): Dates {
  const { first, after } = monthDays(year, month);
  return fixedDays(first, after, "month");
}

/** The month of a date as days. */
export function monthHolding(date: Temporal.PlainDate): Dates {
  return fixedMonth(date.year, date.month);
}
