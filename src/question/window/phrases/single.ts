import { monthNamed, weekdayNamed } from "../words/names.ts";
import { period } from "../dates/calendar-period.ts";
import type { Moment } from "../moments/moment.ts";
import type { Found, Reader, Source } from "../source.ts";
import { type Bounds, boundsOf } from "./bounds.ts";

const LEADS = new Set(
  (
    "in on at during over for of the within throughout around about approximately approx roughly circa ca exactly " +
    "sometime anytime some any time @ ~ just only across all whole entire day point"
  ).split(" "),
);
const TO_DATE: Partial<Record<string, "week" | "month" | "quarter" | "year">> = {
  wtd: "week",
  mtd: "month",
  qtd: "quarter",
  ytd: "year",
};
/** Words that are names or verbs as often as dates: in a question they need a preposition or a number. */
const WEAK = new Set(
  "may march mar sun sat sec second april june august jan jun mon wed fri dec sep oct nov feb apr jul aug".split(" "),
);
/** Those of them that stand for a date at the end of a question ("failed logins fri"). */
const SHORT = new Set("mon wed fri dec sep oct nov feb apr jul aug".split(" "));
const MODAL = new Set("i we you they he she it be have not a an the someone anyone also".split(" "));

/** One moment or period with its prepositions: "on friday", "in the afternoon", "at 3:15am", "during Q3". */
export const readSingle: Reader<Bounds> = (source, at) => {
  const last = source.afterAll(at, LEADS);
  let best: { found: Found<Moment>; start: number } | null = null;
  for (let start = at; start <= last; start += 1) {
    const found = source.moment(start);
    if (found !== null && (best === null || found.end > best.found.end)) best = { found, start };
  }
  if (best === null || !(source.isWhole || isBelieved(source, at, best.found))) return null;
  const bounds = boundsOf(source.calendar, best.found.value);
  const end = source.after(best.found.end, "only");
  return bounds === null ? null : { end, value: bounds };
};

/** "wtd", "year to date", "month-to-date", "so far this week", "earlier today". */
export const readToDate: Reader<Bounds> = (source, at) => {
  const { calendar } = source;
  const short = TO_DATE[source.word(at)];
  if (short !== undefined)
    return { end: at + 1, value: toNow(source, period(calendar.today, short, 0).latest(calendar.today)?.first) };
  const unit = { week: "week", month: "month", quarter: "quarter", year: "year" }[source.word(source.after(at, "the"))];
  const first = source.after(source.after(at, "the") + 1, "-");
  const second = source.after(first + 1, "-");
  if (unit !== undefined && source.word(first) === "to" && source.word(second) === "date") {
    const dates = period(calendar.today, unit as "week" | "month" | "quarter" | "year", 0);
    return { end: second + 1, value: toNow(source, dates.latest(calendar.today)?.first) };
  }
  return readSoFar(source, at);
};

function readSoFar(source: Source, at: number): Found<Bounds> | null {
  const isSoFar = source.word(at) === "so" && source.word(at + 1) === "far";
  const start = isSoFar ? at + 2 : source.word(at) === "earlier" ? at + 1 : null;
  const found = start === null ? null : source.moment(source.after(start, "in"));
  if (found === null || found.value.isPoint) return null;
  const extent = found.value.latest(source.calendar.now);
  return extent === null
    ? null
    : { end: found.end, value: { start: extent.start, end: Math.min(extent.end, source.calendar.now) } };
}

function toNow(source: Source, first: ReturnType<Source["calendar"]["dateOf"]> | undefined): Bounds {
  const { calendar } = source;
  return { start: calendar.startOf(first ?? calendar.today), end: calendar.now };
}

/** In a question a lone weak word, year or fraction is no date unless a preposition leads it. */
function isBelieved(source: Source, at: number, found: Found<Moment>): boolean {
  const isLed = ["in", "on", "during", "for", "at", "over", "of", "throughout", "around"].includes(source.word(at));
  if (MODAL.has(source.word(found.end)) && source.word(found.end - 1) === "may") return false;
  if (isLed) return true;
  if (found.end - at === 1) {
    const token = source.token(at);
    if (token?.kind === "number") return token.text.length >= 8;
    const isName = monthNamed(source.word(at)) !== null || weekdayNamed(source.word(at)) !== null;
    const isLast = found.end >= source.tokens.length && SHORT.has(source.word(at));
    return isLast || !(isName && WEAK.has(source.word(at)));
  }
  const isFraction = found.end - at === 3 && source.sign(at + 1) === "/" && source.token(at)?.kind === "number";
  const isHalfLetter = found.end - at === 2 && ["a", "p"].includes(source.word(at + 1));
  return !isFraction && !isHalfLetter;
}
