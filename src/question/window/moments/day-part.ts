import type { Found, Source } from "../source.ts";
import { type Dates, fixedDay } from "../dates/dates.ts";

/** A part of the day in seconds from midnight; the night ends on the next day. */
export interface DayPart {
  readonly from: number;
  readonly to: number;
}

/** A part of one named day, or of any day when `dates` is null. */
export interface PartOfDay {
  readonly part: DayPart;
  readonly dates: Dates | null;
}

const HOUR = 3600;
const PARTS: Partial<Record<string, DayPart>> = {
  morning: { from: 6 * HOUR, to: 12 * HOUR },
  afternoon: { from: 12 * HOUR, to: 18 * HOUR },
  evening: { from: 18 * HOUR, to: 24 * HOUR },
  night: { from: 18 * HOUR, to: 30 * HOUR },
};
const SIDES = new Set(["early", "late", "mid"]);
const LEADS = new Set(["in", "during", "at", "over", "the", "on", "throughout"]);

/** "morning", "in the afternoon", "at night", "early evening", "the early hours of the morning". */
export function readPart(source: Source, at: number): Found<DayPart> | null {
  const start = source.afterAll(at, LEADS);
  const side = source.word(start);
  if (side === "early" && source.word(source.after(start + 1, "in", "the")) === "hours")
    return readEarlyHours(source, start);
  const isSided = SIDES.has(side);
  const next = isSided ? source.afterAll(start + 1, new Set(["-", "in", "the", "at"])) : start;
  const part = PARTS[source.word(next)];
  return part === undefined ? null : { end: afterIsh(source, next + 1), value: isSided ? sided(part, side) : part };
}

/** A part of a day told from today: "this morning", "tonight", "last night", "overnight", "the night before last". */
export function readPartOfDay(source: Source, at: number): Found<PartOfDay> | null {
  const lead = source.after(source.after(at, "during", "over", "in"), "the");
  const side = SIDES.has(source.word(lead)) ? source.word(lead) : "";
  const start = side === "" ? lead : source.after(lead + 1, "in", "on");
  const found = readNight(source, start) ?? readQualified(source, start);
  if (found === null || side === "") return found;
  return { end: found.end, value: { ...found.value, part: sided(found.value.part, side) } };
}

function readNight(source: Source, at: number): Found<PartOfDay> | null {
  const word = source.word(at);
  const night = PARTS["night"];
  const evening = PARTS["evening"];
  if (night === undefined || evening === undefined) return null;
  if (word === "tonight") return { end: at + 1, value: { part: evening, dates: today(source, 0) } };
  if (word === "overnight") return { end: at + 1, value: { part: night, dates: today(source, -1) } };
  const isBeforeLast = word === "night" && source.word(at + 1) === "before" && source.word(at + 2) === "last";
  return isBeforeLast ? { end: at + 3, value: { part: night, dates: today(source, -2) } } : null;
}

function readQualified(source: Source, at: number): Found<PartOfDay> | null {
  const shift = { this: 0, last: -1, previous: -1, today: 0, yesterday: -1, tomorrow: 1, next: 1 }[source.word(at)];
  if (shift === undefined) return null;
  const start = source.afterAll(at + 1, new Set(["in", "at", "the", "-", ","]));
  const side = SIDES.has(source.word(start)) ? source.word(start) : "";
  const next = side === "" ? start : source.after(start + 1, "-");
  const word = source.word(next);
  const part =
    word === "night" && ["this", "today", "tomorrow"].includes(source.word(at)) ? PARTS["evening"] : PARTS[word];
  if (part === undefined) return null;
  return {
    end: afterIsh(source, next + 1),
    value: { part: side === "" ? part : sided(part, side), dates: today(source, shift) },
  };
}

function readEarlyHours(source: Source, at: number): Found<DayPart> | null {
  const hours = source.after(at + 1, "in", "the") + 1;
  const morning = source.afterAll(hours, new Set(["of", "the", "in"]));
  const end = source.word(morning) === "morning" ? morning + 1 : hours;
  return { end, value: { from: 0, to: 6 * HOUR } };
}

function sided(part: DayPart, side: string): DayPart {
  const half = (part.to - part.from) / 2;
  if (side === "early") return { from: part.from, to: part.from + half };
  if (side === "late") return { from: part.from + half, to: part.to };
  return { from: part.from + half / 2, to: part.to - half / 2 };
}

function afterIsh(source: Source, at: number): number {
  return source.word(at) === "ish" ? at + 1 : at;
}

function today(source: Source, shift: number): Dates {
  return fixedDay(source.calendar.today.add({ days: shift }));
}
