import { readYearWords } from "../words/number.ts";
import type { Found, Source } from "../source.ts";

/** Reads the year a date belongs to: "2017", "'17", "two thousand and eighteen", "last year", "of this year". */
export function readYear(source: Source, at: number): Found<number> | null {
  const start = source.after(source.after(at, ",", "-", "/"), "of", "in");
  return (
    readFourDigits(source, start) ??
    readShort(source, start) ??
    readNamedYear(source, start) ??
    readYearWords(source, start)
  );
}

/** A year of four digits between 1900 and 2199 that is not part of a clock or a longer number. */
export function readFourDigits(source: Source, at: number): Found<number> | null {
  const token = source.token(at);
  if (token?.kind !== "number" || token.text.length !== 4 || token.value < 1900 || token.value > 2199) return null;
  const glued = source.isGlued(at + 1) ? (source.token(at + 1)?.text ?? "") : "";
  return /^[:a-z]/.test(glued) && glued !== "t" && !isStampJoin(source, at + 1)
    ? null
    : { end: at + 1, value: token.value };
}

/** The full year of two digits: 00-69 are 20xx, the others 19xx. */
export function fullYear(twoDigits: number): number {
  return twoDigits + (twoDigits < 70 ? 2000 : 1900);
}

/** "16/Feb/2017:19:42:02" joins date and time by a colon. */
function isStampJoin(source: Source, at: number): boolean {
  return source.sign(at) === ":" && source.token(at + 1)?.text.length === 2 && source.sign(at + 2) === ":";
}

function readShort(source: Source, at: number): Found<number> | null {
  const token = source.token(at + 1);
  if (source.sign(at) !== "'" || token?.kind !== "number" || token.text.length !== 2) return null;
  return { end: at + 2, value: fullYear(token.value) };
}

/** "last year", "the previous year", "this year". */
export function readNamedYear(source: Source, at: number): Found<number> | null {
  const start = source.after(at, "the");
  if (source.word(start + 1) !== "year") return null;
  const shift = { last: -1, previous: -1, prior: -1, this: 0, current: 0, same: 0, next: 1 }[source.word(start)];
  return shift === undefined ? null : { end: start + 2, value: source.calendar.today.year + shift };
}
