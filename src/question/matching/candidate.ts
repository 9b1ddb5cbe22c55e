import type { Entity } from "../entities/entity.ts";
import type { Unit } from "../unit.ts";
import type { CompiledIntent, CompiledPhrase } from "./compiled-intent.ts";
import { KINDS } from "../words/things.ts";
import { fill, NOUN_ALIKE, OPTIONAL, SLOT, type Filled } from "./filling.ts";
import type { Meaning, Mention } from "./meaning.ts";

/** One intent as the meaning of a question. */
export interface Candidate {
  readonly intent: CompiledIntent;
  readonly phrase: CompiledPhrase;
  readonly score: number;
  readonly values: ReadonlyMap<string, readonly Entity[]>;
  /** Concepts that the phrase needs and the question lacks. */
  readonly absent: readonly string[];
  /** Params that must be given and are not. */
  readonly missing: readonly string[];
  /** Params with more values than they take. */
  readonly crowded: readonly string[];
  /** Words of the question that this meaning does not explain. */
  readonly unexplained: readonly Unit[];
  readonly leftEntities: readonly Entity[];
}

/** Nothing is missing and nothing is left over: it may run. */
export function isComplete(candidate: Candidate): boolean {
  const { absent, missing, crowded, unexplained, leftEntities } = candidate;
  return [absent, missing, crowded, unexplained, leftEntities].every((list) => list.length === 0);
}

const CONCEPT = 2;
const MIXED = -0.7;
const ASKED_ALIKE = 0.2;
/** "who calls s3 the most" asks for people, "the most calls on s3" does not. */
const WHO_ALIKE = 0.45;
/** "the newest events by alice": which ones, rather than what she did. */
const NEWEST_ALIKE = 1;
const SOFT_ALIKE = 0.1;
/** What any flaw costs: a complete candidate always stands before the others. */
const FLAW = -3;

/** The best reading of a question as this intent by a phrase of which every concept is there, or null. */
export function fullCandidate(intent: CompiledIntent, meaning: Meaning): Candidate | null {
  const phrases = intent.richestFirst.filter((phrase) =>
    phrase.strong.every((concept) => meaning.concepts.has(concept)),
  );
  return bestOf(intent, phrases, meaning);
}

/**
 * The best reading that leaves nothing out, or null: as {@link fullCandidate}, but phrases and intents that cannot explain the
 * whole question are not looked at.
 */
export function wholeCandidate(intent: CompiledIntent, meaning: Meaning): Candidate | null {
  if (meaning.unexplained.length > 0 || !mayExplain(intent, meaning)) return null;
  const values = meaning.entities.length + meaning.standIns.length;
  const phrases = intent.richestFirst.filter(
    ({ slots, strong }) => slots.length <= values && strong.every((concept) => meaning.concepts.has(concept)),
  );
  return bestOf(intent, phrases, meaning, "whole");
}

/** Words that may be explained by a value are left to the closer look. */
function mayExplain(intent: CompiledIntent, meaning: Meaning): boolean {
  return meaning.strong.every(
    ({ concept, unit }) =>
      intent.vocabulary.has(concept) ||
      concept === "root" ||
      (unit.is === "entry" && (unit.entry.part === "kind" || unit.entry.part === "service")),
  );
}

/** The best reading by the phrases that share most with the question, for asking back. */
export function nearCandidate(intent: CompiledIntent, meaning: Meaning): Candidate | null {
  const shared = intent.phrases.map((phrase) => {
    const there = phrase.strong.filter((concept) => meaning.concepts.has(concept)).length;
    return { phrase, share: 2 * there - phrase.strong.length };
  });
  const most = Math.max(...shared.map(({ share }) => share));
  const nearest = shared.filter(({ share }) => share === most).slice(0, MOST_NEAR);
  return bestOf(
    intent,
    nearest.map(({ phrase }) => phrase),
    meaning,
  );
}

/** Phrases tried for asking back. */
const MOST_NEAR = 4;

/** `whole`: of those alone that leave nothing out. */
function bestOf(
  intent: CompiledIntent,
  phrases: readonly CompiledPhrase[],
  meaning: Meaning,
  of: "all" | "whole" = "all",
): Candidate | null {
  let best: Candidate | null = null;
  for (const phrase of phrases) {
    if (best !== null && mostOf(intent, phrase, meaning) <= best.score) continue;
    const filled = fill(intent, phrase, meaning);
    // Most that are not whole are seen to be so by their values.
    if (of === "whole" && (filled.left.length > 0 || phrase.slots.some(({ param }) => !filled.values.has(param))))
      continue;
    const candidate = candidateOf(intent, phrase, meaning, filled);
    if (of === "whole" && !isComplete(candidate)) continue;
    if (best === null || candidate.score > best.score) best = candidate;
  }
  return best;
}

/** What a reading by this phrase could be worth at the very most: most phrases need no closer look. */
function mostOf(intent: CompiledIntent, phrase: CompiledPhrase, meaning: Meaning): number {
  const values = meaning.entities.length + meaning.standIns.length;
  const filled = Math.min(phrase.slots.length, values);
  const absent = phrase.strong.filter((concept) => !meaning.concepts.has(concept)).length;
  const flaws = meaning.unexplained.length + absent + phrase.slots.length - filled;
  return (
    phrase.strong.reduce((sum, concept) => sum + (meaning.concepts.has(concept) ? weightOf(concept) : 0), 0) +
    filled * (SLOT + NOUN_ALIKE) +
    Math.min(intent.paramNames.length, values) * OPTIONAL +
    askedAlike(phrase, meaning) +
    (phrase.soft.includes("newest") ? NEWEST_ALIKE : 0) +
    Math.min(3, phrase.soft.length) * SOFT_ALIKE +
    flaws * FLAW
  );
}

