import type { Entity, EntityType, Place } from "../entities/entity.ts";
import { TrailError, reasonOf } from "../../errors.ts";
import type { IntentShape } from "../intent-shape.ts";
import { isWhose, placeBetween } from "../names/neighbours.ts";
import { NAMED_BY_ID } from "../names/nouns.ts";
import { parsePhrase, type Wording } from "../phrase.ts";
import { type Unit, unitsOf } from "../unit.ts";
import type { Word } from "../word.ts";
import type { Lexicon } from "../words/lexicon.ts";
import { KINDS } from "../words/things.ts";

/** A place for a value in a phrase. */
export interface Slot {
  readonly param: string;
  readonly type: EntityType;
  /** The noun beside it, where the phrase has one. */
  readonly noun: string | null;
  /** The part that the words beside it give to its value. */
  readonly place: Place;
  /** A person or role may stand here as the thing that something was done to. */
  readonly takesActors: boolean;
}

/** What a phrase needs, in no order. */
export interface CompiledPhrase {
  readonly strong: readonly string[];
  readonly soft: readonly string[];
  readonly slots: readonly Slot[];
  readonly asks: "who" | "what" | null;
  /** As it may be shown: its first wording, with `{param}` for values. */
  readonly text: string;
}

/** An intent with its phrases made ready for comparing. */
export interface CompiledIntent {
  readonly shape: IntentShape;
  readonly phrases: readonly CompiledPhrase[];
  /** The same phrases, those that say most before the others: where one of them fits, most others need no look. */
  readonly richestFirst: readonly CompiledPhrase[];
  readonly paramNames: readonly string[];
  /** Params that must be given. */
  readonly required: readonly string[];
  /** Every concept of its phrases, with those that stand beside it in one of them: a question may mix phrases that share one. */
  readonly vocabulary: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Teaches the lexicon the words of all phrases that it does not know, then compiles them. Throws TrailError("configuration"). */
export function compileIntents(intents: readonly IntentShape[], lexicon: Lexicon): readonly CompiledIntent[] {
  const parsed = intents.map((shape) => ({
    shape,
    phrases: shape.phrases.map((text) => ({ text, wordings: wordingsOf(shape, text) })),
  }));
  for (const { phrases } of parsed)
    for (const { wordings } of phrases) for (const wording of wordings) teach(wording, lexicon);
  return parsed.map(({ shape, phrases }) => {
    const compiled = phrases.flatMap(({ wordings }) => wordings.map((wording) => compile(shape, wording, lexicon)));
    const distinct = [...new Map(compiled.map((phrase) => [keyOf(phrase), phrase])).values()];
    const richestFirst = distinct.toSorted(
      (a, b) => b.strong.length + b.slots.length - a.strong.length - a.slots.length,
    );
    const paramNames = Object.keys(shape.params);
    const required = paramNames.filter((name) => shape.params[name]?.optional !== true);
    return {
      shape,
      phrases: distinct,
      richestFirst,
      paramNames,
      required,
      vocabulary: vocabularyOf(distinct),
    };
  });
}

function vocabularyOf(phrases: readonly CompiledPhrase[]): ReadonlyMap<string, ReadonlySet<string>> {
  const beside = new Map<string, Set<string>>();
  for (const { strong } of phrases) {
    for (const concept of strong) {
      const others = beside.get(concept) ?? new Set();
      beside.set(concept, others);
      for (const other of strong) others.add(other);
    }
  }
  return beside;
}

/** A phrase that cannot be read is told with the intent whose it is. */
function wordingsOf({ id }: IntentShape, phrase: string): readonly Wording[] {
  try {
    return parsePhrase(phrase);
  } catch (cause) {
    throw new TrailError("configuration", `In ${id}: ${reasonOf(cause)}`, { cause });
  }
}

function teach(wording: Wording, lexicon: Lexicon): void {
  const { words, entities } = spoken(wording);
  for (const unit of unitsOf(words, lowersOf(words), lexicon, { entities, skipped: new Set() })) {
    if (unit.is === "unknown")
      lexicon.add({ words: [unit.text], concept: `word:${unit.text}`, part: "literal", form: "other" });
  }
}

function compile(shape: IntentShape, wording: Wording, lexicon: Lexicon): CompiledPhrase {
  const { words, entities } = spoken(wording);
  const units = unitsOf(words, lowersOf(words), lexicon, { entities, skipped: new Set() });
  const nouns = new Set<Unit>();
  const slots = units.flatMap((unit, at) => (unit.is === "entity" ? [slotOf(shape, units, at, nouns)] : []));
  const strong = new Set<string>();
  const soft = new Set<string>();
  for (const unit of units) {
    if (unit.is !== "entry" || nouns.has(unit)) continue;
    const { part, concept, form } = unit.entry;
    if (part === "filler" || part === "pointer") continue;
    if (part === "action" && form === "plural") soft.add("acts");
    (part === "soft" ? soft : strong).add(concept);
  }
  const takesActors = soft.has("make") || [...strong].some((concept) => concept !== "act");
  if (strong.size === 0 && soft.size === 0 && wording.length > 1 && slots.every((slot) => slot.noun === null)) {
    throw new TrailError(
      "configuration",
      `The phrase “${textOf(wording)}” of ${shape.id} says nothing but a value. Add a word that tells what is asked.`,
    );
  }
  return {
    strong: [...strong],
    soft: [...soft],
    slots: slots.map((slot) => ({ ...slot, takesActors })),
    asks: askedBy(words),
    text: textOf(wording),
  };
}

function slotOf(shape: IntentShape, units: readonly Unit[], at: number, nouns: Set<Unit>): Omit<Slot, "takesActors"> {
  const name = units[at]?.text ?? "";
  const param = Object.hasOwn(shape.params, name) ? shape.params[name] : undefined;
  if (param === undefined) {
    throw new TrailError(
      "configuration",
      `A phrase of ${shape.id} has {${name}}, which is none of its params. Name a param.`,
    );
  }
  let noun: string | null = null;
  const ends: [number, number] = [at, at];
  for (const step of [-1, 1]) {
    for (let next = at + step; isNounFor(units[next], param.type); next += step) {
      const unit = units[next];
      if (unit?.is !== "entry") break;
      nouns.add(unit);
      noun ??= unit.entry.concept;
      ends[step < 0 ? 0 : 1] = next;
    }
  }
  const place = isWhose(units, ends[0]) ? "whose" : placeBetween(units[ends[0] - 1], units[ends[1] + 1], false);
  return { param: name, type: param.type, noun, place };
}

function isNounFor(unit: Unit | undefined, type: EntityType): boolean {
  if (unit?.is !== "entry") return false;
  if (type === "event-id" && NAMED_BY_ID.has(unit.text)) return true;
  if (unit.entry.part === "service") return type === "resource";
  return unit.entry.part === "kind" && (KINDS[unit.entry.concept]?.types.includes(type) ?? false);
}

/** The wording as words, with an entity for each slot. */
function spoken(wording: Wording): { words: readonly Word[]; entities: readonly Entity[] } {
  const words = wording.map((item, at): Word => {
    const text = item.kind === "slot" ? item.param : item.text;
    return { text, lower: text, start: at, end: at + 1, isPossessive: false, isCertain: false, isApart: false };
  });
  const entities = wording.flatMap((item, at): readonly Entity[] => {
    if (item.kind !== "slot") return [];
    return [
      {
        value: item.param,
        types: [],
        isCertain: true,
        kind: null,
        hasNoun: false,
        place: "loose",
        from: at,
        to: at + 1,
      },
    ];
  });
  return { words, entities };
}

function lowersOf(words: readonly Word[]): readonly string[] {
  return words.map((word) => word.lower.replace(/'s$/, ""));
}

function askedBy(words: readonly Word[]): "who" | "what" | null {
  const first = words.find(
    ({ lower }) => lower === "who" || lower === "what" || lower === "which" || lower === "everything",
  );
  if (first === undefined) return null;
  return first.lower === "who" ? "who" : "what";
}

function textOf(wording: Wording): string {
  return wording.map((item) => (item.kind === "slot" ? `{${item.param}}` : item.text)).join(" ");
}

function keyOf(phrase: CompiledPhrase): string {
  const slots = phrase.slots.map(({ param, noun, place }) => `${param}:${noun ?? ""}:${place}`);
  return [
    phrase.strong.toSorted().join(","),
    phrase.soft.toSorted().join(","),
    slots.toSorted().join(","),
    phrase.asks,
  ].join("|");
}
