import { Temporal } from "temporal-polyfill";
import { type Days, mondayOf } from "../calendar.ts";
import { readWhole } from "../words/number.ts";
import type { Found, Reader, Source } from "../source.ts";
import { type Dates, fixedDays, within } from "./dates.ts";

/** Weekends, Saturday and Sunday: "last weekend", "over the weekend", "the weekend before last", "weekend of May 6". */
export const readWeekend: Reader<Dates> = (source, at) => {
  const start = source.after(at, "the");
  return readCounted(source, start) ?? readQualified(source, start);
};

/** The place after "weekend", "week-end" or "week end". */
export function weekendWord(source: Source, at: number): number | null {
  const word = source.word(at);
  if (word === "weekend" || word === "weekends") return at + 1;
  const next = source.after(at + 1, "-");
  return word === "week" && source.word(next) === "end" ? next + 1 : null;
}

/** The weekend of the ISO week that holds a date. */
export function weekendIn(date: Temporal.PlainDate): Days {
  const saturday = mondayOf(date).add({ days: 5 });
  return { first: saturday, after: saturday.add({ days: 2 }) };
}

function readQualified(source: Source, at: number): Found<Dates> | null {
  const first = source.word(at);
  const isThisPast = (first === "this" || first === "the") && ["past", "last"].includes(source.word(at + 1));
  const isPast = isThisPast || ["last", "past", "previous", "prior"].includes(first);
  const isNext = first === "next" || first === "coming" || first === "upcoming";
  const start = isThisPast ? at + 2 : isPast || isNext || first === "this" ? at + 1 : at;
  const end = weekendWord(source, start);
  // "at weekends" is every one of them, which no window is.
  if (end === null || source.word(start) === "weekends") return null;
  if (source.word(end) === "before" && source.word(end + 1) === "last")
    return { end: end + 2, value: moved(source, 2) };
  const date = source.word(end) === "of" ? source.dates(end + 1) : null;
  if (date !== null && date.value.grain === "day") {
    return { end: date.end, value: within(date.value, "weekend", (days) => weekendIn(days.first)) };
  }
  if (isNext) return { end, value: moved(source, -1) };
  const isNow = source.calendar.today.dayOfWeek >= 6;
  return { end, value: moved(source, isNow && !isPast ? 0 : 1) };
}

/** "two weekends ago". */
function readCounted(source: Source, at: number): Found<Dates> | null {
  const count = readWhole(source, at);
  const end = count === null ? null : weekendWord(source, count.end);
  if (count === null || end === null || source.word(end) !== "ago" || count.value < 1 || count.value > 520) return null;
  return { end: end + 1, value: moved(source, count.value) };
}

/** The weekend that many before the one of this week; on a weekday this week's has not begun, so 1 is the latest. */
function moved(source: Source, back: number): Dates {
  const { first, after } = weekendIn(source.calendar.today.subtract({ weeks: back }));
  return fixedDays(first, after, "weekend");
}