function candidateOf(intent: CompiledIntent, phrase: CompiledPhrase, meaning: Meaning, filled: Filled): Candidate {
  const open = phrase.slots.filter(({ param }) => !filled.values.has(param)).map(({ param }) => param);
  const absent = [...absentFrom(phrase, meaning, filled.nouns), ...(lacksWho(phrase, meaning) ? ["who"] : []), ...open];
  const { left, mixed } = leftConcepts(intent, phrase, meaning, filled);
  const missing = intent.required.filter((name) => !filled.values.has(name));
  const crowded = Array.from(filled.values)
    .filter(([name, values]) => values.length > 1 && intent.shape.params[name]?.many !== true)
    .map(([name]) => name);
  const unexplained = [...meaning.unexplained, ...left.map(({ unit }) => unit)];
  const flaws = absent.length + missing.length + crowded.length + unexplained.length + filled.left.length;
  const score =
    phrase.strong.filter((concept) => !absent.includes(concept)).reduce((sum, concept) => sum + weightOf(concept), 0) +
    filled.score +
    mixed * MIXED +
    askedAlike(phrase, meaning) +
    (phrase.soft.includes("newest") && meaning.soft.has("newest") ? NEWEST_ALIKE : 0) +
    Math.min(3, phrase.soft.filter((concept) => meaning.soft.has(concept)).length) * SOFT_ALIKE +
    flaws * FLAW;
  return {
    intent,
    phrase,
    score,
    values: filled.values,
    absent,
    missing,
    crowded,
    unexplained,
    leftEntities: filled.left,
  };
}

function askedAlike(phrase: CompiledPhrase, meaning: Meaning): number {
  if (phrase.asks === null || phrase.asks !== meaning.asks) return 0;
  return phrase.asks === "who" ? WHO_ALIKE : ASKED_ALIKE;
}

/** "who makes the most calls" ranks people; "the most frequent calls" are a ranking of calls. */
function lacksWho(phrase: CompiledPhrase, meaning: Meaning): boolean {
  const [only, ...more] = phrase.strong;
  return phrase.asks === "who" && only === "top" && more.length === 0 && meaning.asks !== "who";
}

/** Root is a user too: as the thing asked about it weighs more than as a value. */
function weightOf(concept: string): number {
  return concept === "root" ? CONCEPT + 1 : CONCEPT;
}

/** Words that say nothing by themselves, but make another question of a phrase: "the newest events", "added rules to". */
const NEEDED: readonly string[] = ["newest", "rule", "come", "arrive", "hit", "send"];

/** Beside its concepts a phrase without values needs one of its soft words; one of values and soft words alone too. */
function absentFrom(phrase: CompiledPhrase, meaning: Meaning, nouns: ReadonlySet<string>): readonly string[] {
  const absent = phrase.strong.filter((concept) => !meaning.concepts.has(concept));
  const needsSoft = phrase.soft.length > 0 && (phrase.slots.length === 0 || phrase.strong.length === 0);
  const telling = phrase.strong.length === 0 ? phrase.soft.filter((concept) => concept !== "what") : phrase.soft;
  if (needsSoft && !telling.some((concept) => meaning.soft.has(concept))) absent.push(phrase.soft[0] ?? "");
  for (const needed of NEEDED) {
    if (phrase.soft.includes(needed) && !meaning.soft.has(needed) && !absent.includes(needed)) absent.push(needed);
  }
  const isBare = phrase.strong.length === 0 && phrase.soft.length === 0;
  const noun = phrase.slots[0]?.noun ?? null;
  if (isBare && noun !== null && !nouns.has(noun)) absent.push(noun);
  return absent;
}

/** What somebody did is a question of its own, even where another question has the word. */
const NEVER_MIXED: ReadonlySet<string> = new Set(["act", "not", "why", "danger", "outside", "except", "successor"]);

/** "user activity of alice": the noun says again what the value is. */
function isNounOfValue({ concept, unit }: Mention, intent: CompiledIntent, values: Filled["values"]): boolean {
  if (unit.is !== "entry" || unit.entry.part !== "kind" || unit.entry.form === "plural") return false;
  const [type] = KINDS[concept]?.types ?? [];
  return (
    type !== undefined &&
    type !== "resource" &&
    Array.from(values.keys()).some((name) => intent.shape.params[name]?.type === type)
  );
}

function leftConcepts(
  intent: CompiledIntent,
  phrase: CompiledPhrase,
  meaning: Meaning,
  { explained, values }: Filled,
): { left: readonly Mention[]; mixed: number } {
  const left: Mention[] = [];
  let mixed = 0;
  for (const mention of meaning.strong) {
    if (phrase.strong.includes(mention.concept) || explained.has(mention.concept)) continue;
    if (isNounOfValue(mention, intent, values)) continue;
    const beside = NEVER_MIXED.has(mention.concept) ? undefined : intent.vocabulary.get(mention.concept);
    if (beside !== undefined && phrase.strong.some((concept) => beside.has(concept))) mixed += 1;
    else left.push(mention);
  }
  return { left, mixed };
}
