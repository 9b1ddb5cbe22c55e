import type { Calendar } from "./calendar.ts";
import type { Dates } from "./dates/dates.ts";
import type { Moment } from "./moments/moment.ts";
import { spelledRight } from "./words/spelling.ts";

/** One word, run of digits, sign or opaque character of the text. */
export interface Token {
  readonly kind: "word" | "number" | "sign" | "opaque";
  /** In lower case, spelled right, without a possessive 's. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The number in digits; NaN for the other kinds. */
  readonly value: number;
}

/** Something that was read: its value, and the index of the first token after it. */
export interface Found<T> {
  readonly end: number;
  readonly value: T;
}

/** Reads something that begins at a token, or gives null. */
export type Reader<T> = (source: Source, at: number) => Found<T> | null;

/** Words that have no reading or two; tokens from `from` up to `to`. */
export interface Problem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/** The two readers that others build on, handed in so that each family stays a file of its own. */
export interface Grammar {
  readonly dates: Reader<Dates>;
  readonly moment: Reader<Moment>;
}

const TOKENS = /([a-z\u00c0-\u024f]+(?:'[a-z]+)*)|(\d+)|([\ue000-\uf8ff])|(\S)/g;
const LOOKALIKES =
  /[A-Z\u00a0\u2000-\u200a\u202f\u205f\u3000\t\n\r\u2010-\u2015\u2212\u2018\u2019\u201c\u201d\u0060\u00b4]/g;

/** Text cut into tokens, with what every reader needs: the calendar, the grammar, and a place for problems. */
export class Source {
  readonly raw: string;
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly calendar: Calendar;
  /** True when the whole text must be a phrase of time: then bare words such as "may" are believed. */
  readonly isWhole: boolean;
  readonly problems: Problem[] = [];
  readonly #grammar: Grammar;
  readonly #dates = new Map<number, Found<Dates> | null>();
  readonly #moments = new Map<number, Found<Moment> | null>();

  constructor(text: PlainText, calendar: Calendar, grammar: Grammar, isWhole: boolean) {
    this.raw = text.raw;
    this.text = text.text;
    this.tokens = text.tokens;
    this.calendar = calendar;
    this.#grammar = grammar;
    this.isWhole = isWhole;
  }

  token(at: number): Token | undefined {
    return this.tokens[at];
  }

  /** The word at that place, or "" when there is none. */
  word(at: number): string {
    const token = this.tokens[at];
    return token?.kind === "word" ? token.text : "";
  }

  /** The sign at that place, or "". */
  sign(at: number): string {
    const token = this.tokens[at];
    return token?.kind === "sign" ? token.text : "";
  }

  /** Whether a token touches the one before it. */
  isGlued(at: number): boolean {
    const token = this.tokens[at];
    return token !== undefined && at > 0 && token.start === this.tokens[at - 1]?.end;
  }

  /** The place after an optional sign or word. */
  after(at: number, ...optional: readonly string[]): number {
    const token = this.tokens[at];
    const isThere = token !== undefined && token.kind !== "number" && optional.includes(token.text);
    return isThere ? at + 1 : at;
  }

  /** The place after any number of these words and signs. */
  afterAll(at: number, optional: ReadonlySet<string>): number {
    let next = at;
    while (next < this.tokens.length && optional.has(this.tokens[next]?.text ?? "")) next += 1;
    return next;
  }

  /**
   * Matches a sticky pattern at a token. The match must end where a token ends. `text` is the plain text, or the raw one where capitals count.
   */
  match(at: number, pattern: RegExp, text: string = this.text): Found<RegExpExecArray> | null {
    const token = this.tokens[at];
    if (token === undefined) return null;
    pattern.lastIndex = token.start;
    const match = pattern.exec(text);
    if (match === null || match[0] === "") return null;
    const stop = token.start + match[0].length;
    let end = at + 1;
    while (end < this.tokens.length && (this.tokens[end]?.end ?? 0) <= stop) end += 1;
    const isCut = (this.tokens[end]?.start ?? stop) < stop || (this.tokens[end - 1]?.end ?? stop) > stop;
    return isCut ? null : { end, value: match };
  }

  /** The days named at that place, read once. */
  dates(at: number): Found<Dates> | null {
    return remembered(this.#dates, at, () => this.#grammar.dates(this, at));
  }

  /** The moment or period named at that place, read once. */
  moment(at: number): Found<Moment> | null {
    return remembered(this.#moments, at, () => this.#grammar.moment(this, at));
  }

  /** Notes that these words look like time and have no single reading. Gives null, as a reader does. */
  problem(from: number, to: number, message: string): null {
    this.problems.push({ from, to, message });
    return null;
  }

  /** The words between two places, as typed. */
  wordsAt(from: number, to: number): string {
    const first = this.tokens[from];
    const last = this.tokens[Math.min(to, this.tokens.length) - 1];
    return first === undefined || last === undefined ? "" : this.raw.slice(first.start, last.end);
  }
}

/** A text with its tokens; the plain form has the same length as the raw one, so that places agree. */
export interface PlainText {
  readonly raw: string;
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** Cuts a text into tokens: lower case, plain spaces, dashes and quotes, known misspellings put right. */
export function tokenize(raw: string): PlainText {
  const text = raw.replace(LOOKALIKES, plainCharacter);
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKENS)) {
    const start = match.index;
    const end = start + match[0].length;
    const [, word, digits, opaque] = match;
    if (word !== undefined) tokens.push({ kind: "word", text: plainWord(word), start, end, value: Number.NaN });
    else if (digits !== undefined) tokens.push({ kind: "number", text: digits, start, end, value: Number(digits) });
    else tokens.push({ kind: opaque === undefined ? "sign" : "opaque", text: match[0], start, end, value: Number.NaN });
  }
  return { raw, text, tokens };
}

function plainWord(word: string): string {
  const bare = word.endsWith("'s") ? word.slice(0, -2) : word;
  return spelledRight(bare.replace("'", ""));
}

function plainCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 91 && code > 64) return character.toLowerCase();
  if (code >= 0x2010 && code <= 0x2015) return "-";
  if (code === 0x2212) return "-";
  if (code === 0x201c || code === 0x201d) return '"';
  return code === 0x2018 || code === 0x2019 || code === 0x60 || code === 0xb4 ? "'" : " ";
}

function remembered<T>(memory: Map<number, T>, at: number, read: () => T): T {
  const known = memory.get(at);
  if (known !== undefined) return known;
  const value = read();
  memory.set(at, value);
  return value;
}
