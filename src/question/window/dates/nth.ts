import { Temporal } from "temporal-polyfill";
import { type Days, mondayOf } from "../calendar.ts";
import { weekdayNamed } from "../words/names.ts";
import { readOrdinal } from "../words/number.ts";
import { unitNamed } from "../words/unit.ts";
import type { Found, Reader, Source } from "../source.ts";
import { type Dates, type Grain, monthly, oneDay, within } from "./dates.ts";
import { monthHolding } from "./month.ts";
import { weekendWord } from "./weekend.ts";

type Wanted = { readonly grain: Grain; readonly weekday: number | null };

/** Parts counted within a period: "first monday of last month", "last day of october 2015", "third week of july". */
export const readNth: Reader<Dates> = (source, at) => {
  const start = source.after(at, "the", "very");
  const isLast = ["last", "final"].includes(source.word(start));
  const ordinal = isLast ? { end: start + 1, value: -1 } : readOrdinal(source, start);
  if (ordinal === null) return null;
  const wanted = readWanted(source, ordinal.end);
  if (wanted === null) return null;
  const joint = source.after(wanted.end, "of", "in", "from", "on");
  const period = source.dates(joint);
  const isPeriod = period !== null && ["month", "quarter", "year", "week"].includes(period.value.grain);
  if (isPeriod && (joint > wanted.end || period.value.grain !== "week")) {
    const pick = (days: Days): Days | null => nthIn(days, wanted.value, ordinal.value);
    return { end: period.end, value: within(period.value, wanted.value.grain, pick) };
  }
  if (isLast || wanted.value.weekday === null || ordinal.value > 5) return null;
  const months = { ...monthly(1), grain: "month" as const };
  const whole = within(months, "month", (days) => ({ first: days.first, after: days.first.add({ months: 1 }) }));
  return { end: wanted.end, value: within(whole, "day", (days) => nthIn(days, wanted.value, ordinal.value)) };
};

/** The day of a month: "the 27th", "15th of last month", "the 20th", "the twenty second". */
export const readDayOfMonth: Reader<Dates> = (source, at) => {
  const start = source.after(at, "the");
  const ordinal = readOrdinal(source, start) ?? readPlain(source, at, start);
  if (ordinal === null || ordinal.value < 1 || ordinal.value > 31) return null;
  const joint = source.after(source.after(ordinal.end, "day"), "of", "in");
  const period = source.dates(joint);
  const isMonth = period !== null && period.value.grain === "month" && source.word(joint) !== "";
  if (!isMonth)
    return isBelieved(source, at, start, ordinal.end) ? { end: ordinal.end, value: monthly(ordinal.value) } : null;
  return { end: period.end, value: within(period.value, "day", (days) => dayIn(days, ordinal.value)) };
};

/** "the 27" and "on the 27": a plain number is a day only behind an article. */
function readPlain(source: Source, at: number, start: number): Found<number> | null {
  const token = source.token(start);
  const isDay = start > at && token?.kind === "number" && token.text.length <= 2 && source.sign(start + 1) !== ":";
  const isAlone = isDay && (start + 1 >= source.tokens.length || source.token(start + 1)?.kind === "sign");
  return isAlone ? { end: start + 1, value: token.value } : null;
}

/** In a question "the first" is rarely a date; a date is led by "on" or stands in digits, and no noun follows it. */
function isBelieved(source: Source, at: number, start: number, end: number): boolean {
  if (source.isWhole) return true;
  const isInDigits = source.token(start)?.kind === "number";
  const follower = source.token(end);
  const isFree = follower === undefined || follower.kind === "sign" || STOPS.has(follower.text);
  return isFree && (isInDigits || LEADS.has(source.word(at - 1)));
}

const LEADS = new Set("on since from until before after and to through till".split(" "));
const STOPS = new Set(
  "at between from to until till through and in on around by please the this morning afternoon evening night".split(
    " ",
  ),
);

function readWanted(source: Source, at: number): Found<Wanted> | null {
  const weekend = weekendWord(source, at);
  if (weekend !== null) return { end: weekend, value: { grain: "weekend", weekday: null } };
  const weekday = weekdayNamed(source.word(at));
  if (weekday !== null) return { end: at + 1, value: { grain: "day", weekday } };
  const word = source.word(at);
  const unit = word.length > 2 ? unitNamed(word) : null;
  if (unit !== "day" && unit !== "week" && unit !== "month") return null;
  return { end: at + 1, value: { grain: unit, weekday: null } };
}

/** The n-th weekday, day, week, weekend or month that belongs to a period; -1 is the last. */
function nthIn(days: Days, wanted: Wanted, nth: number): Days | null {
  if (wanted.grain === "month") {
    const first = nth < 0 ? days.after.subtract({ months: 1 }) : days.first.add({ months: nth - 1 });
    return inside(days, monthHolding(first).latest(first));
  }
  if (wanted.grain === "day" && wanted.weekday === null) return dayIn(days, nth);
  const weekday = wanted.weekday ?? (wanted.grain === "weekend" ? 6 : 4);
  const first = days.first.add({ days: (weekday - days.first.dayOfWeek + 7) % 7 });
  const last = days.after.subtract({ days: ((days.after.dayOfWeek - weekday + 6) % 7) + 1 });
  const date = nth < 0 ? last : first.add({ weeks: nth - 1 });
  if (Temporal.PlainDate.compare(date, days.after) >= 0) return null;
  if (wanted.grain === "day") return oneDay(date);
  if (wanted.grain === "weekend") return { first: date, after: date.add({ days: 2 }) };
  return { first: mondayOf(date), after: mondayOf(date).add({ days: 7 }) };
}

function dayIn(days: Days, nth: number): Days | null {
  return inside(days, oneDay(nth < 0 ? days.after.subtract({ days: 1 }) : days.first.add({ days: nth - 1 })));
}

function inside(days: Days, part: Days | null): Days | null {
  return part !== null && Temporal.PlainDate.compare(part.first, days.after) < 0 ? part : null;
}
