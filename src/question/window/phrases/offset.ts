import type { Extent } from "../calendar.ts";
import { isAbsurd, type Length, readBareUnit, readLength } from "../words/length.ts";
import { readWhole } from "../words/number.ts";
import type { Moment } from "../moments/moment.ts";
import { readNow } from "../moments/relative-moment.ts";
import type { Found, Reader, Source } from "../source.ts";
import type { Bounds } from "./bounds.ts";
import { readTarget } from "./open-ended.ts";

const LEADS = new Set([
  "in",
  "during",
  "for",
  "over",
  "the",
  "within",
  "about",
  "around",
  "from",
  "last",
  "final",
  "first",
  "~",
]);
const BEFORE = [
  "leading up to",
  "running up to",
  "in advance of",
  "ahead of",
  "prior to",
  "up to",
  "preceding",
  "before",
];
const AFTER = [
  "starting from",
  "starting at",
  "starting on",
  "starting",
  "beginning at",
  "beginning",
  "following",
  "after",
  "from",
];
const AROUND = [
  "on either side of",
  "either side of",
  "each side of",
  "on each side of",
  "on both sides of",
  "both sides of",
  "before and after",
  "before or after",
  "around about",
  "around",
  "about",
  "round",
];

/** A length measured from a moment: "12h before T", "2h after T", "within 15 minutes of T", "T +/- 15m", "4pm for 30 mins". */
export const readOffset: Reader<Bounds> = (source, at) =>
  readPlusMinus(source, at) ?? readLengthFirst(source, at) ?? readMomentFirst(source, at) ?? readEdgeOf(source, at);

function readLengthFirst(source: Source, at: number): Found<Bounds> | null {
  const start = source.afterAll(at, LEADS);
  const length = readLength(source, start) ?? readBareUnit(source, start);
  if (length === null || isAbsurd(length.value)) return null;
  const isWithin = hasWord(source, at, start, "within");
  const joint = readJoint(source, length.end, isWithin);
  const target = joint === null ? null : readAnchor(source, joint.end);
  if (joint === null || target === null) return null;
  const extent = target.value.latest(source.calendar.now);
  return extent === null
    ? null
    : {
        end: target.end,
        value: measured(source, joint.value, { extent, isPoint: target.value.isPoint }, length.value),
      };
}

type Side = "before" | "after" | "around";

function readJoint(source: Source, at: number, isWithin: boolean): Found<Side> | null {
  const about = endOf(source, at, AROUND);
  if (about !== null) return { end: about, value: "around" };
  if (isWithin && ["of", "from"].includes(source.word(at))) return { end: at + 1, value: "around" };
  const before = endOf(source, at, BEFORE);
  if (before !== null) return { end: before, value: "before" };
  const after = endOf(source, at, AFTER);
  return after === null ? null : { end: after, value: "after" };
}

function measured(source: Source, side: Side, from: { extent: Extent; isPoint: boolean }, length: Length): Bounds {
  const { calendar } = source;
  const { extent, isPoint } = from;
  const start = calendar.back(extent.start, length);
  if (side === "before") return { start, end: extent.start };
  if (side === "after") return { start: isPoint ? extent.start : extent.end, end: calendar.forth(extent.end, length) };
  return { start, end: calendar.forth(extent.end, length) };
}

/** "± 10m around T", "+/- 15m of T", "plus or minus 10 minutes from T". */
function readPlusMinus(source: Source, at: number): Found<Bounds> | null {
  const sign = plusMinus(source, source.after(at, "within"));
  const length = sign === null ? null : readLength(source, sign);
  if (length === null || isAbsurd(length.value)) return null;
  const joint = endOf(source, length.end, [...AROUND, "of", "from", "at"]);
  const target = joint === null ? null : readAnchor(source, joint);
  const extent = target?.value.latest(source.calendar.now) ?? null;
  return target === null || extent === null
    ? null
    : { end: target.end, value: measured(source, "around", { extent, isPoint: true }, length.value) };
}

/** "T +/- 15m", "T plus 30m", "4pm for 30 mins", "from 10 am for 3 hours", "for 3 hours from 10 am" is read above. */
function readMomentFirst(source: Source, at: number): Found<Bounds> | null {
  const start = source.afterAll(at, new Set(["from", "starting", "beginning", "at", "since", "on"]));
  const target = readAnchor(source, start);
  if (target === null) return null;
  const joint = momentJoint(source, target.end);
  const length = joint === null ? null : readLength(source, joint.end);
  const extent = target.value.latest(source.calendar.now);
  if (joint === null || length === null || extent === null || isAbsurd(length.value)) return null;
  if (joint.value !== "for")
    return {
      end: length.end,
      value: measured(source, joint.value, { extent, isPoint: target.value.isPoint }, length.value),
    };
  return { end: length.end, value: { start: extent.start, end: source.calendar.forth(extent.start, length.value) } };
}

function momentJoint(source: Source, at: number): Found<Side | "for"> | null {
  const sign = plusMinus(source, at);
  if (sign !== null) return { end: sign, value: "around" };
  const start = source.after(at, ",", "and");
  if (source.word(start) === "for") return { end: source.after(start + 1, "the", "next"), value: "for" };
  if (source.word(start) === "plus" || source.sign(start) === "+") return { end: start + 1, value: "after" };
  return source.word(start) === "minus" ? { end: start + 1, value: "before" } : null;
}

/** The place after ±, +/-, +-, "plus or minus", "give or take". */
function plusMinus(source: Source, at: number): number | null {
  if (source.sign(at) === "±") return at + 1;
  if (source.sign(at) === "+") {
    const minus = source.after(at + 1, "/");
    return source.sign(minus) === "-" ? minus + 1 : null;
  }
  return endOf(source, at, ["plus or minus", "plus minus", "give or take", "plus/minus"]);
}

/** "the first 2 hours of yesterday", "the last 3 days of march". */
function readEdgeOf(source: Source, at: number): Found<Bounds> | null {
  const start = source.afterAll(at, new Set(["in", "during", "the", "for", "over"]));
  const word = source.word(start);
  if (word !== "first" && word !== "last" && word !== "final") return null;
  const length =
    readLength(source, start + 1) ?? (readWhole(source, start + 1) === null ? readBareUnit(source, start + 1) : null);
  if (length === null || isAbsurd(length.value) || !["of", "in"].includes(source.word(length.end))) return null;
  const target = readAnchor(source, source.after(length.end + 1, "the"));
  const extent = target?.value.latest(source.calendar.now) ?? null;
  if (target === null || extent === null || target.value.isPoint) return null;
  const { calendar } = source;
  if (word === "first")
    return { end: target.end, value: { start: extent.start, end: calendar.forth(extent.start, length.value) } };
  return { end: target.end, value: { start: calendar.back(extent.end, length.value), end: extent.end } };
}

function readAnchor(source: Source, at: number): Found<Moment> | null {
  const now = readNow(source, at);
  if (now !== null) return now;
  const target = readTarget(source, at);
  return target === null ? null : { end: target.end, value: target.value.moment };
}

function endOf(source: Source, at: number, phrases: readonly string[]): number | null {
  const first = source.word(at);
  if (first === "") return null;
  for (const phrase of phrases) {
    if (!phrase.startsWith(first)) continue;
    const words = phrase.split(/[ /]/);
    if (words.every((word, index) => source.word(at + index) === word)) return at + words.length;
  }
  return null;
}

function hasWord(source: Source, from: number, to: number, word: string): boolean {
  for (let at = from; at < to; at += 1) if (source.word(at) === word) return true;
  return false;
}
