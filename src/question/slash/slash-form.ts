import type { Entity } from "../entities/entity.ts";
import type { Interpretation } from "../interpretation.ts";
import type { CompiledIntent } from "../matching/compiled-intent.ts";
import type { QuestionContext } from "../question-context.ts";
import { type QuestionReading, readWords } from "../question-reading.ts";
import { type PlainQuestion, placeOf } from "../slack-text.ts";
import type { Unit } from "../unit.ts";
import type { findWindow } from "../window/find-window.ts";
import { windowOf } from "../window-of.ts";
import { wordsOf } from "../word.ts";
import type { Lexicon } from "../words/lexicon.ts";
import { isAlsoName, looksLikeTime } from "../words/time-words.ts";
import { assign } from "./assign.ts";
import { nearIds } from "./near-ids.ts";

/** What the slash form is read with. */
export interface SlashTools {
  readonly intents: readonly CompiledIntent[];
  readonly lexicon: Lexicon;
  readonly context: QuestionContext;
  readonly find: typeof findWindow;
}

/**
 * Reads `intent-id values window`. Null when the first word is no intent's id, and when an id that is an ordinary word
 * too ("recent", "event") does not work out as a command.
 */
export function slashReading(plain: PlainQuestion, tools: SlashTools): Interpretation | null {
  const [, first = "", rest = ""] = /^(\S+)\s*(.*)$/s.exec(plain.text) ?? [];
  const id = first.toLowerCase();
  const intent = tools.intents.find(({ shape }) => shape.id === id);
  if (intent === undefined) return misspelled(id, rest, plain, tools);
  const answer = command(intent, rest, plain, tools, false);
  return answer.status === "ready" || id.includes("-") ? answer : null;
}

/**
 * Reads a command whose id stands behind its values, or is written as words: "last 2h who-changed sg-1", "user activity alice".
 * Null for anything else, and where a word may as well be no value.
 */
export function looseSlashReading(plain: PlainQuestion, tools: SlashTools): Interpretation | null {
  const words = plain.text.split(" ");
  const lowers = words.map((word) => word.toLowerCase());
  for (const intent of tools.intents) {
    const { id } = intent.shape;
    if (!id.includes("-")) continue;
    const parts = id.split("-");
    const isSpaced = parts.every((part, at) => lowers[at] === part);
    const at = lowers.indexOf(id);
    if (!isSpaced && (at < 1 || lowers.lastIndexOf(id) !== at)) continue;
    const rest = isSpaced ? words.slice(parts.length) : words.toSpliced(at, 1);
    const answer = command(intent, rest.join(" "), plain, tools, true);
    if (answer.status === "ready") return answer;
  }
  return null;
}

function misspelled(word: string, rest: string, plain: PlainQuestion, tools: SlashTools): Interpretation | null {
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(word) || tools.lexicon.longest([word], 0) !== null) return null;
  const near = nearIds(
    word,
    tools.intents.map(({ shape }) => shape.id),
  );
  if (near.length === 0) return null;
  const shown = rest.replaceAll(/[\ue000-\uf8ff]/g, (character) => plain.values[placeOf(character)] ?? "");
  const candidates = near.map((id) => ({ intent: id, text: `${id} ${shown}`.trim() }));
  return {
    status: "asked",
    message: `I know no question “${word}”. Did you mean “${near.join("” or “")}”?`,
    candidates,
  };
}

/** `isLoose`: the id may be no command, so that nothing but values and a time may stand beside it. */
function command(
  intent: CompiledIntent,
  rest: string,
  plain: PlainQuestion,
  tools: SlashTools,
  isLoose: boolean,
): Interpretation {
  const { shape } = intent;
  const { text, named } = namedValues(rest, plain, Object.keys(shape.params));
  const words = wordsOf(text, plain.values);
  const needsValue = Object.entries(shape.params).some(([name, param]) => param.optional !== true && !named.has(name));
  const names = (at: number): boolean => {
    const word = words[at];
    const next = words.slice(1, 3).map(({ lower }) => lower);
    const isFirstName =
      at === 0 &&
      word !== undefined &&
      isAlsoName(word.lower) &&
      (needsValue ? !/^\d/.test(next[0] ?? "") : TIME_APART.test(next.join(" ")));
    if (isFirstName || word === undefined || word.isCertain) return isFirstName;
    return isPlainValue(word.lower, tools.lexicon) && !(isLoose && tools.lexicon.isOrdinary(word.lower));
  };
  const reading = readWords(text, words, tools.lexicon, tools.context, tools.find, names);
  const ask = (message: string): Interpretation => ({ status: "asked", message, candidates: [] });
  if (reading.time.kind === "unclear") return ask(reading.time.message);
  const takesPort = Object.values(shape.params).some(({ type }) => type === "port");
  const { values, strange } = valuesIn(reading, {
    takesPort,
    takesWords: !isLoose && shape.id.includes("-"),
    skipsJoints: !isLoose,
  });
  const { params, left, reason } = assign(shape, values, named);
  if (reason !== null) return { status: "refused", message: reason };
  const unread = strange ?? left;
  if (unread !== null)
    return ask(
      `“${unread}” is nothing that ${shape.id} takes. Leave it out, or name its param, such as ${example(intent)}.`,
    );
  const missing = Object.entries(shape.params).find(
    ([name, param]) => param.optional !== true && !Object.hasOwn(params, name),
  );
  if (missing !== undefined) return ask(`${shape.id} needs ${missing[1].description}. Write ${example(intent)}.`);
  const choice = windowOf(shape, reading.time, tools.context);
  if (!choice.ok)
    return choice.status === "asked" ? ask(choice.message) : { status: "refused", message: choice.message };
  const { limit, include } = reading.asides;
  return { status: "ready", intent: shape.id, params, window: choice.window, limit, include, notes: choice.notes };
}

