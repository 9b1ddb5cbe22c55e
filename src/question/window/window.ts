import type { Instant } from "../../clock.ts";

/**
 * A span of time, half-open: `start` belongs to it, `end` does not. UTC.
 * `start` is null when the words leave it open ("until yesterday"): the intent's longest look-back applies then.
 */
export interface Window {
  readonly start: Instant | null;
  readonly end: Instant;
  /** IANA name of the zone in which the words were read. */
  readonly zone: string;
  /** The words that gave this window, as typed; for a default window the words that would give it ("last 24h"). */
  readonly text: string;
}

/** What "now" and "today" mean to the person who asks. */
export interface Reference {
  readonly now: Instant;
  /** IANA zone name, known to be valid. */
  readonly zone: string;
}
