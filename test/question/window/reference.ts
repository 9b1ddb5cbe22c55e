import { Temporal } from "temporal-polyfill";
import { instantOf } from "../../../src/clock.ts";
import { readWindow } from "../../../src/question/window/read-window.ts";
import type { Reference } from "../../../src/question/window/window.ts";

/** 14:05:30 on a Friday in Berlin. */
export const FRIDAY: Reference = { now: "2026-11-20T13:05:30Z", zone: "Europe/Berlin" };
/** 04:30 on a Tuesday in New York. */
export const TUESDAY: Reference = { now: "2013-02-12T09:30:00Z", zone: "America/New_York" };
/** 16:12 on a Monday in New York, the day after the clocks went back. */
export const MONDAY: Reference = { now: "2016-11-07T21:12:00Z", zone: "America/New_York" };
/** 10:15 on the Sunday on which the clocks went forward in Berlin. */
export const SPRING: Reference = { now: "2026-03-29T08:15:00Z", zone: "Europe/Berlin" };

/** 13:00 on the Sunday on which the clocks went back in Berlin. */
export const AUTUMN: Reference = { now: "2026-10-25T12:00:00Z", zone: "Europe/Berlin" };
/** 15:20 on the Sunday on which the clocks went forward in New York. */
export const NEW_YORK_SPRING: Reference = { now: "2026-03-08T19:20:00Z", zone: "America/New_York" };
/** 13:00 on the Sunday on which the clocks went back in New York. */
export const NEW_YORK_AUTUMN: Reference = { now: "2026-11-01T18:00:00Z", zone: "America/New_York" };
/** 11:30 on a Wednesday in Kolkata, where the clocks never change. */
export const KOLKATA: Reference = { now: "2026-04-15T06:00:00Z", zone: "Asia/Kolkata" };
/** 14:40 on a Monday in Auckland, the day after the clocks went back. */
export const AUCKLAND: Reference = { now: "2026-04-06T02:40:00Z", zone: "Pacific/Auckland" };

interface Bounds {
  readonly start: string | null;
  readonly end: string;
}

/** The bounds of the window read from a phrase, or the whole reading where it is none. */
export function windowOf(phrase: string, reference: Reference): unknown {
  const reading = readWindow(phrase, reference);
  return reading.kind === "window" ? { start: reading.window.start, end: reading.window.end } : reading;
}

/**
 * Bounds written in the wall time of the reference: "2026-11-19T00:00 .. 2026-11-20T00:00", "open .. now", or
 * "about 2026-11-19T03:00" for half an hour on either side. An end after now is now.
 */
export function written(expected: string, reference: Reference): Bounds {
  const now = Date.parse(reference.now);
  if (expected.startsWith("about ")) {
    const point = momentOf(expected.slice(6), reference);
    return { start: instantOf(point - 1_800_000), end: instantOf(Math.min(point + 1_800_000, now)) };
  }
  const [start = "", end = ""] = expected.split(" .. ");
  return {
    start: start === "open" ? null : instantOf(momentOf(start, reference)),
    end: instantOf(end === "now" ? now : Math.min(momentOf(end, reference), now)),
  };
}

function momentOf(wall: string, reference: Reference): number {
  return wall.endsWith("Z")
    ? Date.parse(wall)
    : Temporal.PlainDateTime.from(wall).toZonedDateTime(reference.zone).epochMilliseconds;
}
