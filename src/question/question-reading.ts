import { asidesOf, type Asides } from "./asides.ts";
import type { Entity } from "./entities/entity.ts";
import { findEntities, type Accounts } from "./names/find-entities.ts";
import { placeholder, type PlainQuestion } from "./slack-text.ts";
import { type Unit, unitsOf } from "./unit.ts";
import type { findWindow } from "./window/find-window.ts";
import type { WindowReading } from "./window/window-reading.ts";
import type { Reference } from "./window/window.ts";
import { type Word, wordsOf } from "./word.ts";
import type { Lexicon } from "./words/lexicon.ts";
import { isSurelyTime } from "./words/time-words.ts";

/** A question taken apart: values, time, asides, and the units that are left to give it a meaning. */
export interface QuestionReading {
  readonly words: readonly Word[];
  /** Values and the rest in order, without time and asides. */
  readonly units: readonly Unit[];
  readonly entities: readonly Entity[];
  readonly time: WindowReading;
  readonly asides: Asides;
  /** The text in lower case with one private-use character for each value. */
  readonly skeleton: string;
  /** One sentence for each misspelling that was read as another word. */
  readonly notes: readonly string[];
}

/** Takes a question in free words apart. `find` reads the time. */
export function readQuestion(
  plain: PlainQuestion,
  lexicon: Lexicon,
  context: Reference & { readonly accounts: Accounts },
  find: typeof findWindow,
): QuestionReading {
  const words = wordsOf(plain.text, plain.values);
  const typed = words.map((word) => word.lower);
  const first = findEntities(words, typed, lexicon, context.accounts);
  const { lowers, notes } = spelled(
    words,
    unitsOf(words, typed, lexicon, { entities: first, skipped: NOTHING }),
    lexicon,
  );
  const entities = notes.length === 0 ? first : findEntities(words, lowers, lexicon, context.accounts);
  return { ...apart(plain.text, words, lowers, entities, lexicon, context, find), notes };
}

/** Takes the words of a command apart, in which nothing is spelled anew; `isValue` tells further words that are values. */
export function readWords(
  text: string,
  words: readonly Word[],
  lexicon: Lexicon,
  context: Reference & { readonly accounts: Accounts },
  find: typeof findWindow,
  isValue: (at: number) => boolean,
): QuestionReading {
  const lowers = words.map((word) => word.lower);
  const found = findEntities(words, lowers, lexicon, context.accounts);
  const taken = new Set(found.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, step) => from + step)));
  const entities = [...found];
  words.forEach((word, at) => {
    if (taken.has(at) || !isValue(at)) return;
    entities.push({
      value: word.text,
      types: [],
      isCertain: !lexicon.isOrdinary(word.lower),
      kind: null,
      hasNoun: false,
      place: "loose",
      from: at,
      to: at + 1,
    });
  });
  entities.sort((a, b) => a.from - b.from);
  return apart(text, words, lowers, entities, lexicon, context, find);
}

const NOTHING: ReadonlySet<number> = new Set();

function apart(
  text: string,
  words: readonly Word[],
  lowers: readonly string[],
  entities: readonly Entity[],
  lexicon: Lexicon,
  reference: Reference,
  find: typeof findWindow,
): QuestionReading {
  const draft = unitsOf(words, lowers, lexicon, { entities, skipped: NOTHING });
  const asides = asidesOf(words, draft);
  const masked = maskedText(text, words, draft, asides.words);
  const time = find(masked.text, reference);
  const skipped = new Set([...asides.words, ...wordsOfTime(words, masked, time)]);
  const units = unitsOf(words, lowers, lexicon, { entities, skipped });
  return { words, units, entities, time, asides, skeleton: masked.skeleton, notes: [] };
}

/** Reads unknown words as their only neighbour; names and times are not words. */
function spelled(
  words: readonly Word[],
  units: readonly Unit[],
  lexicon: Lexicon,
): { lowers: readonly string[]; notes: readonly string[] } {
  const lowers = words.map((word) => word.lower);
  const notes: string[] = [];
  for (const unit of units) {
    if (unit.is !== "unknown" || !/^[a-z]+$/.test(unit.text)) continue;
    const meant = lexicon.nearest(unit.text) ?? lexicon.nearestWithin(lowers, unit.from);
    if (meant === null) continue;
    lowers[unit.from] = meant;
    notes.push(`Read “${words[unit.from]?.text ?? ""}” as “${meant}”.`);
  }
  return { lowers, notes };
}

interface Masked {
  /** What the reader of time sees. */
  readonly text: string;
  readonly skeleton: string;
  /** Where the words stand in that text; null for those that were taken out. */
  readonly places: readonly ({ readonly start: number; readonly end: number } | null)[];
}

/**
 * The text with one private-use character for each value, for each count, and for each expression that holds a word
 * of time but is none ("never did before", "first time").
 */
function maskedText(text: string, words: readonly Word[], units: readonly Unit[], asides: ReadonlySet<number>): Masked {
  const places: ({ start: number; end: number } | null)[] = words.map(() => null);
  let masked = "";
  let skeleton = "";
  let last = 0;
  let count = 0;
  for (const unit of units) {
    const start = words[unit.from]?.start ?? last;
    const end = words[unit.to - 1]?.end ?? start;
    const gap = text.slice(last, start);
    masked += gap;
    skeleton += gap;
    const isTaken = unit.is === "entity" || asides.has(unit.from) || isOddTime(unit);
    if (!isTaken)
      for (let at = unit.from; at < unit.to; at += 1) places[at] = shifted(words[at], masked.length - start);
    masked += isTaken ? placeholder(count) : text.slice(start, end);
    skeleton += isHidden(unit) ? placeholder(count) : unit.text;
    if (isTaken) count += 1;
    last = end;
  }
  return { text: masked + text.slice(last), skeleton: (skeleton + text.slice(last)).toLowerCase(), places };
}

/** A plain word that only may be a name keeps its text: it may be what makes the question one to refuse. */
function isHidden(unit: Unit): boolean {
  if (unit.is !== "entity") return false;
  const { isCertain, hasNoun, place } = unit.entity;
  return isCertain || hasNoun || place === "agent" || place === "subject" || place === "as";
}

function shifted(word: Word | undefined, by: number): { start: number; end: number } {
  return { start: (word?.start ?? 0) + by, end: (word?.end ?? 0) + by };
}

function isOddTime(unit: Unit): boolean {
  if (unit.is !== "entry" || unit.entry.words.length < 2) return false;
  return unit.entry.words.some((word) => isSurelyTime(word) || ODD.has(word));
}

const ODD: ReadonlySet<string> = new Set([
  "before",
  "last",
  "first",
  "recent",
  "latest",
  "previously",
  "until",
  "since",
  "past",
  "earlier",
]);

function wordsOfTime(words: readonly Word[], masked: Masked, time: WindowReading): readonly number[] {
  if (time.kind !== "window") return [];
  return words.flatMap((_, at) => {
    const place = masked.places[at];
    const isInside = place != null && time.spans.some((span) => place.start < span.end && place.end > span.start);
    return isInside ? [at] : [];
  });
}
