import { WebAPIRateLimitedError } from "@slack/web-api";
import { ConnectionOver } from "./connection.ts";

/** Pauses before another attempt, in milliseconds. */
const FIRST = 500;
const LONGEST = 60_000;
/** Slack allows ten connections; one that is refused for their number waits longer, and not in step with others. */
const FIRST_CROWDED = 30_000;
const LONGEST_CROWDED = 5 * 60_000;

/**
 * Milliseconds to wait before a connection is opened again, after `failures` in a row that were refused or did not last.
 * One that Slack itself renews is replaced at once, unless the one before it did not last either. `random` is in [0, 1).
 */
export function pauseAfter(failures: number, cause: Error, random: () => number): number {
  if (cause instanceof WebAPIRateLimitedError) return cause.retryAfter * 1000;
  if (!(cause instanceof ConnectionOver)) return doubled(FIRST, failures, LONGEST);
  if (isCrowded(cause))
    return Math.min(doubled(FIRST_CROWDED, failures, LONGEST_CROWDED) * (1 + random()), LONGEST_CROWDED);
  const isRenewed = cause.reason === "refresh_requested" || cause.reason === "warning";
  return doubled(FIRST, isRenewed ? failures - 1 : failures, LONGEST);
}

/** Whether Slack refused a connection for the number of those that are open. */
export function isCrowded(cause: unknown): boolean {
  return cause instanceof ConnectionOver && cause.reason === "too_many_websockets";
}

function doubled(first: number, times: number, longest: number): number {
  return times < 1 ? 0 : Math.min(first * 2 ** Math.min(times - 1, 10), longest);
}
