import { readNumberWord } from "../words/number.ts";
import { unitNamed } from "../words/unit.ts";
import type { Found, Source } from "../source.ts";
import type { Clock } from "./clock.ts";
import { readClockInDigits } from "./clock-in-digits.ts";
import { readClockInWords, readNamedClock } from "./clock-in-words.ts";

/** "half past three pm", "quarter to noon", "20 minutes to three", "twenty after 3pm", "five past eight". */
export function readPastHour(source: Source, at: number): Found<Clock> | null {
  const minutes = readMinutes(source, at);
  if (minutes === null) return null;
  const side = { past: 1, after: 1, to: -1, till: -1, before: -1 }[source.word(minutes.end)];
  if (side === undefined) return null;
  const isOffset = ["after", "before"].includes(source.word(minutes.end)) && minutes.value.hasUnit;
  const hour = isOffset
    ? null
    : (readNamedClock(source, minutes.end + 1) ??
      readClockInDigits(source, minutes.end + 1, true) ??
      readClockInWords(source, minutes.end + 1, true));
  if (hour === null || unitNamed(source.word(hour.end)) !== null) return null;
  const isVague = !minutes.value.hasUnit && (side < 0 ? minutes.value.amount < 13 || !hour.value.isStrong : false);
  if (isVague || minutes.value.amount >= 60) return null;
  const shifted = hour.value.seconds + side * minutes.value.amount * 60;
  return { end: hour.end, value: movedTo(hour.value, (shifted + 86_400) % 86_400) };
}

/** Keeps what is known of the half of the day; noon and midnight lose their name when they are moved. */
function movedTo(clock: Clock, seconds: number): Clock {
  const half = clock.half === null ? null : seconds >= 43_200 ? "pm" : "am";
  return { ...clock, seconds, half, isStrong: true, isNamed: false };
}

function readMinutes(source: Source, at: number): Found<{ amount: number; hasUnit: boolean }> | null {
  const start = source.after(at, "a");
  const word = source.word(start);
  if (word === "half") return { end: start + 1, value: { amount: 30, hasUnit: true } };
  if (word === "quarter") return { end: start + 1, value: { amount: 15, hasUnit: true } };
  if (word === "three" && source.word(start + 1) === "quarters")
    return { end: start + 2, value: { amount: 45, hasUnit: true } };
  const token = source.token(start);
  const number = token?.kind === "number" ? { end: start + 1, value: token.value } : readNumberWord(source, start);
  if (number === null || (token?.kind === "number" && token.text.length > 2)) return null;
  const hasUnit = unitNamed(source.word(number.end)) === "minute";
  return { end: hasUnit ? number.end + 1 : number.end, value: { amount: number.value, hasUnit } };
}
