import type { Unit } from "../unit.ts";
import type { Lexicon } from "../words/lexicon.ts";
import { isAlsoName, isSurelyTime } from "../words/time-words.ts";
import type { Word } from "../word.ts";
import { hasNameShape } from "../entities/recognise.ts";
import { firstWord, isHead, lastWord } from "./neighbours.ts";
import { nounAfter, nounBefore } from "./nouns.ts";

/** What the decision whether a word is a name looks at. */
export interface Scene {
  readonly words: readonly Word[];
  readonly units: readonly Unit[];
  readonly lexicon: Lexicon;
}

const DID: ReadonlySet<string> = new Set([
  "did",
  "does",
  "has",
  "had",
  "have",
  "was",
  "were",
  "is",
  "are",
  "been",
  "got",
]);
const AFTER_NAME: ReadonlySet<string> = new Set(["did", "has", "had", "was", "does", "is"]);
/** "the calls alice made": a name stands between what was done and these. */
const MADE: ReadonlySet<string> = new Set(["made", "makes", "performed", "executed", "issued", "caused"]);
const OF: ReadonlySet<string> = new Set(["for", "of", "about", "from"]);
const PLACES: ReadonlySet<string> = new Set([
  "in",
  "on",
  "at",
  "within",
  "inside",
  "from",
  "during",
  "before",
  "after",
]);
const POINTING: ReadonlySet<string> = new Set(["the", "which", "that", "this", "my", "our", "what", "any", "a"]);
const CALLED: ReadonlySet<string> = new Set(["called", "named"]);
const JOINING: ReadonlySet<string> = new Set(
  "by from on in at to of with and or for as the a an is was has did it that".split(" "),
);
const ARTICLES: ReadonlySet<string> = new Set(["the", "a", "an", "my", "our", "your", "their", "his", "her"]);
const INDEFINITE: ReadonlySet<string> = new Set(["a", "an", "any", "some"]);
const ASKING: ReadonlySet<string> = new Set(["what", "which", "who", "when", "where", "whom"]);
const ADJECTIVE = /(?:ed|ing|able|ible|ive|ous|ful|less|ish|ical|est)$/;