/** A time that says all by itself, so that a month or weekday before it is a name: "sun last month". */
const TIME_APART = /^(?:\d+(?:s|m|min|h|d|w|mo)\b|today|yesterday|(?:last|past|this|since) (?!years?\b))/;

/** `name=value` and `name: value` for the intent's own params and the scope. */
function namedValues(
  rest: string,
  plain: PlainQuestion,
  params: readonly string[],
): { text: string; named: ReadonlyMap<string, readonly string[]> } {
  const named = new Map<string, string[]>();
  const names = new Map([...params, "region", "account"].map((name) => [name.toLowerCase(), name]));
  const text = rest.replaceAll(
    /(?<![\w-])([a-z]+)(?:=|:)\s*([\ue000-\uf8ff]|[^\s,;]+)/gi,
    (whole, left: string, value: string) => {
      const name = names.get(left.toLowerCase());
      if (name === undefined) return whole;
      const typed = /^[\ue000-\uf8ff]$/.test(value) ? (plain.values[placeOf(value)] ?? "") : value;
      named.set(name, [...(named.get(name) ?? []), typed]);
      return " ";
    },
  );
  return { text, named };
}

const CONNECTORS: ReadonlySet<string> = new Set(
  "by for of from on in to as at and the a an with please was did who what is or since until between last".split(" "),
);

const POINTING: ReadonlySet<string> = new Set(["the", "this", "that", "my", "our"]);

/** A word that can only be a value: not a small word, a noun before a value, a time or an aside. */
function isPlainValue(word: string, lexicon: Lexicon): boolean {
  if (!/^\p{L}[\p{L}\p{M}\p{N}'_.-]*$/u.test(word) || CONNECTORS.has(word)) return false;
  return !lexicon.has(word) && !looksLikeTime(word);
}

/** What else than a name may be a value: numbers for a port, words where the id is no word itself ("recent events"). */
interface Taken {
  readonly takesPort: boolean;
  readonly takesWords: boolean;
  /** "for", "by" and other small words between the values. */
  readonly skipsJoints: boolean;
}

function valuesIn(
  reading: QuestionReading,
  { takesPort, takesWords, skipsJoints }: Taken,
): { values: readonly Entity[]; strange: string | null } {
  const values: Entity[] = [...reading.entities];
  let strange: string | null = null;
  for (const unit of reading.units) {
    if (unit.is === "entity") continue;
    if (reading.asides.limit !== null && unit.text === "top") continue;
    if (skipsJoints && unit.is === "entry" && unit.text.split(" ").every((word) => CONNECTORS.has(word))) continue;
    const isPort = takesPort && /^\d{1,5}(?:-\d{1,5})?$/.test(unit.text);
    const isTaken = unit.is === "entry" && (takesWords || unit.entry.part === "service");
    const isWord = isTaken && unit.to === unit.from + 1 && !["filler", "pointer"].includes(unit.entry.part);
    if (isWord || isPort) values.push({ ...wordValue(unit), isCertain: isPort });
    else strange ??= unit.text;
  }
  const pointed = values.find(
    ({ isCertain, from }) => !isCertain && POINTING.has(reading.words[from - 1]?.lower ?? ""),
  );
  return { values: values.toSorted((a, b) => a.from - b.from), strange: strange ?? pointed?.value ?? null };
}

function wordValue(unit: Unit): Entity {
  const { from, to, text } = unit;
  return { value: text, types: [], isCertain: true, kind: null, hasNoun: false, place: "loose", from, to };
}

function example(intent: CompiledIntent): string {
  const names = Object.entries(intent.shape.params).map(([name, param]) =>
    param.optional === true ? `[${name}=…]` : `${name}=…`,
  );
  return `“${[intent.shape.id, ...names, "last 12h"].join(" ")}”`;
}
