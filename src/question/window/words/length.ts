import type { CalendarLength } from "../calendar.ts";
import type { Found, Source } from "../source.ts";
import { readQuantity } from "./number.ts";
import { compactUnit, unitNamed, type Unit } from "./unit.ts";

/** A length of time as it was written. */
export interface Length extends CalendarLength {
  /** The largest unit named. */
  readonly unit: Unit;
  /** Number and unit were written as one ("12h"). */
  readonly isCompact: boolean;
}

interface Part {
  readonly amount: number;
  readonly unit: Unit;
  readonly isCompact: boolean;
}

const SECONDS: Partial<Record<Unit, number>> = { hour: 3600, minute: 60, second: 1 };
const ORDER: readonly Unit[] = [
  "decade",
  "year",
  "quarter",
  "month",
  "fortnight",
  "week",
  "day",
  "hour",
  "minute",
  "second",
];

/** A length in words or compact: "12h", "2h30m", "an hour and a half", "1 month and 21 days", "a couple of days". */
export function readLength(source: Source, at: number): Found<Length> | null {
  const first = readPart(source, at);
  return first === null ? null : withMore(source, first);
}

/** A length without its number: "hour", "half hour", "hour and a half". Used after "the", "last", "past". */
export function readBareUnit(source: Source, at: number): Found<Length> | null {
  const unit = unitNamed(source.word(at));
  if (unit === null) return readLength(source, source.word(at) === "half" ? at : source.tokens.length);
  return withMore(source, { end: at + 1, value: { amount: 1, unit, isCompact: false } });
}

/** The first part and those that follow it, each unit once: "and 15 minutes", "and a half". */
function withMore(source: Source, first: Found<Part>): Found<Length> {
  const parts = [first.value];
  let end = first.end;
  for (;;) {
    const half = readAndAHalf(source, end, parts);
    if (half !== null) return { end: half, value: total(withHalf(parts)) };
    const next = readPart(source, source.after(source.after(end, ","), "and", "&"));
    if (next === null || parts.some((part) => part.unit === next.value.unit)) break;
    parts.push(next.value);
    end = next.end;
  }
  return { end, value: total(parts) };
}

/** A length of that many units. */
export function lengthOf(amount: number, unit: Unit): Length {
  return total([{ amount, unit, isCompact: false }]);
}

/** Whether a length consists of days or longer alone. */
export function isCalendar(length: Length): boolean {
  return length.seconds === 0;
}

/** Whether a length is nothing at all, or longer than any log. */
export function isAbsurd(length: Length): boolean {
  const days = length.years * 365 + length.months * 30 + length.weeks * 7 + length.days + length.seconds / 86_400;
  return !(days > 0 && days < 365 * 1000);
}

function readPart(source: Source, at: number): Found<Part> | null {
  return readHalfUnit(source, at) ?? readQuarterHour(source, at) ?? readCounted(source, at);
}

function readCounted(source: Source, at: number): Found<Part> | null {
  const article = source.word(at);
  if (article === "a" || article === "an") {
    const unit = unitNamed(source.word(at + 1));
    if (unit !== null) return { end: at + 2, value: { amount: 1, unit, isCompact: false } };
  }
  const quantity = readQuantity(source, at);
  if (quantity === null) return null;
  const half = readHalfBefore(source, quantity.end);
  const amount = quantity.value + (half === null ? 0 : 0.5);
  const next = half ?? source.after(quantity.end, "more", "full", "whole");
  const isCompact = source.isGlued(next);
  const unit = isCompact ? compactUnit(source, next) : unitNamed(source.word(next));
  if (unit === null) return null;
  const end =
    source.sign(next + 1) === "." && source.isGlued(next + 1) && next + 2 < source.tokens.length ? next + 2 : next + 1;
  return { end: isCompact ? next + 1 : end, value: { amount, unit, isCompact } };
}

/** "half an hour", "half hour", "a half hour". */
function readHalfUnit(source: Source, at: number): Found<Part> | null {
  const start = source.word(at) === "a" ? at + 1 : at;
  if (source.word(start) !== "half") return null;
  const next = source.after(start + 1, "a", "an");
  const unit = unitNamed(source.word(next));
  return unit === null ? null : { end: next + 1, value: { amount: 0.5, unit, isCompact: false } };
}

/** "a quarter of an hour", "quarter hour", "three quarters of an hour". */
function readQuarterHour(source: Source, at: number): Found<Part> | null {
  const isThree = source.word(at) === "three";
  let next = isThree ? source.after(at + 1, "-") : source.after(at, "a");
  if (source.word(next) !== "quarter" && source.word(next) !== "quarters") return null;
  next = source.after(source.after(next + 1, "of"), "an");
  if (source.word(next) !== "hour") return null;
  return { end: next + 1, value: { amount: isThree ? 45 : 15, unit: "minute", isCompact: false } };
}

/** The place after "and a half", between a number and its unit. */
function readHalfBefore(source: Source, at: number): number | null {
  const next = source.after(at + 1, "a", "an");
  return source.word(at) === "and" && source.word(next) === "half" ? next + 1 : null;
}

/** The place after "and a half" behind a unit, when it can belong to the last part. */
function readAndAHalf(source: Source, at: number, parts: readonly Part[]): number | null {
  const last = parts.at(-1);
  const half = readHalfBefore(source, at);
  if (half === null || last === undefined || last.isCompact) return null;
  return unitNamed(source.word(source.after(half, "an", "a"))) === null ? half : null;
}

function withHalf(parts: readonly Part[]): Part[] {
  return parts.map((part, index) => (index === parts.length - 1 ? { ...part, amount: part.amount + 0.5 } : part));
}

function total(parts: readonly Part[]): Length {
  const sum = { years: 0, months: 0, weeks: 0, days: 0, seconds: 0 };
  for (const { amount, unit } of parts) add(sum, amount, unit);
  const unit = ORDER.find((candidate) => parts.some((part) => part.unit === candidate)) ?? "day";
  return { ...sum, unit, isCompact: parts.every((part) => part.isCompact) };
}

type Sum = { years: number; months: number; weeks: number; days: number; seconds: number };

/** Adds units; the fraction of a calendar unit goes on to the next smaller one. */
function add(sum: Sum, amount: number, unit: Unit): void {
  const whole = Math.floor(amount);
  const rest = amount - whole;
  if (unit === "year") {
    sum.years += whole;
    sum.months += Math.round(rest * 12);
  } else if (unit === "decade") add(sum, amount * 10, "year");
  else if (unit === "quarter") add(sum, amount * 3, "month");
  else if (unit === "month") {
    sum.months += whole;
    sum.days += Math.round(rest * 30);
  } else if (unit === "fortnight") add(sum, amount * 2, "week");
  else if (unit === "week") {
    sum.weeks += whole;
    if (rest > 0) add(sum, rest * 7, "day");
  } else if (unit === "day") {
    sum.days += whole;
    sum.seconds += Math.round(rest * 86_400);
  } else sum.seconds += amount * (SECONDS[unit] ?? 0);
}
