import { readNumberWord } from "../words/number.ts";
import { unitNamed } from "../words/unit.ts";
import type { Found, Source } from "../source.ts";
import { type Clock, clockOf, MIDNIGHT, NOON } from "./clock.ts";
import { afterTails, readHalf, readTailedHalf } from "./clock-half.ts";

const NAMED: Partial<Record<string, Clock>> = {
  noon: NOON,
  midday: NOON,
  noonish: NOON,
  noontime: NOON,
  midnight: MIDNIGHT,
};

/** "noon", "12 noon", "mid-day", "midnight". */
export function readNamedClock(source: Source, at: number): Found<Clock> | null {
  const isTwelve = source.token(at)?.value === 12 || source.word(at) === "twelve";
  const start = isTwelve ? at + 1 : at;
  const word = source.word(start);
  const direct = NAMED[word];
  if (direct !== undefined) return { end: start + 1, value: direct };
  if (word !== "mid") return null;
  const next = source.after(start + 1, "-");
  const named = { day: NOON, night: MIDNIGHT }[source.word(next)];
  return named === undefined ? null : { end: next + 1, value: named };
}

/** "seven thirty pm", "nine fifty nine a m", "three twenty" (loose), "seven o'clock". */
export function readClockInWords(source: Source, at: number, isLoose: boolean): Found<Clock> | null {
  const hour = readNumberWord(source, at);
  if (hour === null || hour.value > 24 || hour.value < 1) return null;
  const isOh = source.word(hour.end) === "oh" || source.word(hour.end) === "o";
  const minute = readNumberWord(source, isOh ? hour.end + 1 : hour.end);
  const isMinute = minute !== null && minute.value < 60 && (isOh || minute.value > 4);
  const end = isMinute ? minute.end : hour.end;
  const half = readHalf(source, end) ?? readTailedHalf(source, end);
  const isOclock = afterTails(source, end) > end;
  if (half === null && !isOclock && !(isLoose && unitNamed(source.word(end)) === null)) return null;
  const time = { hour: hour.value, minute: isMinute ? minute.value : 0, half: half?.value ?? null };
  const clock = clockOf(time, { isStrong: half !== null || isOclock });
  return clock === null ? null : { end: half?.end ?? end, value: clock };
}
