import type { Bounds } from "./phrases/bounds.ts";
import { readPhrase } from "./phrases/read-phrase.ts";
import type { Source } from "./source.ts";
import { monthNamed, weekdayNamed } from "./words/names.ts";
import { unitNamed } from "./words/unit.ts";

/** A phrase of time found in a text: tokens from `from` up to `to`. */
export interface PhraseFound {
  readonly from: number;
  readonly to: number;
  readonly bounds: Bounds;
}

/** Signs that may touch a phrase; any other sign makes its words part of a name or an id. */
const OPENERS = new Set(["(", "[", "{", '"', "'", "*", "~", ",", ";", ":", "!", "?", "<", ">", "&", "|"]);
const CLOSERS = new Set([")", "]", "}", '"', "'", "*", "~", ",", ";", ":", "!", "?", ".", "<", ">", "&", "|", "_"]);
const SURE = new Set([
  "yesterday",
  "today",
  "tonight",
  "tomorrow",
  "ago",
  "overnight",
  "midnight",
  "weekend",
  "midday",
]);

/** The phrases of time in a text, from left to right, each as long as can be. */
export function phrasesIn(source: Source): PhraseFound[] {
  const phrases: PhraseFound[] = [];
  const isEnd = (end: number): boolean => closesAt(source, end);
  let at = 0;
  while (at < source.tokens.length) {
    const found = mayStart(source, at) && opensAt(source, at) ? readPhrase(source, at, isEnd) : null;
    if (found === null) {
      at += 1;
      continue;
    }
    phrases.push({ from: at, to: found.end, bounds: found.value });
    at = found.end;
  }
  return phrases;
}

/** The first word of time outside the phrases, as typed; null when there is none. */
export function leftovers(source: Source, phrases: readonly PhraseFound[]): string | null {
  for (let at = 0; at < source.tokens.length; at += 1) {
    const isRead = phrases.some(({ from, to }) => at >= from && at < to);
    if (!isRead && isSurelyTime(source, at) && opensAt(source, at) && closesAt(source, at + 1))
      return source.wordsAt(at, at + 1);
  }
  return null;
}

/** Whether a phrase may begin at a token: it does not touch a word, nor a sign that makes a name of both. */
export function opensAt(source: Source, at: number): boolean {
  const token = source.token(at);
  if (token === undefined || token.start === 0) return token !== undefined;
  const before = source.text[token.start - 1] ?? " ";
  if (before === " ") return true;
  if (!OPENERS.has(before)) return false;
  return before !== ":" && before !== "," && before !== "'"
    ? true
    : !/[a-z0-9]/.test(source.text[token.start - 2] ?? " ");
}

/** Whether a phrase may end before a token. */
export function closesAt(source: Source, at: number): boolean {
  const last = source.token(at - 1);
  const after = last === undefined ? undefined : source.text[last.end];
  if (last === undefined || after === undefined || after === " ") return true;
  if (!CLOSERS.has(after)) return false;
  const next = source.text[last.end + 1] ?? " ";
  return ![".", ":", ",", "_", "'", "<"].includes(after) || !/[a-z0-9]/.test(next);
}

function isSurelyTime(source: Source, at: number): boolean {
  const word = source.word(at);
  if (SURE.has(word)) return true;
  if (word.length < 6) return false;
  return weekdayNamed(word) !== null || (monthNamed(word) !== null && word !== "august");
}

/** A quick look before any reader runs: most words of a question begin nothing. */
function mayStart(source: Source, at: number): boolean {
  const token = source.token(at);
  if (token === undefined || token.kind === "opaque") return false;
  if (token.kind === "number") return !RANKS.has(source.word(at - 1));
  if (token.kind === "sign") return SIGNS.has(token.text);
  if (isParticle(source, at)) return false;
  if (LEADS.has(token.text)) return leadsOn(source, at + 1);
  return isTimeWord(token.text);
}

/** "logged in yesterday", "turned on last night": the small word belongs to the verb, not to the time. */
function isParticle(source: Source, at: number): boolean {
  const word = source.word(at);
  if (word === "up" && source.word(at + 1) === "to") return asksWhatOneIsUpTo(source, at);
  if (word === "before") return comesAfter(source, at, NEVER);
  if (word === "from" && asksWhereFrom(source, at)) return true;
  if (!PARTICLES.has(word)) return false;
  const isVerb = VERBS.has(source.word(at - 1));
  return isVerb || (word === "in" && AFTER_IN.has(source.word(at + 1)));
}

