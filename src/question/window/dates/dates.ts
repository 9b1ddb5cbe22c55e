import { Temporal } from "temporal-polyfill";
import { type Days, dateOf } from "../calendar.ts";

/** How often words without a year, week or date come round, from daily (0) to never again (4). */
export type Cycle = 0 | 1 | 2 | 3 | 4;
export const DAILY: Cycle = 0;
export const WEEKLY: Cycle = 1;
export const MONTHLY: Cycle = 2;
export const YEARLY: Cycle = 3;
export const NEVER: Cycle = 4;

export type Grain = "day" | "week" | "weekend" | "month" | "quarter" | "year" | "days";

/** Days named in words. What recurs ("Feb 15", "monday") is settled later, when its neighbours are known. */
export interface Dates {
  readonly grain: Grain;
  readonly cycle: Cycle;
  /** A bare weekday never means the day that runs now. */
  readonly isStrictlyPast: boolean;
  /** The latest that begin on or before that day. */
  latest(limit: Temporal.PlainDate): Days | null;
  /** The first that begin on or after that day. */
  next(from: Temporal.PlainDate): Days | null;
}

/** How many cycles are looked through for a day that does not come every time (29 February, Friday the 13th). */
const CYCLES = 40;

/** Days that are the same whenever one asks. */
export function fixedDays(first: Temporal.PlainDate, after: Temporal.PlainDate, grain: Grain): Dates {
  const days = { first, after };
  return { grain, cycle: NEVER, isStrictlyPast: false, latest: () => days, next: () => days };
}

/** One day that is the same whenever one asks. */
export function fixedDay(date: Temporal.PlainDate): Dates {
  return fixedDays(date, date.add({ days: 1 }), "day");
}

/** A day of the week, Monday 1 to Sunday 7. */
export function weekly(weekday: number): Dates {
  return {
    grain: "day",
    cycle: WEEKLY,
    isStrictlyPast: true,
    latest: (limit) => oneDay(limit.subtract({ days: (limit.dayOfWeek - weekday + 7) % 7 })),
    next: (from) => oneDay(from.add({ days: (weekday - from.dayOfWeek + 7) % 7 })),
  };
}

/** A day of the month; months too short for it are passed over. */
export function monthly(day: number, accept: (date: Temporal.PlainDate) => boolean = () => true): Dates {
  return recurring(MONTHLY, "day", (year, month) => {
    const date = dateOf(year, month, day);
    return date !== null && accept(date) ? oneDay(date) : null;
  });
}

/** A day of the year; years that lack it are passed over. */
export function yearly(month: number, day: number, accept: (date: Temporal.PlainDate) => boolean = () => true): Dates {
  return recurring(YEARLY, "day", (year) => {
    const date = dateOf(year, month, day);
    return date !== null && accept(date) ? oneDay(date) : null;
  });
}

/** A whole month of the year. */
export function yearlyMonth(month: number): Dates {
  return recurring(YEARLY, "month", (year) => monthDays(year, month));
}

/** A quarter of the year, 1 to 4. */
export function yearlyQuarter(quarter: number): Dates {
  return recurring(YEARLY, "quarter", (year) => quarterDays(year, quarter));
}

/** The days of a month. */
export function monthDays(year: number, month: number): Days {
  const first = new Temporal.PlainDate(year, month, 1);
  return { first, after: first.add({ months: 1 }) };
}

/** The days of a quarter, 1 to 4. */
export function quarterDays(year: number, quarter: number): Days {
  const first = new Temporal.PlainDate(year, quarter * 3 - 2, 1);
  return { first, after: first.add({ months: 3 }) };
}

/** The days of a year. */
export function yearDays(year: number): Days {
  const first = new Temporal.PlainDate(year, 1, 1);
  return { first, after: first.add({ years: 1 }) };
}

/** A part of each of a period ("the first monday of" it); periods without such a part are passed over. */
export function within(period: Dates, grain: Grain, pick: (days: Days) => Days | null): Dates {
  return {
    grain,
    cycle: period.cycle,
    isStrictlyPast: false,
    latest: (limit) => {
      let days = period.latest(limit);
      for (let tries = 0; days !== null && tries < CYCLES; tries += 1) {
        const picked = pick(days);
        const isPast = picked !== null && Temporal.PlainDate.compare(picked.first, limit) <= 0;
        if (isPast || period.cycle === NEVER) return picked;
        days = period.latest(days.first.subtract({ days: 1 }));
      }
      return null;
    },
    next: (from) => {
      let days = period.cycle === NEVER ? period.next(from) : period.latest(from);
      for (let tries = 0; days !== null && tries < CYCLES; tries += 1) {
        const picked = pick(days);
        const isNext = picked !== null && Temporal.PlainDate.compare(picked.first, from) >= 0;
        if (isNext || period.cycle === NEVER) return picked;
        days = period.next(days.after);
      }
      return null;
    },
  };
}

/** One day as days. */
export function oneDay(date: Temporal.PlainDate): Days {
  return { first: date, after: date.add({ days: 1 }) };
}

function recurring(cycle: Cycle, grain: Grain, occurrence: (year: number, month: number) => Days | null): Dates {
  const step = cycle === MONTHLY ? 1 : 12;
  const find = (origin: Temporal.PlainDate, sign: 1 | -1): Days | null => {
    const start = origin.year * 12 + origin.month - 1;
    for (let tries = 0; tries < CYCLES; tries += 1) {
      const index = start + sign * tries * step;
      const days = occurrence(Math.floor(index / 12), (index % 12) + 1);
      if (days !== null && Temporal.PlainDate.compare(days.first, origin) * sign >= 0) return days;
    }
    return null;
  };
  return { grain, cycle, isStrictlyPast: false, latest: (limit) => find(limit, -1), next: (from) => find(from, 1) };
}