/** Whether the unit at a place, an unknown word or a word of time, is a name; its shape or the words beside it tell. */
export function isName(scene: Scene, at: number): boolean {
  const unit = scene.units[at];
  const word = unit === undefined ? undefined : scene.words[unit.from];
  if (unit === undefined || word === undefined) return false;
  if (word.isCertain) return true;
  if (unit.is === "time") return isNameOfTime(scene, at, word);
  if (unit.is === "entry") return isCalledSo(scene, at) || isAfterNoun(scene, at);
  if (unit.is !== "unknown") return false;
  if (hasNameShape(word.text)) return !isDescription(scene, at, word);
  return /^\p{L}[\p{L}\p{M}'.]*$/u.test(word.text) ? isPlainName(scene, at, word) : hasPort(scene, at, word);
}

const PERSON =
  /^(?:engineer|developer|dev|person|guy|employee|colleague|admin|teammate|manager|analyst|staff|people)s?$/;

/** "the on-call engineer": ordinary words joined by a hyphen that say which person. */
function isDescription({ units, lexicon }: Scene, at: number, word: Word): boolean {
  if (!PERSON.test(units[at + 1]?.text ?? "") || !/^[a-z]+(?:-[a-z]+)+$/.test(word.lower)) return false;
  return word.lower.split("-").every((part) => lexicon.has(part) || lexicon.isOrdinary(part));
}

function hasPort(scene: Scene, at: number, word: Word): boolean {
  return nounBefore(scene.units, at, word.text) !== null && !/[^\p{L}\p{N}]/u.test(word.text);
}

/** A word of letters only is a name where only a name can stand. */
function isPlainName(scene: Scene, at: number, word: Word): boolean {
  const { units, lexicon } = scene;
  const before = lastWord(units[at - 1]);
  if (lexicon.isOrdinary(word.lower)) return isSaidToBeName(scene, at, word);
  if (word.isPossessive || before === "by" || before === "as") return !isPointed(units[at + 1]);
  if (isNounBefore(scene, at, word.text) && !isMisspelledAfterNoun(scene, at, word)) return true;
  if (isMisspelledPronoun(scene, word) || isOnlyPointedAt(units, at) || isMisspelledAsk(scene, at, word)) return false;
  if (DID.has(before)) {
    return units[at + 1] !== undefined && !isMisspelledForm(scene, word) && !isMisspelledPassive(scene, at, word);
  }
  if (MADE.has(firstWord(units[at + 1])) && isDone(units[at - 1])) return true;
  if (AFTER_NAME.has(firstWord(units[at + 1]))) return !isPointed(units[at - 1]);
  if (before === "of" && isOneChange(units[at - 2])) return false;
  if (OF.has(before)) return before !== "from" || !hasConcept(units, "login");
  if (lexicon.nearest(word.lower) !== null || ADJECTIVE.test(word.lower)) return false;
  const next = units[at + 1];
  if (nounAfter(units, at, word.text) !== null) {
    return at === 0 || (isFiller(units[at - 1]) && !(PLACES.has(lastWord(units[at - 2])) && hasThing(units)));
  }
  if (isAfterName(scene, at)) return true;
  if (isDone(units[at - 1]) && (next === undefined || next.is === "time" || isFiller(next))) return true;
  const isFirst = units.slice(0, at).every((unit) => isFiller(unit) || unit.text === "what");
  return isFirst && next !== undefined && isHead(next) && !isOneChange(next);
}

/** Only a noun makes an ordinary word a name: "bucket payroll", "the payroll bucket", but not "table tennis" or "user guide". */
function isSaidToBeName(scene: Scene, at: number, word: Word): boolean {
  const { units } = scene;
  if (NO_NAMES.test(word.lower)) return false;
  if (lastWord(units[at - 1]) === "called" || lastWord(units[at - 1]) === "named")
    return isNounBefore(scene, at, word.text);
  const after = nounAfter(units, at, word.text);
  if (after !== null)
    return (
      DEFINITE.has(lastWord(units[at - 1])) && !after.concept.startsWith("service:") && !WHICH_OF_THEM.test(word.lower)
    );
  const noun = nounBefore(units, at, word.text);
  if (noun === null || !isNounBefore(scene, at, word.text) || COMPOUNDS.has(word.lower)) return false;
  const next = units[at + 1];
  const isCompound = next !== undefined && isHead(next) && next.is === "entry" && next.entry.form !== "other";
  // "role bindings": a plural is what roles have; "user james" is somebody.
  if (noun.concept === "role" && /[^sui]s$/.test(word.lower)) return false;
  if (NAMED_FIRST.has(noun.concept)) return !isCompound || !noun.concept.startsWith("service:");
  return noun.from > 0 && !isCompound;
}

/** How something was done, how often, and what joins words: "anything deployed to eks twice", "s3 including sns". */
const NO_NAMES =
  /^(?:[a-z]{4,}ly|once|twice|zero|many|multiple|several|few|thrice|always|often|never|sometimes|ever|seldom|including|excluding|like|unlike|despite|besides|beyond|beneath|versus|whereas|although|because|sorted|grouped|ordered|filtered|limited|combined|together|apart|alone|instead|otherwise|afterwards|beforehand|meanwhile|nevertheless)$/;
/** "the old key": which of several, and nobody's name. */
const WHICH_OF_THEM =
  /^(?:old|older|oldest|new|newer|wrong|right|correct|main|big|bigger|small|smaller|other|second|third|current|former|actual|real|private|internal|external|broken|entire|only|own|original|affected|leaked|compromised|corresponding|relevant|young|temporary|permanent|unused|orphaned|suspicious|strange)$/;
const DEFINITE: ReadonlySet<string> = new Set(["the", "our", "my"]);
const NAMED_FIRST: ReadonlySet<string> = new Set(["user", "role", "bucket"]);
/** What users, roles, keys and others are made into: "user guide", "role model", "key note". */
const COMPOUNDS: ReadonlySet<string> = new Set(
  "guide pool interface experience manual story group base play model player point note ring chain service agent".split(
    " ",
  ),
);

/** "changes", "calls", "actions". */
function isDone(unit: Unit | undefined): boolean {
  return unit?.is === "entry" && unit.entry.form === "plural" && ["action", "soft"].includes(unit.entry.part);
}

/** Months and weekdays are names beside "user", "by" or "did", or where the question has its time elsewhere. */
function isNameOfTime(scene: Scene, at: number, word: Word): boolean {
  const { units } = scene;
  const next = units[at + 1];
  const noun = nounBefore(units, at, word.text);
  if (noun?.concept === "port") return true;
  if (next?.is === "time" && /^\d/.test(next.text)) return false;
  const before = lastWord(units[at - 1]);
  if (noun !== null && isSingularNoun(units[at - 1]) && !INDEFINITE.has(lastWord(units[noun.from - 1]))) {
    if (/\D-|-\D|^\d{4}-\d\d-\d\d$/.test(word.lower)) return true;
    const isLoose = noun.concept === "user" || noun.concept === "role" || !POINTING.has(lastWord(units[noun.from - 1]));
    return isAlsoName(word.lower) && isLoose;
  }
  if (!isAlsoName(word.lower) || isOfDate(units, at)) return false;
  if (before === "by" || before === "as") return true;
  if (DID.has(before) && (next?.is === "entry" || next?.text === "last")) return true;
  if (["did", "has", "was"].includes(firstWord(next))) return true;
  const isOwner =
    word.isPossessive || (OF.has(before) && before !== "from") || (at === 0 && next !== undefined && isHead(next));
  return isOwner && !(next?.is === "time" && isSurelyTime(next.text)) && hasOtherTime(scene, at);
}

/** "the 15th of november", "the end of march". */
function isOfDate(units: readonly Unit[], at: number): boolean {
  return units[at - 1]?.text === "of" && units[at - 2]?.is === "time";
}

function isNounBefore(scene: Scene, at: number, value: string): boolean {
  const noun = nounBefore(scene.units, at, value);
  if (noun === null || !isSingularNoun(scene.units[at - 1])) return false;
  const isPlace =
    scene.units[at - 1]?.is === "entry" && ["in", "on", "for", "from"].includes(lastWord(scene.units[noun.from - 1]));
  return !noun.concept.startsWith("service:") || !isPlace;
}

function isSingularNoun(unit: Unit | undefined): boolean {
  return unit?.is === "entry" && unit.entry.form !== "plural";
}

function isPointed(unit: Unit | undefined): boolean {
  return unit?.is === "entry" && unit.entry.part === "kind" && unit.entry.form === "plural";
}

/** "a table called reports": what follows is a name, whatever else the word means. */
function isCalledSo({ units }: Scene, at: number): boolean {
  const unit = units[at];
  if (unit === undefined || unit.to - unit.from > 1 || JOINING.has(unit.text)) return false;
  const noun = units[at - 2];
  return (
    CALLED.has(units[at - 1]?.text ?? "") && noun?.is === "entry" && noun.entry.part === "kind" && isSingularNoun(noun)
  );
}

/** "the activity of role deploy": a verb behind such a noun is its name. */
function isAfterNoun({ units }: Scene, at: number): boolean {
  const [opener, noun, unit, next] = [units[at - 2], units[at - 1], units[at], units[at + 1]];
  if (unit?.is !== "entry" || unit.entry.part !== "action" || unit.to - unit.from > 1) return false;
  if (noun?.is !== "entry" || !["role", "user"].includes(noun.entry.concept) || !isSingularNoun(noun)) return false;
  return OPENERS.has(lastWord(opener)) && (next === undefined || next.is === "time" || isFiller(next));
}

const OPENERS: ReadonlySet<string> = new Set(["of", "for", "by", "as", "about"]);

/** "what did the intern do", "our contractor did": somebody only pointed at; "the jenkins activity" names jenkins. */
function isOnlyPointedAt(units: readonly Unit[], at: number): boolean {
  if (!ARTICLES.has(lastWord(units[at - 1])) || nounAfter(units, at, units[at]?.text ?? "") !== null) return false;
  const next = units[at + 1];
  const isNounNext = next?.is === "entry" && (next.entry.form === "plural" || NOUNS_OF_ACTION.has(next.text));
  return !isNounNext || DID.has(lastWord(units[at - 2]));
}

const NOUNS_OF_ACTION: ReadonlySet<string> = new Set(["activity", "usage", "history", "login history"]);

/** "did sombody add rules". */
function isMisspelledPronoun({ lexicon }: Scene, word: Word): boolean {
  const meant = lexicon.nearest(word.lower);
  return meant !== null && /^(?:some|any|every|no)(?:one|body|thing)$/.test(meant);
}

/** "network chages", "was assumd by": a word with a letter wrong, where a name could stand. */
function isMisspelledAfterNoun({ units, lexicon }: Scene, at: number, word: Word): boolean {
  const noun = nounBefore(units, at, word.text);
  return noun !== null && !NAMED_FIRST.has(noun.concept) && lexicon.nearest(word.lower) !== null;
}

function isMisspelledPassive({ units, lexicon }: Scene, at: number, word: Word): boolean {
  const next = units[at + 1];
  const isLast = next === undefined || next.is === "time" || firstWord(next) === "by";
  return PASSIVE.has(lastWord(units[at - 1])) && isLast && lexicon.nearest(word.lower) !== null;
}

const PASSIVE: ReadonlySet<string> = new Set(["was", "were", "is", "are", "been", "got"]);

/** "which calls are faling": a verb with a letter wrong. */
function isMisspelledForm({ lexicon }: Scene, word: Word): boolean {
  return /(?:ed|ing)$/.test(word.lower) && lexicon.nearest(word.lower) !== null;
}

/** "waht did alice do": a question word with a letter wrong, where a name could stand. */
function isMisspelledAsk({ units, lexicon }: Scene, at: number, word: Word): boolean {
  return units.slice(0, at).every(isFiller) && ASKING.has(lexicon.nearest(word.lower) ?? "");
}

/** "climate change", "an oil change": a name stands before changes, not before one change. */
function isOneChange(unit: Unit | undefined): boolean {
  return unit?.is === "entry" && unit.entry.concept === "change" && unit.text === "change";
}

/** "by alice and bob", "by alice, bob". */
function isAfterName(scene: Scene, at: number): boolean {
  const { units, words } = scene;
  if (["and", "or"].includes(units[at - 1]?.text ?? "")) return isNamed(scene, at - 2) && !isThing(units[at - 2]);
  return words[units[at]?.from ?? 0]?.isApart === true && isNamed(scene, at - 1) && !isThing(units[at - 1]);
}

/** "who changed sg-1 in the staging cluster": the thing asked about is named already, the other is a place. */
function hasThing(units: readonly Unit[]): boolean {
  return units.some(isThing);
}

function isThing(unit: Unit | undefined): boolean {
  return unit?.is === "entity" && unit.entity.types.includes("resource");
}

function isNamed(scene: Scene, at: number): boolean {
  return scene.units[at]?.is === "entity" || (at >= 0 && isName(scene, at));
}

function isFiller(unit: Unit | undefined): boolean {
  return unit?.is === "entry" && unit.entry.part === "filler";
}

function hasConcept(units: readonly Unit[], concept: string): boolean {
  return units.some((unit) => unit.is === "entry" && unit.entry.concept === concept);
}

/** A time that is not part of the same date. */
function hasOtherTime(scene: Scene, at: number): boolean {
  const from = scene.units[at]?.from ?? 0;
  return scene.words.some((word, index) => Math.abs(index - from) > 1 && !word.isCertain && isSurelyTime(word.lower));
}
