import { isAbsurd, lengthOf, readLength } from "../words/length.ts";
import { edgeWords } from "../dates/part-of-period.ts";
import { DAILY, fixedDay } from "../dates/dates.ts";
import { type Moment, momentOfDates } from "../moments/moment.ts";
import { readNow } from "../moments/relative-moment.ts";
import type { Found, Reader, Source } from "../source.ts";
import type { Bounds } from "./bounds.ts";

type Edge = "start" | "end";

/** Words that open a window, longest first, and which edge of what follows they mean. */
const SINCE: readonly (readonly [string, Edge])[] = [
  ["on or after", "start"],
  ["on and after", "start"],
  ["at or after", "start"],
  ["later than or on", "start"],
  ["no earlier than", "start"],
  ["not before", "start"],
  ["ever since", "start"],
  ["starting from", "start"],
  ["starting at", "start"],
  ["starting on", "start"],
  ["starting in", "start"],
  ["beginning from", "start"],
  ["beginning on", "start"],
  ["beginning at", "start"],
  ["later than", "end"],
  ["any time after", "end"],
  ["since", "start"],
  ["from", "start"],
  ["starting", "start"],
  ["beginning", "start"],
  ["after", "end"],
  ["following", "end"],
];
const UNTIL: readonly (readonly [string, Edge])[] = [
  ["on or before", "end"],
  ["before or on", "end"],
  ["before or in", "end"],
  ["before or at", "end"],
  ["no later than", "end"],
  ["up until", "start"],
  ["up to", "start"],
  ["any time before", "start"],
  ["earlier than", "start"],
  ["prior to", "start"],
  ["until", "start"],
  ["till", "start"],
  ["til", "start"],
  ["before", "start"],
  ["by", "start"],
  ["ending", "start"],
  ["through", "end"],
  ["thru", "end"],
];
const BEHIND: readonly string[][] = [
  ["onwards"],
  ["onward"],
  ["or", "later"],
  ["or", "after"],
  ["and", "later"],
  ["and", "after"],
  ["and", "onwards"],
  ["so", "far"],
  ["to", "date"],
  ["till", "date"],
];
const BEFORE_MOMENT = new Set([
  "about",
  "around",
  "approximately",
  "roughly",
  "on",
  "at",
  "in",
  "~",
  "the",
  "@",
  "during",
]);

/** "since monday", "from 2pm", "after 5am today", "2017 or later", "this week so far": up to now. */
export const readSince: Reader<Bounds> = (source, at) => {
  const lead = readLead(source, at, SINCE);
  const found = lead === null ? readOpenBehind(source, at) : readStart(source, lead);
  return found === null ? null : { end: found.end, value: { start: found.value, end: source.calendar.now } };
};

/** "until yesterday", "before 6am today", "prior to 2016": from the beginning of the logs. */
export const readUntil: Reader<Bounds> = (source, at) => {
  const lead = readLead(source, at, UNTIL);
  if (lead === null) return null;
  const now = readNow(source, lead.end);
  if (now !== null) return { end: now.end, value: { start: null, end: source.calendar.now } };
  const target = readTarget(source, lead.end);
  if (target === null) return null;
  const extent = target.value.moment.latest(source.calendar.now);
  if (extent === null) return null;
  const isPast = source.word(at) === "until" || lead.value === "end" || source.word(at) === "till";
  const end = (target.value.edge ?? lead.value) === "end" ? extent.end : extent.start;
  const midnight = isPast && endsNamedDay(target.value.moment) ? source.calendar.forth(end, lengthOf(1, "day")) : end;
  return { end: target.end, value: { start: null, end: midnight } };
};

/** "midnight yesterday" as an end is the end of that day. */
export function endsNamedDay(moment: Moment): boolean {
  return moment.isPoint && moment.cycle !== DAILY && moment.clock?.isNamed === true && moment.clock.seconds === 0;
}

/** A moment, or one edge of it where "the start of" or "the end of" stands before it. */
export function readTarget(source: Source, at: number): Found<{ moment: Moment; edge: Edge | null }> | null {
  const edge = edgeWords(source, at);
  const behind = edge === null ? null : (source.moment(edge.end) ?? wholeToday(source, edge.end));
  if (edge !== null && behind !== null) return { end: behind.end, value: { moment: behind.value, edge: edge.edge } };
  let best: Found<Moment> | null = source.moment(at);
  const last = source.afterAll(at, BEFORE_MOMENT);
  for (let start = at + 1; start <= last; start += 1) {
    const found = source.moment(start);
    if (found !== null && (best === null || found.end > best.end)) best = found;
  }
  return best === null ? null : { end: best.end, value: { moment: best.value, edge: null } };
}

/** "the start of the day", "start of day": today. */
function wholeToday(source: Source, at: number): Found<Moment> | null {
  const start = source.after(at, "the");
  if (source.word(start) !== "day") return null;
  return { end: start + 1, value: momentOfDates(source.calendar, fixedDay(source.calendar.today)) };
}

function readStart(source: Source, lead: Found<Edge>): Found<number> | null {
  const target = readTarget(source, lead.end);
  const length = readLength(source, source.after(lead.end, "the"));
  const isLength = length !== null && !isAbsurd(length.value) && (target === null || length.end >= target.end);
  if (isLength && lead.value === "start") {
    return { end: length.end, value: source.calendar.back(source.calendar.now, length.value) };
  }
  if (target === null) return null;
  const { moment, edge } = target.value;
  const extent = moment.latest(source.calendar.now);
  if (extent === null) return null;
  const end = endBehind(source, target.end) ?? target.end;
  const isStart = moment.isPoint || (edge ?? lead.value) === "start";
  return { end, value: isStart ? extent.start : extent.end };
}

/** "monday onwards", "2012 or after", "today so far". */
function readOpenBehind(source: Source, at: number): Found<number> | null {
  const target = readTarget(source, at);
  const end = target === null ? null : endBehind(source, target.end);
  const extent = target?.value.moment.latest(source.calendar.now) ?? null;
  return end === null || extent === null ? null : { end, value: extent.start };
}

function endBehind(source: Source, at: number): number | null {
  const found = BEHIND.find((words) => words.every((word, index) => source.word(at + index) === word));
  return found === undefined ? null : at + found.length;
}

function readLead(source: Source, at: number, leads: readonly (readonly [string, Edge])[]): Found<Edge> | null {
  const first = source.word(at);
  if (first === "") return null;
  for (const [phrase, edge] of leads) {
    if (!phrase.startsWith(first)) continue;
    const words = phrase.split(" ");
    if (words.every((word, index) => source.word(at + index) === word)) return { end: at + words.length, value: edge };
  }
  return null;
}
