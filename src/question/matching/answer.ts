import type { Interpretation } from "../interpretation.ts";
import type { QuestionReading } from "../question-reading.ts";
import type { Unit } from "../unit.ts";
import type { Reference } from "../window/window.ts";
import { windowOf } from "../window-of.ts";
import { KINDS, UNIQUE_KINDS } from "../words/things.ts";
import { type Candidate, fullCandidate, isComplete, nearCandidate, wholeCandidate } from "./candidate.ts";
import type { CompiledIntent } from "./compiled-intent.ts";
import type { Meaning } from "./meaning.ts";
import { paramsOf } from "./params.ts";
import { suggestions } from "./suggest.ts";
import { twoQuestions } from "./two-questions.ts";

/** How far the best meaning must lie before the second one. */
const MARGIN = 0.4;

/** The meaning of a question, or what to ask back. A question of which a part is not explained never runs. */
export function answerFor(
  intents: readonly CompiledIntent[],
  meaning: Meaning,
  reading: QuestionReading,
  reference: Reference,
): Interpretation {
  const whole = ranked(intents, (intent) => wholeCandidate(intent, meaning));
  const readings = new Map(whole.length > 0 ? [] : intents.map((intent) => [intent, fullCandidate(intent, meaning)]));
  const full = whole.length > 0 ? whole : ranked(intents, (intent) => readings.get(intent) ?? null);
  const [best, second] = full;
  const ask = (message: string): Interpretation => {
    const near = ranked(intents, (intent) => readings.get(intent) ?? nearCandidate(intent, meaning));
    return { status: "asked", message, candidates: suggestions(near, meaning, reading) };
  };
  if (reading.time.kind === "unclear") return ask(reading.time.message);
  const pointed = pointedAt(meaning, reading);
  if (pointed !== null) return ask(pointed);
  if (best === undefined || !isComplete(best)) return ask(whatIsMissing(best, intents, meaning, reading));
  if (second !== undefined && isComplete(second) && best.score - second.score < MARGIN) {
    return ask(`This can mean two things: “${best.intent.shape.title}” or “${second.intent.shape.title}”. Which one?`);
  }
  if (isBareValue(best) && reading.time.kind !== "window") return ask(notUnderstood(meaning));
  const both = twoQuestions(intents, reading);
  if (both !== null) return ask(`These are two questions: “${both[0]}” and “${both[1]}”. Ask one at a time.`);
  return ready(best, reading, reference, ask);
}

/** An id without a word and without a time asks nothing. */
function isBareValue({ phrase }: Candidate): boolean {
  const [slot] = phrase.slots;
  return (
    phrase.strong.length === 0 && phrase.soft.length === 0 && phrase.slots.length === 1 && slot?.type !== "event-id"
  );
}

function ranked(
  intents: readonly CompiledIntent[],
  of: (intent: CompiledIntent) => Candidate | null,
): readonly Candidate[] {
  return intents.flatMap((intent) => of(intent) ?? []).sort((a, b) => b.score - a.score);
}

function ready(
  candidate: Candidate,
  reading: QuestionReading,
  reference: Reference,
  ask: (message: string) => Interpretation,
): Interpretation {
  const { shape } = candidate.intent;
  const held = paramsOf(candidate);
  if ("reason" in held) return { status: "refused", message: held.reason };
  const choice = windowOf(shape, reading.time, reference);
  if (!choice.ok)
    return choice.status === "asked" ? ask(choice.message) : { status: "refused", message: choice.message };
  return {
    status: "ready",
    intent: shape.id,
    params: held.params,
    window: choice.window,
    limit: reading.asides.limit,
    include: reading.asides.include,
    notes: [...reading.notes, ...choice.notes],
  };
}

/** Nouns that a kind before them only qualifies: "the user activity". */
const HEADS: ReadonlySet<string> = new Set([
  "activity",
  "history",
  "timeline",
  "usage",
  "access",
  "audit trail",
  "change",
]);

