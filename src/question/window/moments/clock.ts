/** A time of day. */
export interface Clock {
  /** Seconds from midnight in the 24-hour reading; 86,400 is the midnight at the end of the day. */
  readonly seconds: number;
  /** Said to be before or after noon ("3pm", "noon", "8 in the evening"). Without it the hour may be shifted. */
  readonly half: "am" | "pm" | null;
  /** Noon and midnight are plain, but say nothing about the other end of a range. */
  readonly isNamed: boolean;
  /** Written so that it can only be a time of day ("3pm", "15:00", "noon"), not a bare number. */
  readonly isStrong: boolean;
  /** Written with a leading zero ("02:00"): a 24-hour clock. */
  readonly isPadded: boolean;
}

const DAY = 86_400;
const HALF_DAY = 43_200;

/** A clock of hour, minute and second with its half of the day, or null when there is no such time. */
export function clockOf(
  time: { hour: number; minute?: number; second?: number; half?: "am" | "pm" | null },
  marks: { isStrong?: boolean; isPadded?: boolean } = {},
): Clock | null {
  const { hour, minute = 0, second = 0, half = null } = time;
  if (minute > 59 || second > 60 || hour > 24 || (hour === 24 && minute + second > 0)) return null;
  const shifted = half === null || hour > 12 ? hour : (hour % 12) + (half === "pm" ? 12 : 0);
  const seconds = shifted * 3600 + minute * 60 + Math.min(second, 59);
  return { seconds, half, isNamed: false, isStrong: marks.isStrong ?? true, isPadded: marks.isPadded ?? false };
}

export const NOON: Clock = { seconds: HALF_DAY, half: "pm", isNamed: true, isStrong: true, isPadded: false };
export const MIDNIGHT: Clock = { seconds: 0, half: "am", isNamed: true, isStrong: true, isPadded: false };

/** Whether the hour could stand on a 12-hour clock and no half of the day was named. */
export function isTwelveHour(clock: Clock): boolean {
  return clock.half === null && clock.seconds >= 3600 && clock.seconds < 13 * 3600;
}

/** The clock read in that half of the day, when it was left open. */
export function inHalf(clock: Clock, half: "am" | "pm"): Clock {
  if (!isTwelveHour(clock)) return clock;
  return { ...clock, half, isStrong: true, seconds: (clock.seconds % HALF_DAY) + (half === "pm" ? HALF_DAY : 0) };
}

/**
 * The two ends of a range of clock times in seconds from the first day's midnight. The end is always after the start
 * and may lie beyond 86,400: such a range crosses midnight.
 */
export function clockRange(from: Clock, to: Clock): { start: number; end: number } {
  if (to.half !== null && isTwelveHour(from)) return beforeEnd(from, to);
  const start = from.seconds;
  const reads = isTwelveHour(to) && (from.half !== null || (!to.isPadded && start < 13 * 3600));
  return { start, end: firstAfter(start, to, reads) };
}

/** The first moment of a clock after another time of the same day, both halves tried when the clock leaves it open. */
export function firstAfter(start: number, clock: Clock, bothHalves: boolean): number {
  const readings =
    bothHalves && !clock.isPadded ? [inHalf(clock, "am").seconds, inHalf(clock, "pm").seconds] : [clock.seconds];
  const later = readings.map((seconds) => (seconds > start ? seconds : seconds + DAY));
  return Math.min(...later);
}

/** The start has no half of the day, the end has: the end's half when that fits, else the earlier reading before it. */
function beforeEnd(from: Clock, to: Clock): { start: number; end: number } {
  const end = to === MIDNIGHT || (to.isNamed && to.seconds === 0) ? DAY : to.seconds;
  const morning = inHalf(from, "am").seconds;
  const evening = inHalf(from, "pm").seconds;
  const half = end === DAY ? "pm" : to.half;
  const same = half === "pm" ? evening : morning;
  if (same < end) return { start: same, end };
  if (morning < end) return { start: morning, end };
  return { start: evening, end: end + DAY };
}
