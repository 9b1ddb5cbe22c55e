import { type Days } from "../calendar.ts";
import type { Found, Reader, Source } from "../source.ts";
import { type Dates, within } from "./dates.ts";

type Side = "start" | "middle" | "end";

const SIDES: Partial<Record<string, Side>> = {
  early: "start",
  beginning: "start",
  start: "start",
  mid: "middle",
  middle: "middle",
  late: "end",
  end: "end",
};

/** Thirds of a week, month, quarter or year: "early last week", "mid-march", "the end of last month". */
export const readPartOfPeriod: Reader<Dates> = (source, at) => {
  const start = source.after(at, "the");
  const side = SIDES[source.word(start)];
  if (side === undefined) return readHalf(source, start);
  const isNoun = ["beginning", "start", "middle", "end"].includes(source.word(start));
  const joint = source.after(start + 1, "of", "in", "-");
  if (isNoun && source.word(start + 1) !== "of") return null;
  const period = source.dates(joint);
  if (period === null || period.value.grain === "day" || period.value.grain === "weekend")
    return readOfDay(period, isNoun);
  return { end: period.end, value: within(period.value, "days", (days) => third(days, side)) };
};

/** "first half of march", "the second half of last month". */
function readHalf(source: Source, at: number): Found<Dates> | null {
  const isFirst = source.word(at) === "first";
  const isSecond = ["second", "last", "latter"].includes(source.word(at));
  if (!(isFirst || isSecond) || source.word(at + 1) !== "half" || source.word(at + 2) !== "of") return null;
  const period = source.dates(source.after(at + 3, "the"));
  if (period === null || period.value.grain === "day") return null;
  return { end: period.end, value: within(period.value, "days", (days) => half(days, isFirst)) };
}

function half(days: Days, isFirst: boolean): Days {
  const middle = days.first.add({ days: Math.ceil(days.first.until(days.after, { largestUnit: "day" }).days / 2) });
  return isFirst ? { first: days.first, after: middle } : { first: middle, after: days.after };
}

/** "the start of yesterday": as days it is that day; whoever needs its edge takes start or end. */
function readOfDay(period: Found<Dates> | null, isNoun: boolean): Found<Dates> | null {
  return period !== null && isNoun ? period : null;
}

function third(days: Days, side: Side): Days {
  const length = days.first.until(days.after, { largestUnit: "day" }).days;
  const one = Math.round(length / 3);
  if (side === "start") return { first: days.first, after: days.first.add({ days: one }) };
  if (side === "end") return { first: days.after.subtract({ days: length - 2 * one }), after: days.after };
  return { first: days.first.add({ days: one }), after: days.first.add({ days: 2 * one }) };
}

/** The place after "the end of" or "the start of", which name one edge of what follows. */
export function edgeWords(source: Source, at: number): { end: number; edge: "start" | "end" } | null {
  const start = source.after(at, "the", "very");
  const word = source.word(start);
  const edge = word === "end" ? "end" : word === "start" || word === "beginning" ? "start" : null;
  return edge !== null && source.word(start + 1) === "of" ? { end: start + 2, edge } : null;
}
