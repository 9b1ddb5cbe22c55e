import type { Interpretation } from "../interpretation.ts";
import type { QuestionReading } from "../question-reading.ts";
import type { Unit } from "../unit.ts";
import type { Reference } from "../window/window.ts";
import { windowOf } from "../window-of.ts";
import { type Candidate, fullCandidate, isComplete, nearCandidate, wholeCandidate } from "./candidate.ts";
import type { CompiledIntent } from "./compiled-intent.ts";
import type { Meaning } from "./meaning.ts";
import { paramsOf } from "./params.ts";
import { pointedAt } from "./pointed-at.ts";
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
  if (reading.time.kind !== "window" && isBareValue(best)) return ask(notUnderstood(meaning));
  if (reading.time.kind !== "window" && isStateOnly(meaning)) return ask(ABOUT_STATE);
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

const ABOUT_STATE =
  "Trail knows what was done, not how things are. Ask who changed or used this, or name the time you mean.";
/** What things may be at any time. */
const STATES: ReadonlySet<string> = new Set(["public", "no-mfa", "mfa", "not", "capacity", "rate-limit"]);
const OF_EVENTS: readonly string[] = ["call", "any", "newest", "come", "hit", "send", "make", "acts", "attempt"];

/** "role of instance i-1", "public images": things and how they are, and nothing that was done. */
function isStateOnly({ strong, soft }: Meaning): boolean {
  if (OF_EVENTS.some((concept) => soft.has(concept))) return false;
  const [first] = strong;
  return (
    first !== undefined &&
    strong.every(
      ({ concept, unit }) =>
        STATES.has(concept) ||
        (concept !== "session" && unit.is === "entry" && ["kind", "service"].includes(unit.entry.part)),
    )
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
