import { readBareUnit, readLength } from "../words/length.ts";
import { periodUnit } from "../dates/calendar-period.ts";
import type { Reader, Source } from "../source.ts";
import type { Bounds } from "./bounds.ts";

/** Words that can only lie ahead, such as "in 5 minutes", "the next 3 days", "later today", "rest of the week". */
export const readFuture: Reader<Bounds> = (source, at) => {
  const end = endOfFuture(source, at);
  return end === null ? null : source.problem(at, end, futureMessage(source.wordsAt(at, end)));
};

/** What to say about words that lie ahead. */
export function futureMessage(words: string): string {
  return `"${words}" lies in the future, and logs only look back. Write a time in the past, such as "yesterday" or "last 12h".`;
}

function endOfFuture(source: Source, at: number): number | null {
  const word = source.word(at);
  if (word === "in" || word === "within") return inLength(source, at + 1, word === "in");
  if (word === "next" || word === "coming" || word === "upcoming") return nextLength(source, at);
  if (word === "later") {
    const isPeriod =
      source.word(at + 1) === "today" || (source.word(at + 1) === "this" && periodUnit(source.word(at + 2)) !== null);
    return isPeriod ? at + (source.word(at + 1) === "today" ? 2 : 3) : null;
  }
  if (word !== "rest" && word !== "remainder") return null;
  const unit = source.after(source.after(at + 1, "of"), "the", "this", "current", "my");
  const isUnit = source.word(unit) === "day" || periodUnit(source.word(unit)) !== null;
  return isUnit ? unit + 1 : null;
}

/** "in 5 minutes", "in about half an hour"; "in a week" alone may be a rate, still not a window. */
function inLength(source: Source, at: number, isIn: boolean): number | null {
  const start = source.after(at, "about", "another", "around", "the");
  if (["next", "coming", "upcoming"].includes(source.word(start))) return nextLength(source, start);
  const length = isIn ? readLength(source, start) : null;
  if (length === null) return null;
  const isBackward = [
    "ago",
    "before",
    "after",
    "around",
    "of",
    "preceding",
    "following",
    "leading",
    "either",
    "prior",
    "from",
    "starting",
  ].includes(source.word(length.end));
  return isBackward ? null : length.end;
}

function nextLength(source: Source, at: number): number | null {
  return (readLength(source, at + 1) ?? readBareUnit(source, at + 1))?.end ?? null;
}
