import type { Calendar, Extent } from "../calendar.ts";
import { type Cycle, DAILY, type Dates, NEVER } from "../dates/dates.ts";
import { type Clock, firstAfter, isTwelveHour } from "./clock.ts";

/** A point or a period named in words, settled when its neighbours are known. */
export interface Moment {
  /** A point has no length: its window is half an hour on either side. */
  readonly isPoint: boolean;
  readonly cycle: Cycle;
  /** The time of day it ends with, when it is a point given by one. */
  readonly clock: Clock | null;
  /** The days it consists of, when it names whole days. */
  readonly dates: Dates | null;
  /** The latest that begins at or before that time. */
  latest(before: number): Extent | null;
  /** The first that begins after that time (a period: on its day or later). */
  next(after: number): Extent | null;
}

/** A moment that is the same whenever one asks. */
export function fixedMoment(start: number, end: number = start): Moment {
  const extent = { start, end };
  const isPoint = start === end;
  return { isPoint, cycle: NEVER, clock: null, dates: null, latest: () => extent, next: () => extent };
}

/** Whole days. */
export function momentOfDates(calendar: Calendar, dates: Dates): Moment {
  const extent = (days: ReturnType<Dates["latest"]>): Extent | null => (days === null ? null : calendar.extentOf(days));
  return {
    isPoint: false,
    cycle: dates.cycle,
    clock: null,
    dates,
    latest: (before) => extent(dates.latest(lastDay(calendar, dates, before))),
    next: (after) => extent(dates.next(calendar.dateOf(after))),
  };
}

/** A time of day on a named day. */
export function clockOn(calendar: Calendar, dates: Dates, clock: Clock): Moment {
  return { ...partOn(calendar, dates, clock.seconds, clock.seconds), isPoint: true, clock };
}

/** A part of a named day, in seconds from its midnight; the end may lie in the next day. */
export function partOn(calendar: Calendar, dates: Dates, from: number, to: number): Moment {
  const on = (days: ReturnType<Dates["latest"]>): Extent | null => {
    if (days === null) return null;
    const start = calendar.at(days.first, from);
    return { start: start.start, end: from === to ? start.end : calendar.at(days.first, to).end };
  };
  const latest = (before: number): Extent | null => {
    const days = dates.latest(lastDay(calendar, dates, before));
    const found = on(days);
    if (found === null || days === null || found.start <= before || dates.cycle === NEVER) return found;
    return on(dates.latest(days.first.subtract({ days: 1 })));
  };
  const next = (after: number): Extent | null => {
    const days = dates.next(calendar.dateOf(after));
    const found = on(days);
    if (found === null || days === null || found.start > after || dates.cycle === NEVER) return found;
    return on(dates.next(days.after));
  };
  return { isPoint: from === to, cycle: dates.cycle, clock: null, dates: null, latest, next };
}

/** A part of every day, in seconds from midnight. */
export function dailyPart(calendar: Calendar, from: number, to: number): Moment {
  return { ...partOn(calendar, EVERY_DAY, from, to), cycle: DAILY };
}

/** A time of day without a day. */
export function dailyClock(calendar: Calendar, clock: Clock): Moment {
  const daily = clockOn(calendar, EVERY_DAY, clock.seconds === 86_400 ? { ...clock, seconds: 0 } : clock);
  return { ...daily, cycle: DAILY };
}

/**
 * The bounds from one moment to another, the end included when it is a period. What recurs is settled by the end
 * that recurs less often; of two alike the start is the latest that has begun.
 */
export function between(calendar: Calendar, from: Moment, to: Moment): Extent | null {
  if (from.cycle >= to.cycle) {
    const start = from.latest(calendar.now);
    const end = start === null ? null : endAfter(calendar, from, to, start.start);
    return start === null || end === null ? null : { start: start.start, end };
  }
  const end = to.latest(calendar.now);
  const start = end === null ? null : from.latest(end.start);
  return start === null || end === null ? null : { start: start.start, end: end.end };
}

function endAfter(calendar: Calendar, from: Moment, to: Moment, start: number): number | null {
  if (
    to.cycle !== DAILY ||
    to.clock === null ||
    from.clock === null ||
    !isTwelveHour(to.clock) ||
    from.isPoint === false
  ) {
    return to.next(start)?.end ?? null;
  }
  const seconds = from.clock.seconds % 86_400;
  const readsBoth = from.clock.half !== null || seconds < 13 * 3600;
  return calendar.at(calendar.dateOf(start), firstAfter(seconds, to.clock, readsBoth)).end;
}

function lastDay(calendar: Calendar, dates: Dates, before: number): ReturnType<Calendar["dateOf"]> {
  const day = calendar.dateOf(before);
  const isToday = dates.isStrictlyPast && day.equals(calendar.today);
  return isToday ? day.subtract({ days: 1 }) : day;
}

const EVERY_DAY: Dates = {
  grain: "day",
  cycle: DAILY,
  isStrictlyPast: false,
  latest: (limit) => ({ first: limit, after: limit.add({ days: 1 }) }),
  next: (from) => ({ first: from, after: from.add({ days: 1 }) }),
};
