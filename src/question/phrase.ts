import { TrailError } from "../errors.ts";

/** A word of a phrase, in lower case, or the place of a param's value. */
export type PhraseItem =
  | { readonly kind: "word"; readonly text: string }
  | { readonly kind: "slot"; readonly param: string };

/** One way of saying a phrase. */
export type Wording = readonly PhraseItem[];

const MOST_WORDINGS = 200;
const PIECE = /\s*(?:\{([a-zA-Z][a-zA-Z0-9]*)\}|\(([^()]*)\)|([^\s(){}|]+))/y;
const WORD = /^[a-z0-9][a-z0-9'/.-]*$/;

/**
 * Every wording of a phrase of an intent: words, `(a|b|c)` for one of several, `{param}` for a value. Nothing else:
 * groups do not nest and nothing repeats. Throws TrailError("configuration").
 */
export function parsePhrase(phrase: string): readonly Wording[] {
  let wordings: readonly Wording[] = [[]];
  PIECE.lastIndex = 0;
  const text = phrase.trimEnd();
  while (PIECE.lastIndex < text.length) {
    const at = PIECE.lastIndex;
    const match = PIECE.exec(text);
    if (match === null)
      throw misspelled(phrase, `what stands from “${text.slice(at, at + 20).trim()}” on is no word, group or slot`);
    const choices = choicesOf(phrase, match);
    wordings = wordings.flatMap((wording) => choices.map((choice) => [...wording, ...choice]));
    if (wordings.length > MOST_WORDINGS) throw misspelled(phrase, `it stands for more than ${MOST_WORDINGS} wordings`);
  }
  if (wordings.every((wording) => wording.length === 0)) throw misspelled(phrase, "it is empty");
  return wordings;
}

function choicesOf(phrase: string, match: RegExpExecArray): readonly Wording[] {
  const [, slot, group, word] = match;
  if (slot !== undefined) return [[{ kind: "slot", param: slot }]];
  if (group === undefined) return [wordsOf(phrase, word ?? "")];
  const choices = group.split("|").map((choice) => wordsOf(phrase, choice));
  if (choices.length < 2)
    throw misspelled(phrase, `the group “(${group})” needs at least two words with | between them`);
  return choices;
}

function wordsOf(phrase: string, text: string): Wording {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) throw misspelled(phrase, "a group holds an empty choice");
  const strange = words.find((word) => !WORD.test(word));
  if (strange !== undefined) throw misspelled(phrase, `“${strange}” is no plain word`);
  return words.map((word) => ({ kind: "word", text: word }));
}

function misspelled(phrase: string, why: string): TrailError {
  return new TrailError(
    "configuration",
    `The phrase “${phrase}” cannot be read: ${why}. Write words, (one|other) and {param} only.`,
  );
}
