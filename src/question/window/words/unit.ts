import type { Source } from "../source.ts";

/** A unit of time. */
export type Unit =
  | "decade"
  | "year"
  | "quarter"
  | "month"
  | "fortnight"
  | "week"
  | "day"
  | "hour"
  | "minute"
  | "second";

const SPELLED: Record<Unit, string> = {
  decade: "decade decades",
  year: "year years yr yrs y",
  quarter: "quarter quarters qtr qtrs",
  month: "month months mon mons mo mos mth mths",
  fortnight: "fortnight fortnights",
  week: "week weeks wk wks w",
  day: "day days d",
  hour: "hour hours hr hrs h",
  minute: "minute minutes min mins m",
  second: "second seconds sec secs s",
};
const UNITS = new Map(
  Object.entries(SPELLED).flatMap(([unit, words]) => words.split(" ").map((word) => [word, unit as Unit] as const)),
);

/** The unit of a word in lower case, singular, plural or abbreviated; else null. */
export function unitNamed(word: string): Unit | null {
  return UNITS.get(word) ?? null;
}

/** The unit glued to a number. A capital M alone is the month and Q the quarter, as in Grafana and Kibana. */
export function compactUnit(source: Source, at: number): Unit | null {
  const token = source.token(at);
  if (token === undefined) return null;
  const typed = source.raw.slice(token.start, token.end);
  if (typed === "Q" || typed === "q") return "quarter";
  if (typed === "M" && !/[A-LN-Z]/.test(source.raw)) return "month";
  return unitNamed(token.text);
}
