import { instantOf } from "../../clock.ts";
import type { Calendar } from "./calendar.ts";
import type { Bounds } from "./phrases/bounds.ts";
import { futureMessage } from "./phrases/future.ts";
import type { Window } from "./window.ts";

/** Year 1: nothing before it can be written as an instant. */
const EARLIEST = -62_135_596_800_000;

/** A window, and whether the end that its words name lay in the future and was cut. */
export interface Settled {
  readonly window: Window;
  readonly isCut: boolean;
}

/** The window of the bounds, its end cut at now; or in words why there is none. */
export function settle(bounds: Bounds, calendar: Calendar, zone: string, text: string): Settled | string {
  const end = Math.min(bounds.end, calendar.now);
  const { start } = bounds;
  if (start !== null && start >= calendar.now) return futureMessage(text);
  if (start !== null && start >= end) return `"${text}" ends before it begins. Put the earlier time first.`;
  if (end < EARLIEST || (start !== null && start < EARLIEST))
    return `"${text}" lies too far back. Write a time that logs can have.`;
  const window = { start: start === null ? null : instantOf(wholeSecond(start)), end: instantOf(end), zone, text };
  return { window, isCut: bounds.namesEnd === true && bounds.end > calendar.now && !endsToday(bounds, calendar) };
}

/** Logs have whole seconds: the one in which a window starts belongs to it, so that half a second is a window too. */
function wholeSecond(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}

/** "from monday until today" is meant until now. */
function endsToday({ end }: Bounds, calendar: Calendar): boolean {
  return end === calendar.startOf(calendar.today.add({ days: 1 }));
}
