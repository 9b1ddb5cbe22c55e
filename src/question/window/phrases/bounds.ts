import type { Calendar, Extent } from "../calendar.ts";
import type { Moment } from "../moments/moment.ts";

/** A window before it is cut at now: milliseconds since 1970, half-open, start null when open. */
export interface Bounds {
  readonly start: number | null;
  readonly end: number;
  /** The words name an end of their own, as "from 2 to 4pm" does and "today" does not. */
  readonly namesEnd?: boolean;
}

/** Half an hour on either side of a point: alarms lag, and a missed event costs more than a few more to read. */
export const POINT_MARGIN = 30 * 60_000;

/** The bounds of a moment by itself: a point with its margin, a period as it is. Null when it never comes. */
export function boundsOf(calendar: Calendar, moment: Moment): Bounds | null {
  const extent = moment.latest(calendar.now);
  if (extent === null || !moment.isPoint) return extent;
  return around(extent, POINT_MARGIN, POINT_MARGIN);
}

/** An extent widened on both sides. */
export function around(extent: Extent, before: number, after: number): Bounds {
  return { start: extent.start - before, end: extent.end + after };
}
