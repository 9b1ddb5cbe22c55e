import { lengthOf } from "../words/length.ts";
import { unitNamed, type Unit } from "../words/unit.ts";
import type { Calendar } from "../calendar.ts";
import type { Found, Source } from "../source.ts";
import { rounded } from "./datemath.ts";

const SNAPPED = /((?:[+-]\d{0,6}[a-z]{1,8})*)@([a-z]{1,8})([0-7])?((?:[+-]\d{1,6}[a-z]{1,8})*)/y;
const PLAIN = /([+-]\d{0,6}[a-z]{1,8})/y;
const STEPS = /([+-])(\d{0,6})([a-z]{1,8})/g;

/** A relative time modifier of Splunk with a snap: -12h@h, @d, -1d@d, @w1, @mon, @d-2h. Milliseconds. */
export function readSnapped(source: Source, at: number): Found<number> | null {
  const sign = source.sign(at);
  if (sign !== "@" && sign !== "-" && sign !== "+") return null;
  const found = source.match(at, SNAPPED);
  if (found === null) return null;
  const [, before = "", snap = "", weekday, behind = ""] = found.value;
  const unit = snapUnit(snap);
  const { calendar } = source;
  const moved = unit === null ? null : stepped(calendar, calendar.now, before);
  if (unit === null || moved === null) return null;
  const base = unit === "week" ? weekStart(calendar, moved, Number(weekday ?? 0)) : rounded(calendar, moved, unit);
  const value = stepped(calendar, base, behind);
  return value === null || (weekday !== undefined && unit !== "week") ? null : { end: found.end, value };
}

/** One without a snap: -24h, +5m. It stands for a time only where nothing else can be meant. */
export function readUnsnapped(source: Source, at: number): Found<number> | null {
  const sign = source.sign(at);
  const found = sign === "-" || sign === "+" ? source.match(at, PLAIN) : null;
  if (found === null) return null;
  const value = stepped(source.calendar, source.calendar.now, found.value[0]);
  return value === null ? null : { end: found.end, value };
}

function stepped(calendar: Calendar, from: number, steps: string): number | null {
  let ms = from;
  for (const [, sign, amount, name = ""] of steps.matchAll(STEPS)) {
    const unit = snapUnit(name);
    if (unit === null) return null;
    const length = lengthOf(amount === "" ? 1 : Number(amount), unit);
    ms = sign === "-" ? calendar.back(ms, length) : calendar.forth(ms, length);
  }
  return ms;
}

function snapUnit(name: string): Unit | null {
  return name === "q" ? "quarter" : unitNamed(name);
}

/** Splunk numbers the days of the week from Sunday 0 (also 7); "@w" alone is Sunday. */
function weekStart(calendar: Calendar, ms: number, weekday: number): number {
  const date = calendar.dateOf(ms);
  return calendar.startOf(date.subtract({ days: (date.dayOfWeek - weekday + 7) % 7 }));
}
