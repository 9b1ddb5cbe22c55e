import { isAbsurd, isCalendar, type Length, lengthOf, readLength } from "../words/length.ts";
import { readQuantity } from "../words/number.ts";
import { readDirection } from "../dates/relative-day.ts";
import { oneDay } from "../dates/dates.ts";
import type { Reader, Source } from "../source.ts";
import type { Bounds } from "./bounds.ts";
import { rangeJoint } from "./joints.ts";

const LEADS = new Set(["from", "between", "the", "about", "around", "in", "during", "some", "~"]);
const OLDER = [["more", "than"], ["over"], ["older", "than"], ["longer", "than"], ["earlier", "than"]];
const NEWER = [
  ["less", "than"],
  ["under"],
  ["newer", "than"],
  ["younger", "than"],
  ["not", "older", "than"],
  ["no", "more", "than"],
];

/** "2-4 hours ago", "between 2 and 4 days ago": hours exact, days whole and both included. */
export const readAgoRange: Reader<Bounds> = (source, at) => {
  const start = source.afterAll(at, LEADS);
  const first = readQuantity(source, start);
  if (first === null) return null;
  const own = readLength(source, start);
  const joint = jointBehind(source, first.end) ?? (own === null ? null : jointBehind(source, own.end));
  const second = joint === null ? null : readLength(source, joint);
  const ago = second === null ? null : readDirection(source, second.end);
  if (second === null || ago === null || ago.value > 0 || isAbsurd(second.value)) return null;
  const isShared = jointBehind(source, first.end) !== null;
  const other = isShared ? lengthOf(first.value, second.value.unit) : own?.value;
  return other === undefined || isAbsurd(other) ? null : { end: ago.end, value: bounds(source, [other, second.value]) };
};

/** "more than 2 days ago" and "older than 30 days" (up to then), "less than 2h ago" (since then). */
export const readAge: Reader<Bounds> = (source, at) => {
  const older = endOf(source, at, OLDER);
  const newer = older === null ? endOf(source, at, NEWER) : null;
  const start = older ?? newer;
  const length = start === null ? null : readLength(source, start);
  if (length === null || isAbsurd(length.value)) return null;
  const ago = readDirection(source, length.end);
  const isAge =
    ago !== null || source.word(length.end) === "old" || ["older", "newer", "younger"].includes(source.word(at));
  if (!isAge || (ago !== null && ago.value > 0)) return null;
  const { calendar } = source;
  const then = calendar.back(calendar.now, length.value);
  const end = source.after(ago?.end ?? length.end, "old");
  return { end, value: older === null ? { start: then, end: calendar.now } : { start: null, end: then } };
};

function jointBehind(source: Source, at: number): number | null {
  return source.word(at) === "or" ? at + 1 : rangeJoint(source, at, true);
}

function endOf(source: Source, at: number, phrases: readonly (readonly string[])[]): number | null {
  const found = phrases.find((words) => words.every((word, index) => source.word(at + index) === word));
  return found === undefined ? null : at + found.length;
}

function bounds(source: Source, lengths: readonly Length[]): Bounds {
  const { calendar } = source;
  const moments = lengths.map((length) => calendar.back(calendar.now, length));
  const earlier = Math.min(...moments);
  const later = Math.max(...moments);
  if (!lengths.every(isCalendar)) return { start: earlier, end: later };
  return {
    start: calendar.startOf(calendar.dateOf(earlier)),
    end: calendar.extentOf(oneDay(calendar.dateOf(later))).end,
  };
}
