import { futureMessage } from "./phrases/future.ts";
import { prepare, readWholePhrase, widestProblem, zoneName } from "./phrase-text.ts";
import { settle } from "./settle.ts";
import type { Source } from "./source.ts";
import { leftovers, phrasesIn } from "./phrases-in.ts";
import type { Reference } from "./window.ts";
import type { WindowReading } from "./window-reading.ts";

/**
 * Reads a text that must be a phrase of time as a whole, however it is spaced. `none` when nothing in it is about time; `unclear` when it
 * has two readings, lies in the future, names a date that does not exist or has words left over.
 */
export function readWindow(text: string, reference: Reference): WindowReading {
  const words = text.trim().replaceAll(/\s+/g, " ");
  const { source, zones, complaint } = prepare(words, reference, true);
  if (source.tokens.length === 0) return { kind: "none" };
  const bounds = readWholePhrase(source);
  if (bounds === null) return whyNot(source, words, reference);
  if (complaint !== null) return { kind: "unclear", message: complaint, words };
  const settled = settle(bounds, source.calendar, zoneName(zones, reference), words);
  if (typeof settled === "string") return { kind: "unclear", message: settled, words };
  return { kind: "window", ...settled, spans: [{ start: 0, end: text.length }] };
}

function whyNot(source: Source, text: string, reference: Reference): WindowReading {
  const problem = widestProblem(source.problems);
  if (problem !== null)
    return { kind: "unclear", message: problem.message, words: source.wordsAt(problem.from, problem.to) };
  const { source: loose } = prepare(text, reference, false);
  const phrases = phrasesIn(loose);
  const first = phrases[0];
  if (first === undefined) {
    const left = leftovers(loose, []);
    return left === null ? { kind: "none" } : { kind: "unclear", words: left, message: leftMessage(left) };
  }
  const read = loose.wordsAt(first.from, first.to);
  const message = `I read "${read}" but not all of "${text}". Write one time, such as "yesterday" or "last 12h".`;
  return { kind: "unclear", message, words: text };
}

/** What to say about a word of time that no reader understood. */
export function leftMessage(words: string): string {
  return /tomorrow|next/i.test(words)
    ? futureMessage(words)
    : `"${words}" looks like a time, but I can't read it. Write one such as "yesterday", "last 12h" or 2026-02-28 13:00.`;
}
