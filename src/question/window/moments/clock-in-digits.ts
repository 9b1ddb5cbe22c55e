import { monthNamed, weekdayNamed } from "../words/names.ts";
import { unitNamed } from "../words/unit.ts";
import type { Found, Source } from "../source.ts";
import { type Clock, clockOf } from "./clock.ts";
import { afterTails, readHalf, readTailedHalf } from "./clock-half.ts";

const WITH_COLON = /(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?(?!\d)/y;
const WITH_H = /(\d{1,2})h(\d\d)(?![\da-z])/y;
const WITH_DOT = /(\d{1,2})\.(\d\d)(?!\d)/y;

/** A time of day in digits: "15:00", "15h30", "8.10 pm", "1140 a.m.", "7p", and a bare "7" or "1030" when loose. */
export function readClockInDigits(source: Source, at: number, isLoose: boolean): Found<Clock> | null {
  const start = source.word(at) === "t" && source.isGlued(at + 1) ? at + 1 : at;
  const token = source.token(start);
  if (token?.kind !== "number") return null;
  const colon = source.match(start, WITH_COLON) ?? source.match(start, WITH_H);
  if (colon !== null) return checked(source, start, colon);
  const dot = source.match(start, WITH_DOT);
  if (dot !== null && (isLoose || readHalf(source, dot.end) !== null)) return checked(source, start, dot);
  return readRun(source, start, isLoose);
}

/** Hour and minute were matched; gives a problem when there is no such time. */
function checked(source: Source, at: number, found: Found<RegExpExecArray>): Found<Clock> | null {
  const [, hourText = "", minute, second] = found.value;
  const half = readHalf(source, found.end) ?? readTailedHalf(source, found.end);
  const isPadded = hourText.startsWith("0");
  const time = {
    hour: Number(hourText),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    half: half?.value ?? null,
  };
  const clock = clockOf(time, { isPadded });
  const end = half?.end ?? found.end;
  if (clock !== null) return { end, value: clock };
  return source.problem(at, end, `There is no time "${source.wordsAt(at, end)}". Write one from 00:00 to 23:59.`);
}

/** A run of digits with am, pm or o'clock ("3pm", "1140 a.m.", "7p"), or a bare one where that is allowed. */
function readRun(source: Source, at: number, isLoose: boolean): Found<Clock> | null {
  const token = source.token(at);
  if (token === undefined || token.text.length > 4) return null;
  const isLong = token.text.length > 2;
  const half = readHalf(source, source.after(at + 1, ".")) ?? readTailedHalf(source, at + 1);
  const hour = isLong ? Math.floor(token.value / 100) : token.value;
  const minute = isLong ? token.value % 100 : 0;
  const isPadded = token.text.startsWith("0");
  if (half !== null) {
    const clock = clockOf({ hour, minute, half: half.value }, { isPadded });
    return clock === null ? null : { end: half.end, value: clock };
  }
  if (isLoose && isFrenchHour(source, at)) {
    const clock = clockOf({ hour }, { isStrong: false, isPadded });
    return clock === null ? null : { end: at + 2, value: clock };
  }
  const isOclock = afterTails(source, at + 1) > at + 1 && !isLong;
  const isBare = isLoose && isBareHour(source, at) && (!isLong || source.isWhole || token.text.length === 4);
  if (!isOclock && !isBare) return null;
  const split = isBare && !isLong ? readSplitMinute(source, at) : null;
  const clock = clockOf(
    { hour, minute: split?.value ?? minute },
    { isStrong: isOclock || isLong || split !== null, isPadded },
  );
  return clock === null ? null : { end: split?.end ?? at + 1, value: clock };
}

/** "at 17h": behind "at" an hour, unless it is a length ("6h ago"). */
function isFrenchHour(source: Source, at: number): boolean {
  const isHour = source.word(at + 1) === "h" && source.isGlued(at + 1) && !source.isGlued(at + 2);
  return isHour && !AFTER_LENGTH.has(source.word(at + 2));
}

const AFTER_LENGTH = new Set("ago back earlier before after around prior either of from and".split(" "));

/** "3 15" behind "at". */
function readSplitMinute(source: Source, at: number): Found<number> | null {
  const token = source.token(at + 1);
  const isMinute = token?.kind === "number" && token.text.length === 2 && token.value < 60 && !source.isGlued(at + 1);
  return isMinute && !source.isGlued(at + 2) && isBareHour(source, at + 1) ? { end: at + 2, value: token.value } : null;
}

/** A bare number is an hour unless a unit, an ordinal ending or a further sign makes it something else. */
function isBareHour(source: Source, at: number): boolean {
  if (unitNamed(source.word(at + 1)) !== null) return false;
  if (!source.isGlued(at + 1)) return source.isWhole || !isNoun(source, at + 1);
  const glued = source.token(at + 1)?.text ?? "";
  return [",", "-", ")", "?", "!", ";", "h"].includes(glued) || (glued === "." && !source.isGlued(at + 2));
}

/** In a question a number before any other word counts something ("about 3 users"). */
function isNoun(source: Source, at: number): boolean {
  const token = source.token(at);
  if (token === undefined || token.kind === "sign" || token.kind === "number") return false;
  return (
    token.kind === "opaque" ||
    !(AFTER_HOUR.has(token.text) || weekdayNamed(token.text) !== null || monthNamed(token.text) !== null)
  );
}

const AFTER_HOUR = new Set(
  (
    "to until till til through thru and or on in at of for from this today yesterday tonight last the by please morning " +
    "afternoon evening night o oclock ish sharp utc gmt am pm a p past before after around plus minus who what which why how did"
  ).split(" "),
);
