import type { Found, Source } from "../source.ts";
import { type Clock, inHalf, isTwelveHour } from "./clock.ts";
import { afterTails } from "./clock-half.ts";
import { readClockInDigits } from "./clock-in-digits.ts";
import { readClockInWords, readNamedClock } from "./clock-in-words.ts";
import { readPastHour } from "./past-hour.ts";

/**
 * A time of day. `isLoose` is set behind "at" and in ranges, where a bare hour ("7", "seven", "1030", "three twenty")
 * is a time too.
 */
export function readClock(source: Source, at: number, isLoose: boolean): Found<Clock> | null {
  const found =
    readPastHour(source, at) ??
    readNamedClock(source, at) ??
    readClockInDigits(source, at, isLoose) ??
    readClockInWords(source, at, isLoose);
  return found === null ? null : { end: afterTails(source, found.end), value: found.value };
}

/** The clock with the half of the day that a part of the day gives it ("8 in the evening", "7 at night"). */
export function clockInPart(clock: Clock, part: { from: number; to: number }): Clock {
  if (!isTwelveHour(clock)) return clock;
  const readings = [inHalf(clock, "am"), inHalf(clock, "pm")];
  const fits = readings.find(({ seconds }) => isWithin(seconds, part) || isWithin(seconds + 86_400, part));
  return fits ?? inHalf(clock, part.from < 43_200 ? "am" : "pm");
}

function isWithin(seconds: number, part: { from: number; to: number }): boolean {
  return seconds >= part.from && seconds < part.to;
}
