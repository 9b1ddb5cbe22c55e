import { leftovers, opensAt, closesAt, type PhraseFound, phrasesIn } from "./phrases-in.ts";
import type { Bounds } from "./phrases/bounds.ts";
import { prepare, type Prepared, readWholePhrase, widestProblem, zoneName } from "./phrase-text.ts";
import { leftMessage } from "./read-window.ts";
import { settle } from "./settle.ts";
import type { Problem, Source } from "./source.ts";
import type { Reference } from "./window.ts";
import type { CharacterSpan, WindowReading } from "./window-reading.ts";
import type { NamedZone } from "./zone.ts";

/** More pieces of one time than this are not put together. */
const MOST_PIECES = 4;

/**
 * Finds the phrase of time in a question. Ids, names and flags must have been replaced before by one private-use
 * character each (U+E000-U+F8FF); such a character is never part of a time. Words stand one space apart. Pieces that stand apart ("yesterday …
 * between 2 and 4pm") are put together where they make one phrase; two times that do not combine are unclear.
 */
export function findWindow(text: string, reference: Reference): WindowReading {
  const prepared = prepare(text, reference, false);
  const phrases = phrasesIn(prepared.source);
  if (prepared.zones.length > 0 && !prepared.zones.every((zone) => isBeside(prepared.source, zone, phrases))) {
    const plain = prepare(text, reference, false, false);
    return reading(plain, phrasesIn(plain.source), text, reference);
  }
  return reading(prepared, phrases, text, reference);
}

function reading(
  prepared: Prepared,
  phrases: readonly PhraseFound[],
  text: string,
  reference: Reference,
): WindowReading {
  const { source, zones } = prepared;
  const problem = widestProblem(source.problems.filter((candidate) => isOpen(source, candidate, phrases)));
  if (problem !== null)
    return { kind: "unclear", message: problem.message, words: source.wordsAt(problem.from, problem.to) };
  const left = leftovers(source, phrases);
  if (left !== null) return { kind: "unclear", message: leftMessage(left), words: left };
  if (phrases.length === 0) return { kind: "none" };
  const spans = spansOf(source, phrases, zones);
  const words = spans.map(({ start, end }) => text.slice(start, end).trim()).join(" ");
  if (prepared.complaint !== null) return { kind: "unclear", message: prepared.complaint, words };
  const bounds = combined(source, phrases, reference);
  if (bounds === null) return { kind: "unclear", words, message: twoMessage(source, phrases) };
  const settled = settle(bounds, source.calendar, zoneName(zones, reference), words);
  return typeof settled === "string"
    ? { kind: "unclear", message: settled, words }
    : { kind: "window", ...settled, spans };
}

/** A problem counts when its words stand free and no phrase that was read covers them. */
function isOpen(source: Source, problem: Problem, phrases: readonly PhraseFound[]): boolean {
  const isCovered = phrases.some(({ from, to }) => problem.from >= from && problem.to <= to);
  return !isCovered && opensAt(source, problem.from) && closesAt(source, problem.to);
}

function combined(source: Source, phrases: readonly PhraseFound[], reference: Reference): Bounds | null {
  const [first, ...others] = phrases;
  if (first === undefined || others.length === 0) return first?.bounds ?? null;
  const isSame = others.every(({ bounds }) => bounds.start === first.bounds.start && bounds.end === first.bounds.end);
  if (isSame) return first.bounds;
  if (phrases.length > MOST_PIECES) return null;
  const pieces = phrases.map(({ from, to }) => source.wordsAt(from, to));
  const here = { now: reference.now, zone: source.calendar.zone };
  return joined(pieces, here) ?? (pieces.length === 2 ? joined(pieces.toReversed(), here) : null);
}

function joined(pieces: readonly string[], reference: Reference): Bounds | null {
  return readWholePhrase(prepare(pieces.join(" "), reference, true, false).source);
}

/** The characters of each phrase; a zone between two belongs to the first. */
function spansOf(source: Source, phrases: readonly PhraseFound[], zones: readonly NamedZone[]): CharacterSpan[] {
  let last = 0;
  return phrases.map((phrase) => {
    const left = zones.filter(({ start }) => start >= last);
    const span = spanOf(source, phrase, left);
    last = span.end;
    return span;
  });
}

/** The characters of a phrase, with a zone that stands directly beside it. */
function spanOf(source: Source, phrase: PhraseFound, zones: readonly NamedZone[]): CharacterSpan {
  let start = source.token(phrase.from)?.start ?? 0;
  let end = source.token(phrase.to - 1)?.end ?? start;
  for (const zone of zones) {
    if (zone.start >= end && isGap(source.text.slice(end, zone.start))) end = zone.end;
    const isOfWord = /[a-z0-9]/.test(source.text[zone.start - 1] ?? " ");
    if (zone.end <= start && !isOfWord && isGap(source.text.slice(zone.end, start))) start = zone.start;
  }
  return { start, end };
}

function isBeside(source: Source, zone: NamedZone, phrases: readonly PhraseFound[]): boolean {
  return phrases.some((phrase) => {
    const { start, end } = spanOf(source, phrase, [zone]);
    return zone.start >= start && zone.end <= end;
  });
}

function isGap(between: string): boolean {
  return /^[\s,(]{0,4}$/.test(between);
}

function twoMessage(source: Source, phrases: readonly PhraseFound[]): string {
  const named = phrases
    .map(({ from, to }) => `"${source.wordsAt(from, to)}"`)
    .slice(0, 3)
    .join(" and ");
  return `I read ${named} as separate times. Write one of them, or a range such as "from monday to wednesday".`;
}
