import { conceptOfErrorCode } from "./entities/api-names.ts";
import type { Entity } from "./entities/entity.ts";
import type { Entry, Lexicon } from "./words/lexicon.ts";
import { looksLikeTime } from "./words/time-words.ts";
import type { Word } from "./word.ts";

/** One piece of meaning: a value, an expression of the lexicon, a word of time, or a word that nobody knows. */
export type Unit = { readonly from: number; readonly to: number; readonly text: string } & (
  | { readonly is: "entity"; readonly entity: Entity }
  | { readonly is: "entry"; readonly entry: Entry }
  | { readonly is: "time" }
  | { readonly is: "unknown" }
);

/** What is settled about words before they are put together: by index of the word. */
export interface Settled {
  readonly entities: readonly Entity[];
  /** Words that are read already: time, counts, asides. */
  readonly skipped: ReadonlySet<number>;
}

/** Puts words together into units, longest expressions first. `lowers` are the words as they are to be read. */
export function unitsOf(
  words: readonly Word[],
  lowers: readonly string[],
  lexicon: Lexicon,
  settled: Settled,
): readonly Unit[] {
  const starts = new Map(settled.entities.map((entity) => [entity.from, entity]));
  const readable = readableWords(words, lowers, settled);
  const units: Unit[] = [];
  for (let at = 0; at < words.length;) {
    const entity = starts.get(at);
    const unit = entity === undefined ? wordUnit(words, readable, at, lexicon) : entityUnit(entity);
    if (!settled.skipped.has(at)) units.push(unit);
    at = unit.to;
  }
  return units;
}

/** The words with the empty text in place of all that must not be part of an expression. */
function readableWords(words: readonly Word[], lowers: readonly string[], settled: Settled): readonly string[] {
  const taken = new Set(settled.skipped);
  for (const entity of settled.entities) for (let at = entity.from; at < entity.to; at += 1) taken.add(at);
  return words.map((word, at) => (taken.has(at) || word.isCertain ? "" : (lowers[at] ?? "")));
}

function wordUnit(words: readonly Word[], readable: readonly string[], at: number, lexicon: Lexicon): Unit {
  const text = readable[at] ?? "";
  const direct = lexicon.longest(readable, at);
  const entry = direct ?? joinedEntry(words[at]?.text ?? "", text, lexicon);
  const to = at + (direct?.words.length ?? 1);
  if (entry !== null) return { from: at, to, text: readable.slice(at, to).join(" "), is: "entry", entry };
  return { from: at, to, text, is: looksLikeTime(text) ? "time" : "unknown" };
}

/** Error codes, and expressions that were written as one word with hyphens. */
function joinedEntry(typed: string, text: string, lexicon: Lexicon): Entry | null {
  const code = conceptOfErrorCode(typed);
  if (code !== null) return { words: [text], concept: code, part: "quality", form: "other" };
  if (!/[a-z]-[a-z]/.test(text)) return null;
  const parts = text.split("-");
  const entry = lexicon.longest(parts, 0);
  return entry !== null && entry.words.length === parts.length ? entry : null;
}

function entityUnit(entity: Entity): Unit {
  return { from: entity.from, to: entity.to, text: entity.value, is: "entity", entity };
}
