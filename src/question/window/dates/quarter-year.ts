import { readOrdinal, readYearWords } from "../words/number.ts";
import type { Found, Reader, Source } from "../source.ts";
import { type Dates, fixedDays, quarterDays, yearDays, yearlyQuarter } from "./dates.ts";
import { fullYear, readFourDigits, readNamedYear, readYear } from "./year-words.ts";

const QUARTERS = new Set(["quarter", "quarters", "qtr"]);

/** Quarters of the year: Q3, "third quarter", 2017-q1, "Q4 of last year", "last q2". */
export const readQuarter: Reader<Dates> = (source, at) => {
  const start = source.after(at, "the");
  const year = readFourDigits(source, start) ?? readNamedYear(source, start);
  if (year !== null) {
    const quarter = readNumber(source, source.after(source.after(year.end, "-", "/", ","), "the"));
    if (quarter !== null) return { end: quarter.end, value: fixedQuarter(year.value, quarter.value) };
  }
  const qualifier = source.word(start);
  const isQualified = ["this", "last", "past", "previous"].includes(qualifier);
  const quarter = readNumber(source, isQualified ? start + 1 : start);
  if (quarter === null) return null;
  if (isQualified) return { end: quarter.end, value: relative(source, quarter.value, qualifier) };
  const behind = readYear(source, quarter.end) ?? readShortYear(source, quarter.end);
  if (behind === null) {
    const isLength = source.token(start)?.kind === "number" && source.word(start + 1) === "q";
    return isLength ? null : { end: quarter.end, value: yearlyQuarter(quarter.value) };
  }
  return { end: behind.end, value: fixedQuarter(behind.value, quarter.value) };
};

/** Years: 2008, "year 2008", "the year 2008", "nineteen ninety nine". */
export const readYearAlone: Reader<Dates> = (source, at) => {
  const start = source.after(at, "the");
  const isNamed = source.word(start) === "year";
  const from = isNamed ? source.after(start + 1, "of") : start;
  const year =
    readFourDigits(source, from) ?? readYearWords(source, from) ?? (isNamed ? readAnyYear(source, from) : null);
  if (year === null) return null;
  const { first, after } = yearDays(year.value);
  return { end: year.end, value: fixedDays(first, after, "year") };
};

function readAnyYear(source: Source, at: number): Found<number> | null {
  const token = source.token(at);
  const isYear = token?.kind === "number" && token.text.length <= 4 && token.value >= 100;
  return isYear ? { end: at + 1, value: token.value } : null;
}

/** The quarter's number of "q3", "3q", "third quarter", "4th qtr". */
function readNumber(source: Source, at: number): Found<number> | null {
  const number = source.token(at + 1);
  if (source.word(at) === "q" && source.isGlued(at + 1) && number?.kind === "number") {
    return number.value >= 1 && number.value <= 4 ? { end: at + 2, value: number.value } : null;
  }
  const first = source.token(at);
  if (first?.kind === "number" && source.word(at + 1) === "q" && source.isGlued(at + 1)) {
    return first.value >= 1 && first.value <= 4 ? { end: at + 2, value: first.value } : null;
  }
  const ordinal = readOrdinal(source, at) ?? (source.word(at) === "last" ? { end: at + 1, value: 4 } : null);
  const next = ordinal === null ? at : source.after(ordinal.end, "-");
  if (ordinal === null || !QUARTERS.has(source.word(next)) || ordinal.value > 4) return null;
  const isLast = source.word(at) === "last";
  return isLast && source.word(next + 1) !== "of" ? null : { end: next + 1, value: ordinal.value };
}

/** "Q1'17", "q1 17" behind a quarter. */
function readShortYear(source: Source, at: number): Found<number> | null {
  const token = source.token(at);
  const isShort = token?.kind === "number" && token.text.length === 2 && token.value > 9 && source.isWhole;
  return isShort ? { end: at + 1, value: fullYear(token.value) } : null;
}

function relative(source: Source, quarter: number, qualifier: string): Dates {
  const { today } = source.calendar;
  const current = Math.ceil(today.month / 3);
  const isEarlier = qualifier === "this" || quarter < current;
  return fixedQuarter(today.year - (isEarlier ? 0 : 1), quarter);
}

function fixedQuarter(year: number, quarter: number): Dates {
  const { first, after } = quarterDays(year, quarter);
  return fixedDays(first, after, "quarter");
}
