import { placeOf } from "./slack-text.ts";

/** A word of the question, without the punctuation around it. */
export interface Word {
  /** As typed; for a value that was quoted or linked, the value. */
  readonly text: string;
  readonly lower: string;
  /** Where it stands in the plain text, half-open. */
  readonly start: number;
  readonly end: number;
  /** It had a possessive 's, which is not part of it. */
  readonly isPossessive: boolean;
  /** It was in quotes, in backticks or in a bracket of Slack's. */
  readonly isCertain: boolean;
  /** A comma or a dash stands before it. */
  readonly isApart: boolean;
}

const PIECES = /[\ue000-\uf8ff]|[^\s\ue000-\uf8ff,;]+/g;
const BEFORE = /^[([{"'“‘«<*~|>!?.:=…-]+(?=[^\s])/;
const AFTER = /[)\]}"'”’»>*~|!?.:=…]+$/;
const NAMED_VALUE =
  /^(user|role|ip|bucket|key|secret|account|region|service|port|resource|action|cidr|accesskeyid|keyid|eventid)[:=](?=[^:=/\s])/i;

/** Cuts plain text into words; the text of signs alone is no word. `name=value` gives two words. */
export function wordsOf(text: string, values: readonly string[]): readonly Word[] {
  const words: Word[] = [];
  let last = 0;
  for (const match of text.matchAll(PIECES)) {
    const isApart = /[,;]/.test(text.slice(last, match.index));
    last = match.index + match[0].length;
    if (/^[\ue000-\uf8ff]$/.test(match[0])) {
      const value = values[placeOf(match[0])] ?? "";
      words.push(word(value, match.index, last, { isCertain: true, isApart }));
      continue;
    }
    for (const [piece, start] of splitPiece(match[0], match.index)) pushTyped(words, piece, start, isApart);
  }
  return words;
}

function splitPiece(piece: string, start: number): readonly (readonly [string, number])[] {
  const named = NAMED_VALUE.exec(piece);
  if (named === null) return [[piece, start]];
  const length = named[0].length;
  return [
    [piece.slice(0, length - 1), start],
    [piece.slice(length), start + length],
  ];
}

function pushTyped(words: Word[], piece: string, start: number, isApart: boolean): void {
  const opening = BEFORE.exec(piece)?.[0].length ?? 0;
  const bare = piece.slice(opening).replace(AFTER, "");
  if (!/[\p{L}\p{N}]/u.test(bare)) return;
  const typed = bare.replace(/['’]s$/i, "");
  const isPossessive = typed.length < bare.length;
  const from = start + opening;
  words.push(word(typed, from, from + bare.length, { isPossessive, isApart: isApart || opening > 0 }));
}

function word(
  text: string,
  start: number,
  end: number,
  marks: { isPossessive?: boolean; isCertain?: boolean; isApart?: boolean },
): Word {
  const { isPossessive = false, isCertain = false, isApart = false } = marks;
  return { text, lower: text.toLowerCase(), start, end, isPossessive, isCertain, isApart };
}
