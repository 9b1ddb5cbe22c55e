import type { Found, Reader, Source } from "../source.ts";
import { readYear } from "./year-words.ts";
import { type Dates, yearly } from "./dates.ts";
import { checkedDate } from "./month-date.ts";

/** Holidays that fall on the same date each year: words, month, day. */
const FIXED: readonly (readonly [string, number, number])[] = [
  ["christmas eve", 12, 24],
  ["xmas eve", 12, 24],
  ["christmas day", 12, 25],
  ["christmas", 12, 25],
  ["xmas", 12, 25],
  ["boxing day", 12, 26],
  ["new year eve", 12, 31],
  ["new years eve", 12, 31],
  ["new year day", 1, 1],
  ["new years day", 1, 1],
  ["new years", 1, 1],
  ["new year", 1, 1],
  ["april fools", 4, 1],
  ["halloween", 10, 31],
  ["valentine day", 2, 14],
  ["valentines day", 2, 14],
  ["independence day", 7, 4],
];
const STARTS = new Set(FIXED.map(([words]) => words.split(" ")[0] ?? ""));
const SEASONS = new Set(["summer", "winter", "spring", "autumn", "fall"]);
const MOVABLE = new Set(["easter", "thanksgiving", "ramadan", "hanukkah", "diwali", "pentecost"]);

/** Holidays: those with a fixed date as that day, the others as a problem, since their dates differ by place and year. */
export const readHoliday: Reader<Dates> = (source, at) => {
  const isLast = ["last", "this", "previous"].includes(source.word(at));
  const start = isLast ? at + 1 : at;
  const word = source.word(start);
  if (MOVABLE.has(word))
    return source.problem(
      start,
      start + 1,
      `"${word}" falls on another date each year. Write the date, such as 2026-04-05.`,
    );
  const isSeason = SEASONS.has(word) && (isLast || ["next", "past", "the"].includes(source.word(start - 1)));
  if (isSeason)
    return source.problem(
      start,
      start + 1,
      `"${word}" begins on another date in each country. Write its first and last month.`,
    );
  if (!STARTS.has(word)) return null;
  for (const [words, month, day] of FIXED) {
    const end = endOf(source, start, words.split(" "));
    if (end !== null) return dated(source, { from: at, to: end }, { month, day });
  }
  return null;
};

function endOf(source: Source, at: number, words: readonly string[]): number | null {
  return words.every((word, index) => source.word(at + index) === word) ? at + words.length : null;
}

function dated(
  source: Source,
  range: { from: number; to: number },
  date: { month: number; day: number },
): Found<Dates> | null {
  const year = readYear(source, range.to);
  if (year === null) return { end: range.to, value: yearly(date.month, date.day) };
  return checkedDate(source, { from: range.from, to: year.end }, { year: year.value, ...date });
}
