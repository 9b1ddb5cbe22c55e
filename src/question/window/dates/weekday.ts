import { mondayOf } from "../calendar.ts";
import { weekdayNamed } from "../words/names.ts";
import { readWhole } from "../words/number.ts";
import { readLength } from "../words/length.ts";
import type { Found, Reader, Source } from "../source.ts";
import { type Dates, fixedDay, NEVER, weekly } from "./dates.ts";
import { onWeekday } from "./month-date.ts";

const LATEST = new Set(["last", "past", "previous", "prior", "latest"]);

/** Weekdays, alone, with a week, or with a date: "monday", "last friday", "sunday from last week", "Tue May 9". */
export const readWeekday: Reader<Dates> = (source, at) => {
  const start = source.after(at, "the");
  return (
    readQualified(source, start) ??
    readWithDate(source, start) ??
    readWithWeek(source, start) ??
    readCounted(source, start) ??
    readAlone(source, start)
  );
};

/** A date and the weekday behind it: "Jul 18, Fri". */
export function withWeekdayBehind(source: Source, date: Found<Dates>): Found<Dates> {
  const at = source.after(date.end, ",", "(");
  const weekday = at > date.end ? readName(source, at) : null;
  if (weekday === null || date.value.grain !== "day" || date.value.cycle < 2) return date;
  return constrained(source, date, weekday.value, { from: date.end, to: source.after(weekday.end, ")") }) ?? date;
}

function readName(source: Source, at: number): Found<number> | null {
  const weekday = weekdayNamed(source.word(at));
  if (weekday === null) return null;
  const isDotted = source.sign(at + 1) === "." && source.isGlued(at + 1) && at + 2 < source.tokens.length;
  return { end: isDotted ? at + 2 : at + 1, value: weekday };
}

/** "last monday", "this past monday", "this friday", "next friday". */
function readQualified(source: Source, at: number): Found<Dates> | null {
  const first = source.word(at);
  const isThisPast = first === "this" && LATEST.has(source.word(at + 1));
  const isRecent = first === "most" && source.word(at + 1) === "recent";
  const name = readName(source, isThisPast || isRecent ? at + 2 : at + 1);
  if (name === null) return null;
  const { today } = source.calendar;
  if (LATEST.has(first) || isThisPast || isRecent) {
    const weeks = source.word(name.end) === "week" ? null : name;
    return weeks === null ? null : { end: name.end, value: fixedDay(latestBefore(source, name.value)) };
  }
  if (first === "this") return { end: name.end, value: fixedDay(mondayOf(today).add({ days: name.value - 1 })) };
  if (first !== "next" && first !== "coming" && first !== "upcoming") return null;
  return {
    end: name.end,
    value: fixedDay(latestBefore(source, name.value).add({ days: today.dayOfWeek === name.value ? 14 : 7 })),
  };
}

/** "Tue May 9", "Thursday, 16 February 2017", "Wednesday the 27th". */
function readWithDate(source: Source, at: number): Found<Dates> | null {
  const name = readName(source, at);
  if (name === null) return null;
  const start = source.after(name.end, ",");
  if (weekdayNamed(source.word(start)) !== null) return null;
  const date = source.dates(start);
  if (date === null || date.value.grain !== "day" || date.value.cycle < 2) return null;
  const isNamedDay = ["today", "yesterday", "tomorrow"].includes(source.word(start));
  return isNamedDay ? null : constrained(source, date, name.value, { from: at, to: date.end });
}

function constrained(
  source: Source,
  date: Found<Dates>,
  weekday: number,
  range: { from: number; to: number },
): Found<Dates> | null {
  const value = onWeekday(date.value, weekday);
  const isFixed = date.value.cycle === NEVER;
  if (isFixed && value.latest(source.calendar.today) === null) {
    const words = source.wordsAt(range.from, range.to);
    return source.problem(
      range.from,
      range.to,
      `The weekday and the date of "${words}" do not agree. Leave the weekday out or put it right.`,
    );
  }
  return { end: Math.max(date.end, range.to), value };
}

/** "monday last week", "sunday of this week", "friday before last", "monday 2 weeks ago", "monday last". */
function readWithWeek(source: Source, at: number): Found<Dates> | null {
  const name = readName(source, at);
  if (name === null) return null;
  if (source.word(name.end) === "before" && source.word(name.end + 1) === "last") {
    return { end: name.end + 2, value: fixedDay(latestBefore(source, name.value).subtract({ days: 7 })) };
  }
  const start = source.afterAll(name.end, new Set(["of", "from", "in", "on", "the", ","]));
  const week = start > name.end && source.word(start) === "week" ? null : source.dates(start);
  if (week !== null && week.value.grain === "week")
    return { end: week.end, value: inWeek(source, week.value, name.value) };
  const ago = readLength(source, start);
  if (ago !== null && ago.value.unit === "week" && source.word(ago.end) === "ago") {
    const monday = mondayOf(source.calendar.today).subtract({ weeks: ago.value.weeks });
    return { end: ago.end + 1, value: fixedDay(monday.add({ days: name.value - 1 })) };
  }
  const isLast = source.word(name.end) === "last" && ["", "at", "between", "from"].includes(source.word(name.end + 1));
  return isLast ? { end: name.end + 1, value: fixedDay(latestBefore(source, name.value)) } : null;
}

/** "last week's sunday", "this week on saturday": the weekday behind a week. */
export function withWeekday(source: Source, week: Found<Dates>): Found<Dates> {
  if (week.value.grain !== "week") return week;
  const name = readName(source, source.after(source.after(week.end, ","), "on"));
  return name === null ? week : { end: name.end, value: inWeek(source, week.value, name.value) };
}

/** "two mondays ago". */
function readCounted(source: Source, at: number): Found<Dates> | null {
  const count = readWhole(source, at);
  if (count === null || count.value < 1 || count.value > 520) return null;
  const word = source.word(count.end);
  const weekday = word.endsWith("s") ? weekdayNamed(word.slice(0, -1)) : weekdayNamed(word);
  if (weekday === null || source.word(count.end + 1) !== "ago") return null;
  return { end: count.end + 2, value: fixedDay(latestBefore(source, weekday).subtract({ weeks: count.value - 1 })) };
}

function readAlone(source: Source, at: number): Found<Dates> | null {
  const name = readName(source, at);
  return name === null ? null : { end: name.end, value: weekly(name.value) };
}

function inWeek(source: Source, week: Dates, weekday: number): Dates {
  const first = week.latest(source.calendar.today)?.first ?? source.calendar.today;
  return fixedDay(mondayOf(first).add({ days: weekday - 1 }));
}

function latestBefore(source: Source, weekday: number): ReturnType<typeof mondayOf> {
  const { today } = source.calendar;
  return today.subtract({ days: (today.dayOfWeek - weekday + 7) % 7 || 7 });
}