/** "what is alice up to this morning", "what has bob been up to today": no end of a range. */
function asksWhatOneIsUpTo(source: Source, at: number): boolean {
  for (let before = 0; before < at; before += 1) {
    const word = source.word(before);
    const isShort = word === "whats" || (word === "what" && source.wordsAt(before, before + 1).length > word.length);
    if (isShort || (word === "what" && BEING.has(source.word(before + 1)))) return true;
  }
  return false;
}

/** "where did bob sign in from on tuesday": "from" belongs to "where", unless it begins a range. */
function asksWhereFrom(source: Source, at: number): boolean {
  if (!MOVED.has(source.word(at - 1)) || !comesAfter(source, at, PLACES)) return false;
  for (let next = at + 1; next < source.tokens.length; next += 1) if (RANGE.has(source.word(next))) return false;
  return true;
}

/** "what did it never do before yesterday": the time is yesterday, "before" belongs to "never". */
function comesAfter(source: Source, at: number, words: ReadonlySet<string>): boolean {
  for (let before = 0; before < at; before += 1) if (words.has(source.word(before))) return true;
  return false;
}

/** A preposition begins a phrase only before a number, a sign or a word of time. */
function leadsOn(source: Source, at: number): boolean {
  let next = at;
  while (LEADS.has(source.word(next))) next += 1;
  const token = source.token(next);
  if (token === undefined || token.kind === "opaque") return false;
  return token.kind === "number" || (token.kind === "sign" ? SIGNS.has(token.text) : isTimeWord(token.text));
}

function isTimeWord(word: string): boolean {
  return (
    VOCABULARY.has(word) ||
    monthNamed(word) !== null ||
    weekdayNamed(word) !== null ||
    (word.length > 2 && unitNamed(word) !== null) ||
    isMachineWord(word)
  );
}

function isMachineWord(word: string): boolean {
  return word === "p" || word === "pt" || word === "q" || word === "w" || word === "t";
}

const RANKS = new Set(["top", "limit"]);
const PARTICLES = new Set(["in", "on", "over", "up", "through", "around"]);
const VERBS = new Set(
  (
    "log logs logged logging sign signs signed signing turn turned turning switch switched check checked take took taken " +
    "go goes went come came set kick kicked break broke broken step stepped opt opted add added roll rolled spin spun"
  ).split(" "),
);
const BEING = new Set("is are was were has have had been did does".split(" "));
const NEVER = new Set("never not ever hasnt havent hadnt didnt wasnt werent isnt nobody unseen".split(" "));
const PLACES = new Set(["where", "which", "what"]);
const MOVED = new Set(
  "in on into onto come came comes coming login logins sign signin originate originated".split(" "),
);
const RANGE = new Set(["to", "until", "till", "til", "through"]);
const AFTER_IN = new Set(
  "on at during since over for from between before after until till around yesterday today".split(" "),
);
const SIGNS = new Set(["@", "~", "±", "+", "-", "<", "½", "¼", "¾"]);
const LEADS = new Set(
  (
    "in on at the a an from to for of by over during since until till til before after between within around about up " +
    "through throughout starting beginning ending prior approximately roughly any some on or and no not as only just sometime anytime all exactly precisely"
  ).split(" "),
);
const VOCABULARY = new Set(
  (
    "last past previous prior this current today yesterday tomorrow tonight overnight now next coming upcoming trailing " +
    "preceding recent latest morning afternoon evening night noon midday midnight mid early late later earlier end start " +
    "beginning middle so weekend weekends wtd mtd qtd ytd day same first second third fourth fifth sixth seventh eighth " +
    "ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth " +
    "thirtieth one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety couple few several half quarter dozen " +
    "earliest latest from start starttime since more less older newer under than rest remainder christmas xmas boxing new " +
    "halloween valentine valentines independence easter thanksgiving ramadan final very most ever plus give noonish wk " +
    "hr yr qtr final trailing year following"
  ).split(" "),
);
