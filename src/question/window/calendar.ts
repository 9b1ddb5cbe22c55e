import { Temporal } from "temporal-polyfill";

/** A span of time in milliseconds since 1970, half-open; a point has start = end. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** Days in a row, half-open: `after` is the first day that no longer belongs. */
export interface Days {
  readonly first: Temporal.PlainDate;
  readonly after: Temporal.PlainDate;
}

/** A length of time. Calendar units are whole; hours and smaller are in seconds, exact. */
export interface CalendarLength {
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  readonly seconds: number;
}

/** The years 0 and 9999: moments beyond them are cut to them, so that no sum of lengths can leave the calendar. */
const OLDEST = -62_167_219_200_000;
const NEWEST = 253_402_300_799_000;
/** Years in the longest length that is added up. */
const LONGEST = 10_000;

function within(ms: number): number {
  return Math.max(OLDEST, Math.min(NEWEST, ms));
}

/** The wall calendar of one zone with its "now". All steps of a day or longer keep the wall clock. */
export class Calendar {
  readonly zone: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  #today: Temporal.PlainDate | null = null;

  constructor(zone: string, now: number) {
    this.zone = zone;
    this.now = now;
  }

  /** The same "now" seen in another zone (IANA name or ±hh:mm). */
  in(zone: string): Calendar {
    return new Calendar(zone, this.now);
  }

  get today(): Temporal.PlainDate {
    this.#today ??= this.dateOf(this.now);
    return this.#today;
  }

  /** The local date of a moment. */
  dateOf(ms: number): Temporal.PlainDate {
    return this.#zoned(ms).toPlainDate();
  }

  /** The local wall time of a moment. */
  wallTimeOf(ms: number): Temporal.PlainDateTime {
    return this.#zoned(ms).toPlainDateTime();
  }

  /** When a local day begins: midnight, or the first moment after it where the clock skips midnight. */
  startOf(date: Temporal.PlainDate): number {
    return date.toZonedDateTime(this.zone).epochMilliseconds;
  }

  /** From the beginning of the first day to the beginning of the day after the last. */
  extentOf(days: Days): Extent {
    return { start: this.startOf(days.first), end: this.startOf(days.after) };
  }

  /**
   * The moment of a wall clock time, given in seconds from local midnight (86,400 and more are the next day).
   * Where that time occurs twice or never, start is the earlier and end the later reading.
   */
  at(date: Temporal.PlainDate, seconds: number): Extent {
    const wall = date.toPlainDateTime().add({ seconds });
    const start = wall.toZonedDateTime(this.zone, { disambiguation: "earlier" }).epochMilliseconds;
    const end = wall.toZonedDateTime(this.zone, { disambiguation: "later" }).epochMilliseconds;
    return { start, end };
  }

  /** The moment of a wall time, the earlier one where it occurs twice. */
  momentOf(wall: Temporal.PlainDateTime): number {
    return wall.toZonedDateTime(this.zone).epochMilliseconds;
  }

  /** That long before a moment: calendar units keep the wall clock, hours and smaller are exact. Never before year 0. */
  back(ms: number, length: CalendarLength): number {
    return this.#moved(ms, length, -1);
  }

  /** That long after a moment, never after the year 9999. */
  forth(ms: number, length: CalendarLength): number {
    return this.#moved(ms, length, 1);
  }

  #moved(ms: number, length: CalendarLength, sign: 1 | -1): number {
    const { years, months, weeks, days, seconds } = length;
    const isEndless = years + months / 12 + weeks / 52 + days / 365 + seconds / 31_536_000 > LONGEST;
    if (isEndless) return sign < 0 ? OLDEST : NEWEST;
    const exact = sign * Math.round(seconds * 1000);
    if (years === 0 && months === 0 && weeks === 0 && days === 0) return within(ms + exact);
    const step = { years: sign * years, months: sign * months, weeks: sign * weeks, days: sign * days };
    return within(this.#zoned(ms).add(step).epochMilliseconds + exact);
  }

  #zoned(ms: number): Temporal.ZonedDateTime {
    return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(this.zone);
  }
}

/** The date of that year, month and day, or null where there is none (30 February). */
export function dateOf(year: number, month: number, day: number): Temporal.PlainDate | null {
  if (year < 1 || year > 9998 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  return new Temporal.PlainDate(year, month, day);
}

/** The Monday of the ISO week that holds a date. */
export function mondayOf(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.subtract({ days: date.dayOfWeek - 1 });
}

/** How many days that month has. */
export function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2) return leap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
