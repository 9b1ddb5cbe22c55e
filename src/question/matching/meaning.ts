import type { Entity } from "../entities/entity.ts";
import type { QuestionReading } from "../question-reading.ts";
import { lastWord } from "../names/neighbours.ts";
import { conditionsIn } from "./conditions.ts";
import type { Unit } from "../unit.ts";

/** A concept in a question and the word that brought it. */
export interface Mention {
  readonly concept: string;
  readonly unit: Unit;
}

/** What the units of a question say, in no order. */
export interface Meaning {
  /** Concepts that an intent must explain. */
  readonly strong: readonly Mention[];
  readonly concepts: ReadonlySet<string>;
  readonly soft: ReadonlySet<string>;
  readonly entities: readonly Entity[];
  /** Services and root, which may fill a param; each is among the strong mentions too. */
  readonly standIns: readonly { readonly entity: Entity; readonly concept: string }[];
  /** Words of which nothing is known, words of time that gave no window, and conditions that no question applies. */
  readonly unexplained: readonly Unit[];
  /** Words that point at something said elsewhere. */
  readonly pointers: readonly Unit[];
  readonly asks: "who" | "what" | null;
}

/** Gathers what the units say. */
export function meaningOf(reading: QuestionReading): Meaning {
  const { units, entities } = reading;
  const strong: Mention[] = [];
  const soft = new Set<string>();
  const counted = new Set<string>();
  const unexplained: Unit[] = [...conditionsIn(units, reading.words)];
  const standIns: { entity: Entity; concept: string }[] = [];
  units.forEach((unit, at) => {
    if ((unit.is === "time" && !isLastOf(unit, units[at + 1])) || unit.is === "unknown") unexplained.push(unit);
    if (unit.is !== "entry") return;
    const { part, concept, form } = unit.entry;
    if (part === "filler" && isWhatChanged(unit, units[at + 1])) unexplained.push(unit);
    if (isOtherNoun(unit, units[at - 1]) || isPersonActedOn(unit, units[at - 1])) unexplained.push(unit);
    if (isToBeDone(unit, units[at - 1], units[at - 2])) unexplained.push(unit);
    if (part === "soft") soft.add(concept);
    if (part === "filler" || part === "pointer" || part === "soft") return;
    if (part === "action" && (form === "plural" || form === "singular")) soft.add("acts");
    if (concept === "account" && form === "singular") return;
    if (part === "kind" && refersBack(unit, units[at - 1], entities)) return;
    if (concept === "top" && reading.asides.limit !== null) counted.add(concept);
    if (!counted.has(concept)) strong.push({ concept, unit });
    if (part === "service") standIns.push({ entity: standIn(unit, unit.text, "service", units[at - 1]), concept });
    if (concept === "root") standIns.push({ entity: standIn(unit, "root", "user", units[at - 1]), concept });
  });
  if (!soft.has("come")) addDone(reading, strong);
  if (strong.length === 0) for (const concept of doneByWho(units)) soft.delete(concept);
  return {
    strong,
    concepts: new Set([...strong.map(({ concept }) => concept), ...counted]),
    soft,
    entities,
    standIns,
    unexplained,
    pointers: pointersIn(units),
    asks: asked(reading),
  };
}

/** "may … this user": the noun says again what was named before. */
function refersBack(unit: Unit, before: Unit | undefined, entities: readonly Entity[]): boolean {
  if (unit.is !== "entry" || unit.entry.form !== "singular" || !THIS.has(before?.text ?? "")) return false;
  return entities.some(({ kind, from }) => kind === unit.entry.concept && from < unit.from);
}

/** "who last changed": the newest events stand first anyway. */
function isLastOf(unit: Unit, next: Unit | undefined): boolean {
  return unit.text === "last" && next?.is === "entry" && next.entry.part === "action";
}

/** "what alice did": with no other action in the question, "did" is the action. */
function addDone(reading: QuestionReading, strong: Mention[]): void {
  if (strong.some(({ unit }) => unit.is === "entry" && unit.entry.part !== "kind" && unit.entry.part !== "service"))
    return;
  const did = reading.units.slice(1).find((unit) => unit.text === "did" || unit.text === "done");
  if (did !== undefined && reading.entities.length > 0) strong.push({ concept: "act", unit: did });
}

const COMPOUNDED: ReadonlySet<string> = new Set(["name", "names", "time", "times", "data", "id", "ids", "information"]);

