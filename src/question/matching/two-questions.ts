import type { QuestionReading } from "../question-reading.ts";
import type { Unit } from "../unit.ts";
import { type Candidate, fullCandidate, isComplete } from "./candidate.ts";
import type { CompiledIntent } from "./compiled-intent.ts";
import { type Meaning, meaningOf } from "./meaning.ts";

const JOINTS: ReadonlySet<string> = new Set(["and", "and what", "and who", "plus", "also", "as well"]);

/** The titles of two questions that stand in one ("failed logins and access denied"), or null. */
export function twoQuestions(
  intents: readonly CompiledIntent[],
  reading: QuestionReading,
): readonly [string, string] | null {
  for (const [at, { text }] of reading.units.entries()) {
    if (!JOINTS.has(text)) continue;
    const left = meaningOf(partOf(reading, reading.units.slice(0, at)));
    const right = meaningOf(partOf(reading, reading.units.slice(at + 1)));
    if (left.strong.length === 0 || right.strong.length === 0 || addsNothing(left, right)) continue;
    const first = wholeCandidate(intents, left)?.intent.shape;
    const second = first === undefined ? undefined : wholeCandidate(intents, right)?.intent.shape;
    if (first !== undefined && second !== undefined && first.id !== second.id) return [first.title, second.title];
  }
  return null;
}

function partOf(reading: QuestionReading, units: readonly Unit[]): QuestionReading {
  return { ...reading, units, entities: units.flatMap((unit) => (unit.is === "entity" ? [unit.entity] : [])) };
}

/** "who changed sg-1 and what changed": the second part only asks for more of the first. */
function addsNothing(left: Meaning, right: Meaning): boolean {
  return right.entities.length === 0 && right.strong.every(({ concept }) => left.concepts.has(concept));
}

function wholeCandidate(intents: readonly CompiledIntent[], meaning: Meaning): Candidate | null {
  let best: Candidate | null = null;
  for (const intent of intents) {
    const candidate = fullCandidate(intent, meaning);
    if (candidate !== null && isComplete(candidate) && candidate.score > (best?.score ?? 0)) best = candidate;
  }
  return best;
}
