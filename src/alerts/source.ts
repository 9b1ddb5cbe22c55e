import { createHash } from "node:crypto";
import { instantOf, type Instant } from "../clock.ts";
import type { Alert } from "./alert.ts";
import type { AlertWords } from "./words-of-alert.ts";

/** What came in, out of its envelopes: the body of an alert, and what the envelope says of it. */
export interface Envelope {
  /** JSON, or undefined where the body is none. */
  readonly body: unknown;
  /** EventBridge's name for the sort of event, or an empty text. */
  readonly detailType: string;
  readonly account: string | null;
  readonly region: string | null;
  readonly resources: readonly string[];
  /** When it was sent, as far as an envelope says so. */
  readonly time: string | null;
}

/** What a reader of one sort of alert may use. */
export interface SourceContext {
  readonly words: AlertWords;
  /** When Trail got it: where the alert names no time of its own. */
  readonly now: Instant;
}

/** Reads one sort of alert; null where it is of another sort or shape. Never throws. */
export type Source = (envelope: Envelope, context: SourceContext) => readonly Alert[] | null;

/** A title of one line that a card has room for. */
export function titleOf(text: string, otherwise: string): string {
  const line = text
    .replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  return (line === "" ? otherwise : line).slice(0, 200);
}

/** A key of bounded length from what tells one alert from another. */
export function keyOf(kind: string, ...parts: readonly string[]): string {
  return `${kind}:${createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32)}`;
}

/** A clock of somebody else's may be this far ahead. */
const AHEAD_MS = 5 * 60_000;
const OLDEST_MS = 400 * 86_400_000;

/** The first of the stamps that is a time of the last 400 days; else `now`. A number counts seconds or milliseconds since 1970. */
export function momentOf(now: Instant, ...stamps: readonly (string | number | null | undefined)[]): Instant {
  for (const stamp of stamps) {
    const ms = millisecondsIn(stamp);
    const age = Date.parse(now) - ms;
    if (age >= -AHEAD_MS && age <= OLDEST_MS) return instantOf(Math.min(ms, Date.parse(now)));
  }
  return now;
}

function millisecondsIn(stamp: string | number | null | undefined): number {
  if (typeof stamp === "number") return stamp < 1e11 ? stamp * 1000 : stamp;
  // `+0000` as CloudWatch writes it is no zone to Date.parse.
  return Date.parse((stamp ?? "").replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
}
