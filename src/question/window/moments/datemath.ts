import type { Temporal } from "temporal-polyfill";
import type { Calendar } from "../calendar.ts";
import { startOf } from "../dates/calendar-period.ts";
import { lengthOf } from "../words/length.ts";
import type { Unit } from "../words/unit.ts";
import type { Found, Source } from "../source.ts";

const NOW_MATH = /now(?:\(\))?((?:\s?[+-]\s?\d{1,6}[smhdwMQy]|\/[smhdwMQy])*)/iy;
const DATE_MATH = /(\d{4}-\d\d-\d\d(?:t[\d:.]{1,15}z?)?)\|\|((?:[+-]\d{1,6}[smhdwMQy]|\/[smhdwMQy])*)/iy;
const STEPS = /([+-])\s?(\d{1,6})([smhdwMQyHDWY])|\/([smhdwMQyHDWY])/g;
const UNITS: Partial<Record<string, Unit>> = {
  s: "second",
  m: "minute",
  h: "hour",
  H: "hour",
  d: "day",
  D: "day",
  w: "week",
  W: "week",
  M: "month",
  Q: "quarter",
  y: "year",
  Y: "year",
};

/**
 * A moment in the date math of Grafana and Kibana: now-12h, now/d, now-1d/d, 2017-02-16||-1d/d. Milliseconds.
 * As the end of a range a rounded value is the end of its unit.
 */
export function readDatemath(source: Source, at: number, isEnd: boolean): Found<number> | null {
  if (source.word(at) === "now") {
    const found = source.match(at, NOW_MATH, source.raw);
    if (found === null || found.value[0].length === 3) return null;
    return { end: found.end, value: applied(source.calendar, source.calendar.now, found.value[1] ?? "", isEnd) };
  }
  const found = source.token(at)?.kind === "number" ? source.match(at, DATE_MATH, source.raw) : null;
  const base = found === null ? null : source.moment(at);
  const extent = base === null ? null : base.value.latest(source.calendar.now);
  if (found === null || extent === null) return null;
  return { end: found.end, value: applied(source.calendar, extent.start, found.value[2] ?? "", isEnd) };
}

/** The beginning of the unit that holds a moment, on the wall clock of the calendar's zone. */
export function rounded(calendar: Calendar, ms: number, unit: Unit): number {
  const wall = calendar.wallTimeOf(ms);
  if (unit === "week" || unit === "month" || unit === "quarter" || unit === "year") {
    return calendar.startOf(startOf(wall.toPlainDate(), unit));
  }
  if (unit === "day" || unit === "fortnight") return calendar.startOf(wall.toPlainDate());
  return ms - sinceStartOf(wall, unit);
}

/** Within an hour the clock runs evenly, so the distance can be taken off the moment itself. */
function sinceStartOf(wall: Temporal.PlainDateTime, unit: Unit): number {
  const seconds = unit === "hour" ? wall.minute * 60 + wall.second : unit === "minute" ? wall.second : 0;
  return seconds * 1000 + wall.millisecond;
}

function applied(calendar: Calendar, from: number, steps: string, isEnd: boolean): number {
  let ms = from;
  for (const step of steps.matchAll(STEPS)) {
    const [text, sign, amount, letter, roundTo] = step;
    const unit = UNITS[letter ?? roundTo ?? ""] ?? "day";
    if (roundTo === undefined) {
      const length = lengthOf(Number(amount), unit);
      ms = sign === "-" ? calendar.back(ms, length) : calendar.forth(ms, length);
      continue;
    }
    ms = rounded(calendar, ms, unit);
    const isLast = step.index + text.length === steps.length;
    if (isEnd && isLast) ms = calendar.forth(ms, lengthOf(1, unit));
  }
  return ms;
}
