import { isAbsurd, type Length, lengthOf, readBareUnit, readLength } from "../words/length.ts";
import { readWhole } from "../words/number.ts";
import { unitNamed } from "../words/unit.ts";
import type { Found, Reader, Source } from "../source.ts";
import type { Bounds } from "./bounds.ts";
import { readIsoDuration } from "./iso-duration.ts";

const LEADS = new Set(["in", "over", "during", "within", "for", "the", "from", "throughout", "since", "of", "across"]);
const LAST = new Set(["last", "past", "previous", "prior", "trailing", "preceding", "recent", "latest"]);
const NONSENSE = /(?:[+-]\s?\d[\d.]*|\d{1,9}e\d{1,9}|nan|inf|infinity)\s?(?:[a-z]{1,7})?/y;
/** Behind these a bare length is not a window: "older than 90 days", "every 2 hours". */
const NOT_AFTER = new Set(["every", "each", "per", "than", "timeout", "ttl", "of", "to", "least", "most", "retention"]);
const NOT_BEFORE = new Set(["old", "apart", "long", "timeout", "retention", "each", "later", "hence", "ahead", "of"]);

/** "last 12h", "in the past 24 hrs", "5 past minutes", "last half hour", and a bare "2h30m" or "PT12H". */
export const readRolling: Reader<Bounds> = (source, at) => {
  const start = source.afterAll(at, LEADS);
  const length = readLast(source, start) ?? readCountedLast(source, start) ?? readBare(source, at, start);
  if (length === null) return null;
  if (isAbsurd(length.value)) {
    const words = source.wordsAt(at, length.end);
    return source.problem(at, length.end, `"${words}" is no usable length of time. Write one such as "last 12h".`);
  }
  const { calendar } = source;
  return { end: length.end, value: { start: calendar.back(calendar.now, length.value), end: calendar.now } };
};

/** "last 3 business days": weekdays counted back from now. */
export const readBusinessDays: Reader<Bounds> = (source, at) => {
  const start = source.afterAll(at, LEADS);
  if (!LAST.has(source.word(start))) return null;
  const count = readWhole(source, start + 1) ?? { end: start + 1, value: 1 };
  const isBusiness = ["business", "working", "work"].includes(source.word(count.end));
  if (!isBusiness || unitNamed(source.word(count.end + 1)) !== "day" || count.value < 1 || count.value > 400)
    return null;
  const { calendar } = source;
  let date = calendar.today;
  for (let left = count.value; left > 0;) {
    date = date.subtract({ days: 1 });
    if (date.dayOfWeek < 6) left -= 1;
  }
  return { end: count.end + 2, value: { start: calendar.startOf(date), end: calendar.now } };
};

function readLast(source: Source, at: number): Found<Length> | null {
  const word = source.word(at);
  if (!LAST.has(word)) return null;
  const start = source.afterAll(at + 1, LAST);
  const length = readLength(source, start) ?? readIsoDuration(source, start);
  if (length !== null) return length;
  const unit = readBareUnit(source, start);
  if (unit === null) return readNonsense(source, at, start);
  const isSmall = ["hour", "minute", "second", "day", "fortnight"].includes(unit.value.unit);
  const isDayBefore = unit.value.unit === "day" && word !== "last" && word !== "past" && word !== "trailing";
  const isRolling = (isSmall && !isDayBefore) || word === "past" || word === "trailing" || word === "preceding";
  return isRolling && source.word(start).length > 1 ? unit : null;
}

/** "5 past minutes", "24 last hours"; not the count in "top 5 last month". */
function readCountedLast(source: Source, at: number): Found<Length> | null {
  const count = readWhole(source, at);
  if (count === null || !LAST.has(source.word(count.end)) || source.isGlued(count.end)) return null;
  const word = source.word(count.end + 1);
  const unit = unitNamed(word);
  if (word === unit && count.value !== 1) return null;
  return unit === null ? null : { end: count.end + 2, value: lengthOf(count.value, unit) };
}

/** A length without "last": in a question it must not be a rate, an age or a setting, and "in 5 minutes" is ahead. */
function readBare(source: Source, at: number, start: number): Found<Length> | null {
  const length = readIsoDuration(source, start) ?? readLength(source, start);
  if (length === null || source.word(start - 1) === "in" || source.word(at) === "from") return null;
  if (source.isWhole) return length;
  const isArticle = ["a", "an", "half"].includes(source.word(start));
  const isOther =
    NOT_AFTER.has(source.word(at - 1)) ||
    NOT_BEFORE.has(source.word(length.end)) ||
    unitNamed(source.word(start)) !== null;
  const isSingleLetter = source.word(length.end - 1).length === 1 && !source.isGlued(length.end - 1);
  return isArticle || isOther || isSingleLetter ? null : length;
}

/** "last -5h", "last 1e9d", "last NaNh". */
function readNonsense(source: Source, at: number, start: number): null {
  const found = source.match(start, NONSENSE);
  if (found === null) return null;
  const words = source.wordsAt(at, found.end);
  return source.problem(at, found.end, `"${words}" is no usable length of time. Write one such as "last 12h".`);
}
