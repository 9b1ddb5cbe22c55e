import { lengthOf } from "../words/length.ts";
import { edgeWords } from "../dates/part-of-period.ts";
import { readDatemath } from "../moments/datemath.ts";
import { between, dailyClock, fixedMoment, type Moment } from "../moments/moment.ts";
import { readClock } from "../moments/read-clock.ts";
import { readNow } from "../moments/relative-moment.ts";
import type { Extent } from "../calendar.ts";
import type { Found, Reader, Source } from "../source.ts";
import type { Bounds } from "./bounds.ts";
import { rangeJoint } from "./joints.ts";
import { endsNamedDay, readTarget } from "./open-ended.ts";

const LEADS = new Set([
  "from",
  "between",
  "starting",
  "beginning",
  "since",
  "after",
  "in",
  "on",
  "during",
  "for",
  "over",
  "later",
  "than",
  "of",
  "at",
  ",",
]);

/** From one moment to another: days and longer are included, times are exact; "X to now" ends now. */
export const readRange: Reader<Bounds> = (source, at) => {
  const start = source.afterAll(at, LEADS);
  const isBetween = hasBetween(source, at, start);
  const from = readFrom(source, start);
  if (from === null) return null;
  const before = beforeJoint(source, from.end, start > at);
  const joint = before ?? rangeJoint(source, from.end, isBetween);
  if (joint === null) return null;
  const to = readTo(source, from.value, joint, before === null);
  if (to === null) return null;
  const bounds = between(source.calendar, from.value, to.value);
  if (bounds === null || bounds.end <= bounds.start) return reversed(source, at, to.end);
  return { end: to.end, value: bounds };
};

/** Days side by side: "yesterday and today", "monday and tuesday". */
export const readUnion: Reader<Bounds> = (source, at) => {
  const start = source.afterAll(at, new Set(["on", "in", "during", "for", "both", "over"]));
  const first = source.moment(start);
  const joint = first === null || first.value.dates === null ? null : unionJoint(source, first.end);
  if (first === null || joint === null) return null;
  const second = source.moment(source.after(joint, "on", "in"));
  if (second === null || second.value.dates === null) return null;
  const forward = joined(source, first.value, second.value);
  const bounds = forward ?? joined(source, second.value, first.value);
  if (bounds !== null) return { end: second.end, value: bounds };
  const words = source.wordsAt(at, second.end);
  return source.problem(
    at,
    second.end,
    `"${words}" names two separate times. Ask for one of them, or write from … to ….`,
  );
};

function joined(source: Source, first: Moment, second: Moment): Extent | null {
  const { calendar } = source;
  const early = first.latest(calendar.now);
  const late = early === null ? null : second.next(early.start);
  const isNext = early !== null && late !== null && late.start <= early.end && late.start >= early.start;
  return isNext ? { start: early.start, end: Math.max(early.end, late.end) } : null;
}

function unionJoint(source: Source, at: number): number | null {
  const word = source.word(at);
  return word === "and" || word === "or" || source.sign(at) === "&" || source.sign(at) === "+" ? at + 1 : null;
}

function hasBetween(source: Source, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (source.word(at) === "between") return true;
  return false;
}

/** "after 9:30 but before 11:00", "since monday and before thursday". */
function beforeJoint(source: Source, at: number, isLed: boolean): number | null {
  const start = source.after(source.after(at, ","), "and", "but");
  return isLed && start > at && source.word(start) === "before" ? start + 1 : null;
}

function readFrom(source: Source, at: number): Found<Moment> | null {
  const math = readDatemath(source, at, false);
  if (math !== null) return { end: math.end, value: fixedMoment(math.value) };
  const target = readTarget(source, at);
  return target === null ? null : { end: target.end, value: target.value.moment };
}

function readTo(source: Source, from: Moment, at: number, isIncluded: boolean): Found<Moment> | null {
  const math = readDatemath(source, at, true);
  if (math !== null) return { end: math.end, value: fixedMoment(math.value) };
  const now = readNow(source, at);
  if (now !== null) return now;
  const edge = edgeWords(source, at);
  const target = readTarget(source, at);
  const clock = from.clock === null ? null : readClock(source, at, true);
  if (clock !== null && (target === null || clock.end >= target.end)) {
    return { end: clock.end, value: dailyClock(source.calendar, clock.value) };
  }
  if (target === null) return null;
  const { moment } = target.value;
  if (!isIncluded || edge?.edge === "start") return { end: target.end, value: startOnly(moment) };
  return { end: target.end, value: endsNamedDay(moment) ? aDayLater(source, moment) : moment };
}

function startOnly(moment: Moment): Moment {
  const cut = (extent: Extent | null): Extent | null =>
    extent === null ? null : { start: extent.start, end: extent.start };
  return { ...moment, latest: (before) => cut(moment.latest(before)), next: (after) => cut(moment.next(after)) };
}

function aDayLater(source: Source, moment: Moment): Moment {
  const { calendar } = source;
  const move = (extent: Extent | null): Extent | null => {
    if (extent === null) return null;
    const end = calendar.forth(extent.end, lengthOf(1, "day"));
    return { start: end, end };
  };
  return { ...moment, latest: (before) => move(moment.latest(before)), next: (after) => move(moment.next(after)) };
}

function reversed(source: Source, from: number, to: number): null {
  return source.problem(from, to, `"${source.wordsAt(from, to)}" ends before it begins. Put the earlier time first.`);
}
