import { escaped } from "./entities/grammar.ts";
import type { PlainQuestion } from "./slack-text.ts";

const MOST_RAW = 4000;
const MOST_PLAIN = 300;

/** What is wrong with a message before anything in it is read, one or two sentences; null when it may be read. */
export function rawComplaint(raw: string): string | null {
  if (raw.length > MOST_RAW) return `This is longer than ${MOST_RAW} characters. Ask one short question.`;
  const place = unreadableAt(raw);
  if (place < 0) return null;
  const character = String.fromCodePoint(raw.codePointAt(place) ?? 0);
  return `There is a character that cannot be read at place ${place + 1}: ${escaped(character)}. Type the question anew without it.`;
}

/** The same for the text that is left when artefacts are undone; values that were taken out count as one character. */
export function plainComplaint(plain: PlainQuestion): string | null {
  const length = plain.text.split(" ").reduce((sum, word) => sum + (isId(word) ? 2 : word.length + 1), -1);
  if (length > MOST_PLAIN)
    return `This question is longer than ${MOST_PLAIN} characters. Ask it in one short sentence.`;
  for (const word of [...plain.text.split(" "), ...plain.values]) {
    const digit = /[^\P{Nd}0-9]/u.exec(word);
    if (digit !== null) {
      return `“${escaped(word)}” holds “${digit[0]}” at place ${digit.index + 1}, which is not a digit from 0 to 9. Type it anew.`;
    }
  }
  return null;
}

/** Long words with digits or hyphens are ids and do not make a question long. */
function isId(word: string): boolean {
  return word.length > 8 && word.length <= 1024 && /[0-9_/:@-]/.test(word);
}

function unreadableAt(text: string): number {
  const control = text.search(/(?![\t\n\r])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
  if (control >= 0 || text.isWellFormed()) return control;
  return text.search(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
}
