import { ORDINARY_SERVICE_NAMES, SERVICE_NAMES, eventSourceOf } from "../entities/service-sources.ts";
import { ACTIONS } from "./actions.ts";
import { isOrdinary } from "./english.ts";
import { type Form, spellings } from "./expression.ts";
import { Nearest } from "./nearest.ts";
import { QUALITIES } from "./qualities.ts";
import { FILLERS, POINTERS, SOFT } from "./small-words.ts";
import { KINDS } from "./things.ts";

/**
 * What an expression does for a question. `action`, `quality`, `kind` and `service` must be explained by an intent,
 * `soft` ones may be, `filler` never is, `pointer` stands for something said elsewhere.
 */
export type Part = "action" | "quality" | "kind" | "service" | "literal" | "soft" | "filler" | "pointer";

/** An expression that the reader knows, of one word or more. */
export interface Entry {
  readonly words: readonly string[];
  readonly concept: string;
  readonly part: Part;
  readonly form: Form;
}

/** All words of the reader: fixed lists, and the words of the phrases that were taught to it. */
export class Lexicon {
  readonly #byFirstWord = new Map<string, Entry[]>();
  readonly #byText = new Map<string, Entry>();
  /** First words whose entries do not stand longest first yet. */
  readonly #unsorted = new Set<string>();
  readonly #words = new Set<string>();
  readonly #spellable = new Set<string>();
  #nearest: Nearest | null = null;

  constructor() {
    this.#learn(ACTIONS, "action");
    this.#learn(QUALITIES, "quality");
    this.#learn(Object.fromEntries(Object.entries(KINDS).map(([concept, kind]) => [concept, kind.words])), "kind");
    this.#learn(SOFT, "soft");
    this.#learn({ pointer: POINTERS }, "pointer");
    this.#learn({ filler: FILLERS }, "filler");
    for (const name of SERVICE_NAMES) {
      if (ORDINARY_SERVICE_NAMES.has(name)) continue;
      this.add({ words: name.split(" "), concept: serviceConcept(name), part: "service", form: "other" });
    }
  }

  /** Adds an expression unless the very same words are known; "changes" counts as the noun rather than the verb. */
  add(entry: Entry): void {
    const [first] = entry.words;
    if (first === undefined) return;
    const text = entry.words.join(" ");
    const known = this.#byText.get(text);
    if (known !== undefined && !(entry.form === "plural" && known.concept === entry.concept)) return;
    const entries = (this.#byFirstWord.get(first) ?? []).filter((other) => other !== known);
    this.#byFirstWord.set(first, entries);
    entries.push(entry);
    this.#byText.set(text, entry);
    this.#unsorted.add(first);
    for (const word of entry.words) this.#words.add(word);
    if (entry.part !== "service") for (const word of entry.words) this.#spellable.add(word);
    this.#nearest = null;
  }

  /** The longest expression that begins at a word, or null. */
  longest(words: readonly string[], at: number): Entry | null {
    const first = words[at] ?? "";
    const entries = this.#byFirstWord.get(first) ?? [];
    if (this.#unsorted.delete(first)) entries.sort((a, b) => b.words.length - a.words.length);
    return entries.find((entry) => entry.words.every((word, index) => words[at + index] === word)) ?? null;
  }

  /** Whether a word stands in any expression. */
  has(word: string): boolean {
    return this.#words.has(word);
  }

  /** Whether a word that means nothing alone is an ordinary English one, and so neither a misspelling nor a name. */
  isOrdinary(word: string): boolean {
    return !this.#byText.has(word) && isOrdinary(word, (stem) => this.#byText.get(stem)?.part === "action");
  }

  /** The word that was meant by a misspelling: the only one within one edit, or null. */
  nearest(word: string): string | null {
    return this.#words.has(word) || this.isOrdinary(word) ? null : this.#near(word);
  }

  /** The same for an ordinary word that makes an expression with its neighbours once it is spelled anew: "audit trial". */
  nearestWithin(words: readonly string[], at: number): string | null {
    const meant = this.#near(words[at] ?? "");
    if (meant === null) return null;
    const spelled = words.with(at, meant);
    const entries = [this.longest(spelled, at), this.longest(spelled.slice(0, at + 1), at - 1)];
    return entries.some((entry) => entry !== null && entry.part !== "filler" && hasOther(entry, meant)) ? meant : null;
  }

  #near(word: string): string | null {
    this.#nearest ??= new Nearest(this.#spellable, (known) => this.#meaningOf(known));
    return this.#nearest.of(word);
  }

  /** Words that only stand in longer expressions mean what the first of those means. */
  #meaningOf(word: string): string {
    const entry = this.longest([word], 0) ?? this.#byFirstWord.get(word)?.find(({ part }) => part !== "filler");
    return entry?.concept ?? word;
  }

  #learn(lists: Readonly<Record<string, string>>, part: Part): void {
    for (const [concept, list] of Object.entries(lists)) {
      for (const { words, form } of spellings(list)) this.add({ words, concept, part, form });
    }
  }
}

/** Whether an expression holds more than a word and an article. */
function hasOther({ words }: Entry, word: string): boolean {
  return words.includes(word) && words.some((other) => other !== word && other.length > 3);
}

/** The concept of a service by any of its names. */
export function serviceConcept(name: string): string {
  return `service:${eventSourceOf(name)}`;
}
