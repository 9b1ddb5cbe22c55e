import type { Cadence } from "./cadence.ts";

/** A cadence and the words that are not part of it; or one sentence that says what to write. */
export type CadenceReading =
  | { readonly ok: true; readonly cadence: Cadence; readonly rest: string }
  | { readonly ok: false; readonly message: string };

const TIME = String.raw`(?:\s+(?:at\s+)?(noon|midnight|\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?)(\s+utc)?)?`;
const DAY = "(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:days?)?";
const DAYS = String.raw`${DAY}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)${DAY})*`;

/** Each way to say how often, at the beginning or at the end of the words; the last two groups are the time and `utc`. */
const WAYS: readonly {
  readonly words: string;
  readonly read: (match: readonly (string | undefined)[]) => Cadence | string;
}[] = [
  { words: String.raw`hourly|every\s+hour`, read: () => ({ cron: "0 * * * *", zone: "UTC", words: "hourly" }) },
  {
    words: String.raw`every\s+(\d{1,4})\s*(m|mins?|minutes?|h|hours?)`,
    read: ([, count, unit]) => interval(Number(count), unit ?? ""),
  },
  {
    words: String.raw`(?:daily|(?:every|each)\s+day)${TIME}`,
    read: ([, time, utc]) => timed("* * *", "daily", time, utc),
  },
  {
    words: String.raw`(?:on\s+|every\s+)?(?:weekdays?|workdays?|working\s+days?)${TIME}`,
    read: ([, time, utc]) => timed("* * 1-5", "on weekdays", time, utc),
  },
  {
    words: String.raw`(?:every\s+|(?:weekly\s+)?on\s+|weekly\s+)(${DAYS})${TIME}`,
    read: ([, days, time, utc]) => onDays(days ?? "", time, utc),
  },
  {
    words: String.raw`(?:monthly|every\s+month)(?:\s+on\s+the|\s+on|\s+the)?\s+(\d{1,2}(?:st|nd|rd|th)|\d{1,2}(?=\s)|last(?:\s+day)?)${TIME}`,
    read: ([, day, time, utc]) => onDayOfMonth(day ?? "", time, utc),
  },
  { words: "weekly", read: () => "Say on which day: “weekly on monday 07:00”." },
  { words: String.raw`monthly|every\s+month`, read: () => "Say on which day: “monthly on the 1st 09:00”." },
];

const PATTERNS = WAYS.flatMap(({ words, read }) => [
  { pattern: new RegExp(String.raw`^(?:${words})(?=[\s,:]|$)`, "i"), read },
  { pattern: new RegExp(String.raw`(?<=\s)(?:${words})$`, "i"), read },
]);

/** Reads how often: `daily 09:00 access-denied last 24h`, or with the cadence at the end. */
export function readCadence(text: string): CadenceReading {
  const bare = text.trim();
  for (const { pattern, read } of PATTERNS) {
    const match = pattern.exec(bare);
    if (match === null) continue;
    const cadence = read(match);
    if (typeof cadence === "string") return { ok: false, message: cadence };
    const rest = `${bare.slice(0, match.index)} ${bare.slice(match.index + match[0].length)}`;
    return { ok: true, cadence, rest: rest.replace(/^[\s,:]+|[\s,:]+$/g, "") };
  }
  return {
    ok: false,
    message:
      "Say first how often: “every 15 min”, “hourly”, “daily 09:00”, “weekdays at 8:30”, “every monday 07:00” or “monthly on the 1st 09:00”, and then the question.",
  };
}

/** CloudTrail delivers up to a quarter of an hour late: looking more often finds nothing more. */
const MINUTES = [15, 20, 30];
const HOURS = [1, 2, 3, 4, 6, 8, 12];

/** Intervals are of real time, so that no hour is left out or asked twice when clocks are changed. */
function interval(count: number, unit: string): Cadence | string {
  const isHours = unit.toLowerCase().startsWith("h");
  const minutes = isHours ? count * 60 : count;
  if (minutes < 15) return "Every 15 min is the shortest, since CloudTrail delivers that late: write “every 15 min”.";
  if (MINUTES.includes(minutes)) return { cron: `*/${minutes} * * * *`, zone: "UTC", words: `every ${minutes} min` };
  const hours = minutes / 60;
  if (hours === 1) return { cron: "0 * * * *", zone: "UTC", words: "hourly" };
  if (HOURS.includes(hours)) return { cron: `0 */${hours} * * *`, zone: "UTC", words: `every ${hours} hours` };
  return `Every ${count} ${isHours ? "hours" : "min"} does not divide a day: take 15, 20 or 30 min, ${HOURS.slice(0, -1).join(", ")} or 12 hours, or “daily 09:00”.`;
}

const WEEK = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

function onDays(typed: string, time: string | undefined, utc: string | undefined): Cadence | string {
  const days = typed
    .toLowerCase()
    .split(/[\s,]+|\band\b/)
    .filter((word) => word !== "")
    .map((word) => WEEK.findIndex((name) => name.toLowerCase().startsWith(word.slice(0, 3))));
  const sorted = [...new Set(days)].toSorted((a, b) => ((a + 6) % 7) - ((b + 6) % 7));
  const names = sorted.map((day) => WEEK[day] ?? "");
  const words = names.length === 1 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
  return timed(`* * ${sorted.join(",")}`, `every ${words}`, time, utc);
}

function onDayOfMonth(typed: string, time: string | undefined, utc: string | undefined): Cadence | string {
  if (typed.toLowerCase().startsWith("last")) return timed("L * *", "monthly on the last day", time, utc);
  const day = Number.parseInt(typed, 10);
  if (day < 1 || day > 31) return `There is no day ${day} in a month: write “monthly on the 1st 09:00”.`;
  if (day > 28) return `Not every month has a ${ordinal(day)}: write “monthly on the last day 09:00”.`;
  return timed(`${day} * *`, `monthly on the ${ordinal(day)}`, time, utc);
}

function ordinal(day: number): string {
  const suffix = day > 3 && day < 21 ? "th" : (["th", "st", "nd", "rd"][day % 10] ?? "th");
  return `${day}${suffix}`;
}

function timed(fields: string, words: string, time: string | undefined, utc: string | undefined): Cadence | string {
  if (time === undefined) return `Say at what time, in your own time zone: “${words} 09:00”.`;
  const wall = wallTime(time.toLowerCase());
  if (wall === null) return `“${time.trim()}” is no time of day: write one such as 09:00 or 4pm.`;
  const [hour, minute] = wall;
  const clock = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
  const isUtc = utc !== undefined;
  return {
    cron: `${minute} ${hour} ${fields}`,
    zone: isUtc ? "UTC" : null,
    words: `${words} at ${clock}${isUtc ? " UTC" : ""}`,
  };
}

function wallTime(time: string): readonly [number, number] | null {
  if (time === "noon") return [12, 0];
  if (time === "midnight") return [0, 0];
  const [, hours = "", minutes = "0", half] = /^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$/.exec(time) ?? [];
  const typed = Number(hours);
  if (hours === "" || Number(minutes) > 59 || typed > 23) return null;
  if (half === undefined) return [typed, Number(minutes)];
  if (typed < 1 || typed > 12) return null;
  return [(typed % 12) + (half === "pm" ? 12 : 0), Number(minutes)];
}
