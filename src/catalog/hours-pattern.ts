import { millisecondsOf } from "../clock.ts";
import type { Span } from "../engine/engine.ts";
import { Calendar } from "../question/window/calendar.ts";

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Hours of the wall clock, `HH:MM`, half-open; where `to` is not after `from` they run into the next day. */
export interface WorkingHours {
  readonly from: string;
  readonly to: string;
  /** IANA zone. */
  readonly zone: string;
  readonly days: readonly Weekday[];
}

const DAY_MINUTES = 24 * 60;
const DAY_MS = DAY_MINUTES * 60_000;

/**
 * A pattern for `eventtime` (UTC, ISO text) that matches exactly the minutes of a window which lie within working hours,
 * daylight saving time and zones of half hours included. It matches nothing where there are none.
 */
export function hoursPattern(hours: WorkingHours, window: Span): string {
  const minutesOfDays = new Map<string, [number, number][]>();
  for (const { start, end } of workingSpans(hours, window)) {
    for (let day = start - (start % DAY_MS); day < end; day += DAY_MS) {
      const date = new Date(day).toISOString().slice(0, 10);
      const minutes: [number, number] = [
        minutesInto(day, Math.max(start, day)),
        minutesInto(day, Math.min(end, day + DAY_MS)),
      ];
      minutesOfDays.set(date, [...(minutesOfDays.get(date) ?? []), minutes]);
    }
  }
  const alike = Map.groupBy(minutesOfDays, ([date, minutes]) => `${date.slice(0, 7)} ${JSON.stringify(minutes)}`);
  const alternatives = [...alike.values()].flatMap((days) => {
    const [first] = days;
    if (first === undefined) return [];
    const [date, minutes] = first;
    const either = days.map(([each]) => each.slice(8)).join("|");
    return `${date.slice(0, 7)}-(${either})T(${minutes.map(([from, to]) => minutePattern(from, to)).join("|")})`;
  });
  return alternatives.length === 0 ? "^ $" : `^(${alternatives.join("|")})`;
}

function minutesInto(day: number, ms: number): number {
  return Math.round((ms - day) / 60_000);
}

/** Working hours as milliseconds since 1970, half-open, from the day before the window to the day after it. */
function workingSpans(hours: WorkingHours, window: Span): { start: number; end: number }[] {
  const calendar = new Calendar(hours.zone, millisecondsOf(window.end));
  const last = calendar.dateOf(millisecondsOf(window.end) + DAY_MS);
  const [from, to] = [secondsOf(hours.from), secondsOf(hours.to)];
  const spans: { start: number; end: number }[] = [];
  let date = calendar.dateOf(millisecondsOf(window.start) - DAY_MS);
  while (date.toString() <= last.toString()) {
    if (hours.days.includes(WEEKDAYS[date.dayOfWeek - 1] ?? "mon")) {
      spans.push({
        start: calendar.at(date, from).start,
        end: calendar.at(date, to > from ? to : to + DAY_MINUTES * 60).end,
      });
    }
    date = date.add({ days: 1 });
  }
  return spans;
}

function secondsOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return (hours * 60 + minutes) * 60;
}

/** Matches `HH:MM` from one minute of the day to before another. */
function minutePattern(from: number, to: number): string {
  const [firstHour, lastHour] = [Math.floor(from / 60), Math.floor((to - 1) / 60)];
  if (firstHour === lastHour && to - from < 60)
    return `${twoDigits(firstHour)}:(${rangePattern(from % 60, (to - 1) % 60)})`;
  const startsFull = from % 60 === 0;
  const endsFull = to % 60 === 0;
  const parts: string[] = [];
  if (!startsFull) parts.push(`${twoDigits(firstHour)}:(${rangePattern(from % 60, 59)})`);
  const [first, last] = [startsFull ? firstHour : firstHour + 1, endsFull ? lastHour : lastHour - 1];
  if (first <= last) parts.push(`(${rangePattern(first, last)}):`);
  if (!endsFull) parts.push(`${twoDigits(lastHour)}:(${rangePattern(0, (to - 1) % 60)})`);
  return parts.join("|");
}

/** Matches the two digits of each number from `first` to `last`. */
function rangePattern(first: number, last: number): string {
  const parts: string[] = [];
  for (let tens = Math.floor(first / 10); tens <= Math.floor(last / 10); tens++) {
    const low = Math.max(first, tens * 10) % 10;
    const high = Math.min(last, tens * 10 + 9) % 10;
    parts.push(`${tens}${low === high ? low : `[${low}-${high}]`}`);
  }
  return parts.join("|");
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
