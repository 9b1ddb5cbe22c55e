import * as chrono from "chrono-node/en";
import { dateOf } from "../calendar.ts";
import { monthNamed } from "../words/names.ts";
import { fixedDay } from "../dates/dates.ts";
import { clockOf } from "../moments/clock.ts";
import { clockOn, momentOfDates } from "../moments/moment.ts";
import type { Found, Source } from "../source.ts";
import { type Bounds, boundsOf } from "./bounds.ts";

/** Longest piece of text handed on: a date with its time and weekday is shorter. */
const LONGEST = 60;

/**
 * Absolute dates in a shape that no reader of ours knows, read by chrono. Only a date whose day, month and year are all
 * written is taken, so that nothing of its leaning towards the future can show.
 */
export function readChronoDate(source: Source, at: number, isEnd: (end: number) => boolean): Found<Bounds> | null {
  const token = source.token(at);
  if (token === undefined || !mayBeDate(source, at)) return null;
  const text = source.raw.slice(token.start, token.start + LONGEST);
  const [result] = chrono.strict.parse(text, new Date(source.calendar.now));
  if (result === undefined || result.index !== 0 || result.end !== null) return null;
  const { start } = result;
  if (!start.isCertain("day") || !start.isCertain("month") || !start.isCertain("year")) return null;
  const stop = token.start + result.text.trimEnd().length;
  const end = source.tokens.findIndex((candidate) => candidate.start >= stop);
  const after = end === -1 ? source.tokens.length : end;
  const bounds = boundsFrom(source, start);
  return bounds !== null && isEnd(after) ? { end: after, value: bounds } : null;
}

/** A month's name next to a number, and a year, within the next few words. */
function mayBeDate(source: Source, at: number): boolean {
  const near = source.tokens.slice(at, at + 8);
  const hasMonth = near.slice(0, 3).some((token) => token.kind === "word" && monthNamed(token.text) !== null);
  return hasMonth && near.some((token) => token.kind === "number" && token.text.length === 4);
}

function boundsFrom(source: Source, parts: chrono.ParsedResult["start"]): Bounds | null {
  const { calendar } = source;
  const date = dateOf(parts.get("year") ?? 0, parts.get("month") ?? 0, parts.get("day") ?? 0);
  if (date === null) return null;
  if (!parts.isCertain("hour")) return boundsOf(calendar, momentOfDates(calendar, fixedDay(date)));
  const clock = clockOf({
    hour: parts.get("hour") ?? 0,
    minute: parts.get("minute") ?? 0,
    second: parts.get("second") ?? 0,
  });
  return clock === null ? null : boundsOf(calendar, clockOn(calendar, fixedDay(date), clock));
}
