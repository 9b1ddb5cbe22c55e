import type { Candidate as Suggestion } from "../interpretation.ts";
import type { QuestionReading } from "../question-reading.ts";
import type { Candidate } from "./candidate.ts";
import type { CompiledIntent, CompiledPhrase } from "./compiled-intent.ts";
import { fit } from "./fit.ts";
import type { Meaning } from "./meaning.ts";

/** More than are shown, since not every one reads back. */
const MOST_TRIED = 5;

/** Questions that one could ask instead, best first: those that share something with what was asked. */
export function suggestions(
  ranked: readonly Candidate[],
  meaning: Meaning,
  reading: QuestionReading,
): readonly Suggestion[] {
  const time = reading.time.kind === "window" ? ` ${reading.time.window.text}` : "";
  const suggested: Suggestion[] = [];
  for (const candidate of ranked) {
    const shares =
      candidate.values.size > 0 || candidate.phrase.strong.some((concept) => meaning.concepts.has(concept));
    const text = shares ? questionFor(candidate.intent, meaning) : null;
    if (text !== null) suggested.push({ intent: candidate.intent.shape.id, text: `${text}${time}` });
    if (suggested.length === MOST_TRIED) break;
  }
  return suggested;
}

/** The first phrase that the values of the question fill and that leaves no param open which must be given. */
function questionFor(intent: CompiledIntent, meaning: Meaning): string | null {
  const required = Object.entries(intent.shape.params).filter(([, param]) => param.optional !== true);
  const texts = intent.phrases.flatMap((phrase) => {
    const isWhole = required.every(([name]) => phrase.slots.some((slot) => slot.param === name));
    const text = isWhole ? filled(phrase, meaning) : null;
    return text === null ? [] : [{ text, slots: phrase.slots.length }];
  });
  const most = Math.max(0, ...texts.map(({ slots }) => slots));
  return texts.find(({ slots }) => slots === most)?.text ?? null;
}

function filled(phrase: CompiledPhrase, meaning: Meaning): string | null {
  const entities = [...meaning.entities, ...meaning.standIns.map(({ entity }) => entity)];
  let text = phrase.text;
  for (const slot of phrase.slots) {
    const entity = entities.find((candidate) => fit(slot.type, candidate, "slot") > 0);
    if (entity === undefined) return null;
    text = text.replace(`{${slot.param}}`, /[\s"`]/.test(entity.value) ? `“${entity.value}”` : entity.value);
  }
  return text;
}