/** "it", or "the bucket" with none named: the question to ask back; null when everything is named. */
function pointedAt(meaning: Meaning, reading: QuestionReading): string | null {
  const [pointer] = meaning.pointers;
  const isNamed = meaning.entities.some(
    ({ types }) => types[0] !== "region" && types[0] !== "account" && types[0] !== "service",
  );
  if (pointer !== undefined && !isNamed) return `What does “${pointer.text}” mean here? Name it: its id, name or ARN.`;
  for (const [at, unit] of reading.units.entries()) {
    if (unit.is !== "entry" || unit.entry.part !== "kind" || unit.entry.form !== "singular") continue;
    const before = reading.units[at - 1]?.text ?? "";
    const next = reading.units[at + 1];
    const isModifier =
      next?.is === "entry" &&
      (next.entry.form === "plural" || ["soft", "kind"].includes(next.entry.part) || HEADS.has(next.text));
    const isPointed = /(?:^|\s)(?:the|this|that|my|our|your|his|her|their|same)$/.test(before) && !isModifier;
    const isGiven = meaning.entities.some((entity) => fitsKind(unit.entry.concept, entity.types, entity.kind));
    if (isPointed && !isGiven && !UNIQUE_KINDS.has(unit.entry.concept))
      return `Which ${unit.text}? Name it: its id, name or ARN.`;
  }
  return null;
}

function fitsKind(concept: string, types: readonly string[], kind: string | null): boolean {
  return kind === concept || types.length === 0 || (KINDS[concept]?.types ?? []).some((type) => types.includes(type));
}

function whatIsMissing(
  best: Candidate | undefined,
  intents: readonly CompiledIntent[],
  meaning: Meaning,
  reading: QuestionReading,
): string {
  const [unknown] = meaning.unexplained;
  if (unknown !== undefined)
    return `I do not know what “${typed(unknown, reading)}” means here. Leave it out, put a name in quotes, or say it in other words.`;
  const foreign = meaning.strong.find(({ concept }) => !intents.some(({ vocabulary }) => vocabulary.has(concept)));
  if (foreign !== undefined)
    return `Trail has no question about “${typed(foreign.unit, reading)}” in these words. Try one of the questions below, or type “help”.`;
  if (best === undefined || best.absent.length > 0) return notUnderstood(meaning);
  const [left] = best.unexplained;
  if (left !== undefined)
    return `I do not see what “${typed(left, reading)}” asks for here. Try one of the questions below.`;
  const [crowded] = best.crowded;
  if (crowded !== undefined) {
    const values = (best.values.get(crowded) ?? []).map(({ value }) => `“${value}”`).join(" and ");
    return `${values}: give one at a time, as ${best.intent.shape.params[crowded]?.description ?? crowded}.`;
  }
  const [missing] = best.missing;
  const [entity] = best.leftEntities;
  if (entity !== undefined && entity.types.length === 0 && missing !== undefined) {
    return `What is “${entity.value}”? Write its kind before it, such as “bucket ${entity.value}”, or put it in quotes.`;
  }
  if (missing !== undefined)
    return `“${best.intent.shape.title}” needs ${best.intent.shape.params[missing]?.description ?? missing}. Name it.`;
  return entity === undefined
    ? notUnderstood(meaning)
    : `I do not see what “${entity.value}” is for here. Leave it out or say it in other words.`;
}

/** The words of a unit as the person typed them. */
function typed(unit: Unit, reading: QuestionReading): string {
  return reading.words
    .slice(unit.from, unit.to)
    .map(({ text }) => text)
    .join(" ");
}

function notUnderstood(meaning: Meaning): string {
  const [entity] = meaning.entities;
  if (entity !== undefined && meaning.strong.length === 0)
    return `What about “${entity.value}”? Ask for example “what happened to ${entity.value} yesterday”.`;
  const [topic] = meaning.strong;
  if (entity !== undefined && topic !== undefined)
    return `Trail has no question that is about “${topic.unit.text}” and “${entity.value}” together.`;
  return "I did not understand this. Ask about what happened in CloudTrail, for example “who changed sg-0123abcd yesterday”.";
}