/** "name changes": a word that says nothing elsewhere is here what was changed. */
function isWhatChanged(unit: Unit, next: Unit | undefined): boolean {
  return (
    COMPOUNDED.has(unit.text) &&
    next?.is === "entry" &&
    ["action", "soft"].includes(next.entry.part) &&
    (next.entry.form === "plural" || next.text === "mining")
  );
}

const OTHER_NOUNS: ReadonlySet<string> = new Set([
  "release",
  "build",
  "ship",
  "drop",
  "store",
  "stop",
  "start",
  "kill",
  "look",
]);
const BEFORE_NOUN = /(?:^|\s)(?:the|a|an|my|our|this|that)$/;

/** "in the release", "the build": a verb elsewhere, here a thing of which the lexicon knows nothing. */
function isOtherNoun(unit: Unit, before: Unit | undefined): boolean {
  return OTHER_NOUNS.has(unit.text) && BEFORE_NOUN.test(before?.text ?? "");
}

/** "who tagged me". */
function isPersonActedOn(unit: Unit, before: Unit | undefined): boolean {
  return unit.text === "me" && before?.is === "entry" && before.entry.part === "action";
}

/** "anything to share": what is still to be done. */
function isToBeDone(unit: Unit, before: Unit | undefined, thing: Unit | undefined): boolean {
  if (unit.is !== "entry" || unit.entry.part !== "action" || unit.entry.form !== "base") return false;
  return before?.text === "to" && thing?.is === "entry" && thing.entry.concept === "any";
}

const VERBS_OF_WHO: ReadonlySet<string> = new Set(["call", "come", "arrive", "hit", "send"]);
const WHO: ReadonlySet<string> = new Set(["who", "who did", "who exactly", "whoever"]);

/** "who called sg-1", "who sent sg-1": such a verb says what somebody did, which the noun "calls" does not. */
function doneByWho(units: readonly Unit[]): readonly string[] {
  return units.flatMap((unit, at) => {
    if (unit.is !== "entry" || !VERBS_OF_WHO.has(unit.entry.concept) || unit.entry.form === "plural") return [];
    return WHO.has(units[at - 1]?.text ?? "") ? [unit.entry.concept] : [];
  });
}

function standIn(unit: Unit, value: string, type: "service" | "user", before: Unit | undefined): Entity {
  const isAgent = before?.text === "by" || before?.text === "did" || before?.text === "has";
  const { from, to } = unit;
  return {
    value,
    types: [type],
    isCertain: true,
    kind: null,
    hasNoun: false,
    place: isAgent ? "agent" : "object",
    from,
    to,
  };
}

const WAS: ReadonlySet<string> = new Set(["was", "were", "is", "did", "does", "has"]);
const THIS: ReadonlySet<string> = new Set(["this", "that", "these", "those"]);

function pointersIn(units: readonly Unit[]): readonly Unit[] {
  return units.filter((unit, at) => {
    if (unit.is !== "entry") return false;
    if (unit.entry.part === "pointer") return true;
    return THIS.has(unit.text) && (wasAsked(units[at - 1]) || pointsBack(unit.text, units[at + 1]));
  });
}

/** "why was that denied", "did this fail". */
function wasAsked(before: Unit | undefined): boolean {
  return before?.is === "entry" && WAS.has(lastWord(before));
}

/** "that" at the end or before a thing points back; before a verb it only joins two parts of a sentence. */
function pointsBack(word: string, next: Unit | undefined): boolean {
  if (next === undefined) return true;
  if (next.is !== "entry") return next.is !== "entity";
  const { part, form } = next.entry;
  if (part === "kind" || part === "soft") return word !== "that" || form === "singular";
  return part === "action" && (form === "singular" || form === "plural");
}

/** "which user", "what principals": asked for who did it. */
const PEOPLE =
  /^(?:(?:user|person|principal|identit(?:y|ie)|engineer|developer|dev|colleague|employee|admin|teammate|caller)s?|people|guys?)$/;

function asked(reading: QuestionReading): "who" | "what" | null {
  for (const [at, { lower }] of reading.words.entries()) {
    if ((lower === "what" || lower === "which") && PEOPLE.test(reading.words[at + 1]?.lower ?? "")) return "who";
    if (lower === "who" || lower === "whom" || lower === "anyone" || lower === "someone" || lower === "anybody")
      return "who";
    if (lower === "what" || lower === "which" || lower === "anything" || lower === "everything") return "what";
  }
  return null;
}
