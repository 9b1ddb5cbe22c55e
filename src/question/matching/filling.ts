import type { Entity } from "../entities/entity.ts";
import type { CompiledIntent, CompiledPhrase, Slot } from "./compiled-intent.ts";
import { fit, fitOfSlot } from "./fit.ts";
import type { Meaning } from "./meaning.ts";

/** What a value that fits a slot of the phrase wholly is worth, and one that fits another param. */
export const SLOT = 1.5;
export const OPTIONAL = 0.6;
/** "trail org-trail" where the phrase says "trail {resource}". */
export const NOUN_ALIKE = 0.5;

/** The values of a question, given to the params of an intent. */
export interface Filled {
  readonly values: ReadonlyMap<string, readonly Entity[]>;
  readonly score: number;
  readonly left: readonly Entity[];
  /** Concepts that stood for a value or for its kind. */
  readonly explained: ReadonlySet<string>;
  /** Nouns that stood beside the values of slots. */
  readonly nouns: ReadonlySet<string>;
}

/** Gives values to the slots of a phrase first, then to the other params, then to the scope of any question. */
export function fill(intent: CompiledIntent, phrase: CompiledPhrase, meaning: Meaning): Filled {
  const filling = new Filling(intent, phrase, meaning);
  for (const slot of phrase.slots) filling.takeSlot(slot);
  for (const name of intent.paramNames) filling.takeParam(name);
  filling.takeScope();
  return filling.result();
}

/** A value that no param has yet; `concept` where a word of the lexicon stands for it. */
interface Available {
  readonly entity: Entity;
  readonly concept: string | null;
}

class Filling {
  readonly #intent: CompiledIntent;
  readonly #phrase: CompiledPhrase;
  readonly #meaning: Meaning;
  readonly #values = new Map<string, Entity[]>();
  readonly #used = new Set<Entity>();
  readonly #explained = new Set<string>();
  readonly #nouns = new Set<string>();
  /** Those that no param has yet; null: to be looked for anew. */
  #free: readonly Available[] | null = null;
  #score = 0;

  constructor(intent: CompiledIntent, phrase: CompiledPhrase, meaning: Meaning) {
    this.#intent = intent;
    this.#phrase = phrase;
    this.#meaning = meaning;
  }

  /** Gives a slot of the phrase the values that fit it best. */
  takeSlot(slot: Slot): void {
    const worths = this.#available().map((one) => ({ ...one, worth: fitOfSlot(slot, one.entity) }));
    this.#score += this.#takeBest(slot.param, worths) * SLOT;
    const isSaid = this.#values.get(slot.param)?.some(({ kind, hasNoun }) => hasNoun && kind === slot.noun) === true;
    if (isSaid && slot.noun !== null && slot.type === "resource") this.#score += NOUN_ALIKE;
  }

  /** Gives any param further values; one that is full already takes more of what it has. */
  takeParam(name: string): void {
    if (this.#available().length === 0) return;
    const param = this.#intent.shape.params[name];
    if (param === undefined) return;
    const isFull = this.#values.has(name);
    // What does not fit where the phrase has its place is not put there by another way.
    if (!isFull && this.#phrase.slots.some((slot) => slot.param === name)) return;
    const manner = isFull ? "slot" : "optional";
    const worths = this.#available()
      .filter(({ entity }) => !isFull || entity.types.length > 0)
      .map((one) => ({ ...one, worth: fit(param.type, one.entity, manner) }));
    const worth = this.#takeBest(name, worths);
    if (!isFull) this.#score += worth * OPTIONAL;
  }

  #takeBest(name: string, worths: readonly (Available & { readonly worth: number })[]): number {
    const best = Math.max(0, ...worths.map(({ worth }) => worth));
    if (best === 0) return 0;
    for (const { entity, concept, worth } of worths) if (worth >= best - 0.05) this.#give(name, entity, concept);
    return best;
  }

  /** A region and an account may be named with any intent. */
  takeScope(): void {
    for (const { entity, concept } of this.#available()) {
      const [type] = entity.types;
      if (type !== "region" && type !== "account") continue;
      const isSlot = this.#phrase.slots.some((slot) => slot.param === type);
      if (!isSlot && !this.#values.has(type)) this.#give(type, entity, concept);
    }
  }

  result(): Filled {
    const left = this.#meaning.entities.filter((entity) => !this.#used.has(entity));
    return { values: this.#values, score: this.#score, left, explained: this.#explained, nouns: this.#nouns };
  }

  #available(): readonly Available[] {
    return (this.#free ??= this.#unused());
  }

  #unused(): readonly Available[] {
    const named = this.#meaning.entities.map((entity) => ({ entity, concept: null }));
    const standIns = this.#meaning.standIns.filter(({ concept }) => this.#mayFill(concept));
    return [...named, ...standIns].filter(({ entity }) => !this.#used.has(entity));
  }

  /** A service that the phrase names itself is no value; nor is a field whose changes are a question of their own. */
  #mayFill(concept: string): boolean {
    if (this.#phrase.strong.includes(concept)) return false;
    return !(OWN_FIELDS.has(concept) && this.#phrase.strong.includes("change"));
  }

  #give(name: string, entity: Entity, concept: string | null): void {
    this.#values.set(name, [...(this.#values.get(name) ?? []), entity]);
    this.#used.add(entity);
    this.#free = null;
    if (concept !== null) this.#explained.add(concept);
    if (entity.kind !== null) this.#explained.add(entity.kind);
    if (entity.kind !== null && entity.hasNoun) this.#nouns.add(entity.kind);
  }
}

const OWN_FIELDS: ReadonlySet<string> = new Set(
  ["iam", "cloudtrail", "guardduty", "organizations", "route53"].map((name) => `service:${name}.amazonaws.com`),
);
