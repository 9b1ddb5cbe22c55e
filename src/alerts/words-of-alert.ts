import { isEventName } from "../question/entities/api-names.ts";
import type { EntityType } from "../question/entities/entity.ts";
import { isUuid } from "../question/entities/grammar.ts";
import { recognise } from "../question/entities/recognise.ts";
import { findEntities, type Accounts } from "../question/names/find-entities.ts";
import { plainQuestion } from "../question/slack-text.ts";
import { wordsOf } from "../question/word.ts";
import type { Lexicon } from "../question/words/lexicon.ts";
import { addNamed, type EntityFold } from "./entities.ts";
import { withRegionIds } from "./region-names.ts";

/** Longer texts are read this far; an alert says what it is about at its beginning. */
const MOST_TEXT = 20_000;
const MOST_LINES = 300;
const MOST_LINE = 1_000;

/** What a question takes from words. Ports, events and services alone lead nowhere. */
const WANTED: ReadonlySet<EntityType> = new Set([
  "resource",
  "user",
  "role",
  "ip",
  "access-key",
  "account",
  "region",
  "bucket",
  "key",
  "secret",
]);

/** What an alarm calls itself. */
const OWN_KINDS: ReadonlySet<string> = new Set(["alarm"]);

/** How the words of an alert are read: with the vocabulary of questions, line by line. */
export interface AlertWords {
  readonly lexicon: Lexicon;
  /** Account id -> name. */
  readonly accounts: Accounts;
}

/** Collects the values that a text names, by their shape or by the noun beside them, as a question would be read. */
export function addWords(fold: EntityFold, text: string, reading: AlertWords): void {
  const lines = withRegionIds(withoutLinks(text.slice(0, MOST_TEXT), fold))
    .split("\n")
    .slice(0, MOST_LINES);
  for (const line of lines) addLine(fold, line.slice(0, MOST_LINE), reading);
}

const LINK = /https?:\/\/[^\s<>|"')\]*]+/gi;

/** Links are kept apart; ids and regions in them are taken, their other words are not the alert's. */
function withoutLinks(text: string, fold: EntityFold): string {
  return text.replaceAll(LINK, (url) => {
    fold.link(url);
    for (const piece of url.split(/[^A-Za-z0-9.-]+/)) {
      const found = recognise(piece);
      const type = found?.types[0];
      if (found?.kind !== null && type === "resource") fold.add("resource", piece);
      if (type === "region" || type === "access-key") fold.add(type, piece);
    }
    return " ";
  });
}

function addLine(fold: EntityFold, line: string, { lexicon, accounts }: AlertWords): void {
  const plain = plainQuestion(spaced(line));
  const words = wordsOf(plain.text, plain.values);
  const lowers = words.map(({ lower }) => lower);
  for (const { value, types, hasNoun, kind } of findEntities(words, lowers, lexicon, accounts)) {
    const [type] = types;
    // A UUID by itself is the id of nearly anything, and the alarm's own name leads nowhere.
    if (type === undefined || !WANTED.has(type) || (isUuid(value) && !hasNoun) || OWN_KINDS.has(kind ?? "")) continue;
    if (/^arn:/i.test(value)) addNamed(fold, value);
    else if (type === "resource" && recognise(value) === null && isLabel(value)) continue;
    else fold.add(type, value);
  }
}

/** A noun makes a name of nearly any word beside it; a sentence of an alert has many that are none. */
function isLabel(value: string): boolean {
  return /^[A-Za-z]+$|^AWS::/.test(value) || isEventName(value);
}

/** `Role: deploy`: what stands behind a label is a value, whatever word it is. */
const LABELLED = /^[\s*>_-]*(\p{L}[\p{L} ]{1,30}?)[*_\s]*:[*_\s]*([^\s`*<>]{1,300})\s*$/u;

/** Machines write `Name=value`, `Name:id` and braces where people write spaces. */
function spaced(line: string): string {
  return line
    .replaceAll(/[=[\]{}|,;·•"\\]/g, " ")
    .replace(LABELLED, "$1 `$2`")
    .replaceAll(/(?<=[a-z]):(?=[a-z]{1,12}-[0-9a-f]{8,17}\b|A[KS]IA[0-9A-Z]{12,})/gi, ": ");
}
