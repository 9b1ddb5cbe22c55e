import { type Instant, instantOf, millisecondsOf } from "../../clock.ts";
import { Calendar } from "./calendar.ts";
import { lengthOf } from "./words/length.ts";

const LENGTH = /^([1-9]\d{0,3})([mhd])$/;
const UNITS = { m: "minute", h: "hour", d: "day" } as const;

/**
 * The instant that lies a length such as "30m", "24h" or "400d" before another. Minutes and hours are exact elapsed
 * time; days are steps on the calendar of the zone (IANA name) and keep the wall clock.
 * Throws a RangeError for any other length.
 */
export function spanBefore(length: string, end: Instant, zone: string): Instant {
  const calendar = new Calendar(zone, millisecondsOf(end));
  return instantOf(calendar.back(calendar.now, parsed(length)));
}

/** The instant that lies a length after another; otherwise as {@link spanBefore}. */
export function spanAfter(length: string, start: Instant, zone: string): Instant {
  const calendar = new Calendar(zone, millisecondsOf(start));
  return instantOf(calendar.forth(calendar.now, parsed(length)));
}

function parsed(length: string): ReturnType<typeof lengthOf> {
  const [, amount, unit] = LENGTH.exec(length) ?? [];
  if (amount === undefined || (unit !== "m" && unit !== "h" && unit !== "d")) {
    throw new RangeError(`"${length}" is no length of time: write a number and m, h or d, such as 24h.`);
  }
  return lengthOf(Number(amount), UNITS[unit]);
}
