import { Temporal } from "temporal-polyfill";

/** One day as people at a place live it; times are milliseconds since 1970. */
export interface LocalDay {
  /** First moment of the day. */
  readonly start: number;
  /** First moment of the next day; 23 to 25 hours later. */
  readonly end: number;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  /** 0 is today, 1 yesterday. */
  readonly ago: number;
}

/** The local days that end with a given one, and the local clock times within them. */
export interface Calendar {
  /** Oldest first; the last one is today. */
  readonly days: readonly LocalDay[];
  /** The moment at which the clocks of the place show `time` (`HH:MM:SS`), so many days before today. */
  at(ago: number, time: string): number;
}

/**
 * The calendar of `count` local days up to and including `today` (`YYYY-MM-DD`) in an IANA zone.
 * Throws a RangeError when either cannot be read.
 */
export function calendarOf(today: string, zone: string, count: number): Calendar {
  const last = Temporal.PlainDate.from(today);
  const dayBefore = (ago: number): Temporal.PlainDate => last.subtract({ days: ago });
  const startOf = (ago: number): number => dayBefore(ago).toZonedDateTime(zone).epochMilliseconds;
  const days: LocalDay[] = [];
  let end = startOf(-1);
  for (let ago = 0; ago < count; ago += 1) {
    const start = startOf(ago);
    days.unshift({ start, end, weekday: dayBefore(ago).dayOfWeek, ago });
    end = start;
  }
  const at = (ago: number, time: string): number =>
    dayBefore(ago).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
  return { days, at };
}
