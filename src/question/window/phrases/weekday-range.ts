import { mondayOf } from "../calendar.ts";
import { weekdayNamed } from "../words/names.ts";
import type { Found, Reader, Source } from "../source.ts";
import type { Bounds } from "./bounds.ts";
import { rangeJoint } from "./joints.ts";

const LEADS = new Set(["from", "between", "on", "during", "in", ",", "the"]);

interface Pair {
  readonly from: number;
  readonly to: number;
}

/** Two weekdays of one week, both included: "monday to wednesday last week", "last week between tue and thu". */
export const readWeekdayRange: Reader<Bounds> = (source, at) => {
  const start = source.afterAll(at, LEADS);
  const pair = readPair(source, start);
  if (pair !== null) {
    const week = readWeek(source, source.after(source.after(pair.end, "of", "in"), "the"));
    return week === null ? null : settled(source, pair.value, week);
  }
  const week = readWeek(source, start);
  const behind = week === null ? null : readPair(source, source.afterAll(week.end, LEADS));
  return week === null || behind === null ? null : settled(source, behind.value, { ...week, end: behind.end });
};

function readPair(source: Source, at: number): Found<Pair> | null {
  const from = weekdayNamed(source.word(at));
  const joint = from === null ? null : rangeJoint(source, at + 1, true);
  const to = joint === null ? null : weekdayNamed(source.word(joint));
  return from === null || to === null || joint === null || to < from ? null : { end: joint + 1, value: { from, to } };
}

function readWeek(source: Source, at: number): Found<ReturnType<typeof mondayOf>> | null {
  const week = source.dates(at);
  const days = week?.value.grain === "week" ? week.value.latest(source.calendar.today) : null;
  return week === null || days === null ? null : { end: week.end, value: mondayOf(days.first) };
}

function settled(source: Source, pair: Pair, week: Found<ReturnType<typeof mondayOf>>): Found<Bounds> {
  const first = week.value.add({ days: pair.from - 1 });
  const after = week.value.add({ days: pair.to });
  return { end: week.end, value: source.calendar.extentOf({ first, after }) };
}
