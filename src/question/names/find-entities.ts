import type { Entity, Place } from "../entities/entity.ts";
import { recognise, type Recognised } from "../entities/recognise.ts";
import { unitsOf, type Unit } from "../unit.ts";
import type { Lexicon } from "../words/lexicon.ts";
import type { Word } from "../word.ts";
import { isName } from "./adopt.ts";
import { isOwner, isWhose, lastWord, placeBetween } from "./neighbours.ts";
import { type Noun, nounAfter, nounBefore, typesWithNoun } from "./nouns.ts";

/** The accounts that have a name, by id. */
export type Accounts = Readonly<Record<string, string>>;

const ACCOUNT_PLACES: ReadonlySet<string> = new Set([
  "in",
  "on",
  "for",
  "from",
  "account",
  "of",
  "within",
  "across",
  "and",
]);
const NO_WORDS: ReadonlySet<number> = new Set();

/**
 * The values in a question, in order: what is known by its shape, then names, which only the words beside them tell.
 * They are found before anybody looks for a time, so that a name never becomes a date.
 */
export function findEntities(
  words: readonly Word[],
  lowers: readonly string[],
  lexicon: Lexicon,
  accounts: Accounts,
): readonly Entity[] {
  const seeds = new Map<number, Recognised>();
  words.forEach((word, at) => {
    const seed = recognise(word.text) ?? (word.isCertain ? unsaid(word.text) : null);
    if (seed !== null) seeds.set(at, seed);
  });
  nameAccounts(words, lexicon, accounts, seeds);
  const shaped = unitsOf(words, lowers, lexicon, { entities: bare(seeds), skipped: NO_WORDS });
  shaped.forEach((unit, at) => {
    const word = words[unit.from];
    if (word !== undefined && unit.is !== "entity" && isName({ words, units: shaped, lexicon }, at))
      seeds.set(unit.from, unsaid(word.text));
  });
  const units = unitsOf(words, lowers, lexicon, { entities: bare(seeds), skipped: NO_WORDS });
  return placed(words, units, seeds, lexicon);
}

/** A configured account's name, unless a noun says that it is something else's name. */
function nameAccounts(
  words: readonly Word[],
  lexicon: Lexicon,
  accounts: Accounts,
  seeds: Map<number, Recognised>,
): void {
  const ids = new Map(Object.entries(accounts).map(([id, name]) => [name.toLowerCase(), id]));
  words.forEach((word, at) => {
    const id = ids.get(word.lower);
    if (id === undefined) return;
    const before = words[at - 1]?.lower ?? "";
    const entry = lexicon.longest([before], 0);
    const isOther =
      before !== "account" && (entry?.part === "kind" || entry?.part === "service") && entry.form !== "plural";
    const isPlace = ACCOUNT_PLACES.has(before) || words[at + 1]?.lower === "account";
    if (!isOther && (isPlace || !lexicon.has(word.lower))) seeds.set(at, { value: id, types: ["account"], kind: null });
  });
}

function placed(
  words: readonly Word[],
  units: readonly Unit[],
  seeds: ReadonlyMap<number, Recognised>,
  lexicon: Lexicon,
): readonly Entity[] {
  const entities: Entity[] = [];
  const taken = new Set<number>();
  units.forEach((unit, at) => {
    const seed = seeds.get(unit.from);
    if (unit.is !== "entity" || seed === undefined) return;
    const noun = fittingNoun(units, at, seed, taken, words[unit.from]?.isPossessive === true);
    for (let index = noun?.from ?? at; index < (noun?.to ?? at + 1); index += 1) taken.add(index);
    const from = Math.min(at, noun?.from ?? at);
    const to = Math.max(at + 1, noun?.to ?? at + 1);
    const previous = entities.at(-1);
    const joined = isJoined(units, from, words) && previous !== undefined ? previous : null;
    const place: Place =
      joined?.place ??
      (isDeniedTo(units, from)
        ? "agent"
        : isMadeOf(units, from)
          ? "object"
          : isWhose(units, from) || isOwner(words[unit.from], units[to])
            ? "whose"
            : placeBetween(beforeArticle(units, from), units[to], words[unit.from]?.isPossessive ?? false));
    entities.push(
      entityOf({ ...seed, kind: conceptOf(seed.kind, lexicon) }, noun, joined, {
        place,
        isCertain: isCertain(words[unit.from], seed, noun),
        from: units[from]?.from ?? unit.from,
        to: units[to - 1]?.to ?? unit.to,
      }),
    );
  });
  return entities;
}

/** "denied to X": X is who asked for it. */
function isDeniedTo(units: readonly Unit[], from: number): boolean {
  const denied = units[from - 2];
  return units[from - 1]?.text === "to" && denied?.is === "entry" && denied.entry.concept === "deny";
}

/** "machines ci-bot launched": the name is not one of the machines. */
function isDoerOf(units: readonly Unit[], at: number): boolean {
  const [before, after] = [units[at - 1], units[at + 1]];
  const isDone = after?.is === "entry" && after.entry.part === "action" && after.entry.form === "other";
  return before?.is === "entry" && before.entry.part === "kind" && before.entry.form === "plural" && isDone;
}

const DOERS: ReadonlySet<string> = new Set([
  "creator",
  "deleter",
  "remover",
  "modifier",
  "changer",
  "editor",
  "author",
]);

/** "the creator of X": something was done to X. */
function isMadeOf(units: readonly Unit[], from: number): boolean {
  const at = ARTICLES.has(units[from - 1]?.text ?? "") ? from - 2 : from - 1;
  return units[at]?.text === "of" && DOERS.has(units[at - 1]?.text ?? "");
}

/** The concept of what an id names: "security-group" for "security group". */
function conceptOf(kind: string | null, lexicon: Lexicon): string | null {
  return kind === null ? null : (lexicon.longest(kind.toLowerCase().split(" "), 0)?.concept ?? kind);
}

const ARTICLES: ReadonlySet<string> = new Set(["the", "a", "an", "our", "my", "this", "that", "any", "all", "one"]);

function beforeArticle(units: readonly Unit[], from: number): Unit | undefined {
  const before = units[from - 1];
  return before !== undefined && ARTICLES.has(before.text) ? units[from - 2] : before;
}

type Position = Pick<Entity, "place" | "isCertain" | "from" | "to">;

function entityOf(seed: Recognised, noun: Noun | null, joined: Entity | null, position: Position): Entity {
  const inherited = noun === null && seed.types.length === 0 ? joined : null;
  return {
    ...position,
    value: seed.value,
    types: inherited?.types ?? (noun === null ? seed.types : (typesWithNoun(seed, noun) ?? seed.types)),
    kind: inherited?.kind ?? noun?.concept ?? seed.kind,
    hasNoun: noun !== null || inherited?.hasNoun === true,
  };
}

function fittingNoun(
  units: readonly Unit[],
  at: number,
  seed: Recognised,
  taken: ReadonlySet<number>,
  isPossessive: boolean,
): Noun | null {
  const before = isDoerOf(units, at) ? null : nounBefore(units, at, seed.value);
  if (before !== null && !taken.has(before.to - 1) && fits(units, seed, before)) {
    let from = before.from;
    while (taken.has(from)) from += 1;
    return { ...before, from };
  }
  const after = isPossessive ? null : nounAfter(units, at, seed.value);
  return after !== null && fits(units, seed, after) ? after : null;
}

/** A service in front of a value names its kind only where the value is a thing: not "on s3 by alice@example.com". */
function fits(units: readonly Unit[], seed: Recognised, noun: Noun): boolean {
  if (typesWithNoun(seed, noun) === null) return false;
  const isPlace = ["in", "on", "from"].includes(lastWord(units[noun.from - 1]));
  return !noun.concept.startsWith("service:") || !(isPlace && seed.types.length > 0);
}

function isJoined(units: readonly Unit[], at: number, words: readonly Word[]): boolean {
  const before = units[at - 1];
  if (before === undefined) return false;
  if (before.is === "entity") return words[units[at]?.from ?? 0]?.isApart === true;
  return ["and", "or", "also", "plus"].includes(before.text) && units[at - 2]?.is === "entity";
}

function isCertain(word: Word | undefined, seed: Recognised, noun: Noun | null): boolean {
  return noun !== null || seed.types.length > 0 || word?.isCertain === true || /[^\p{L}]|[a-z][A-Z]/u.test(seed.value);
}

function bare(seeds: ReadonlyMap<number, Recognised>): readonly Entity[] {
  return Array.from(seeds, ([at, seed]) => ({
    value: seed.value,
    types: seed.types,
    isCertain: true,
    kind: null,
    hasNoun: false,
    place: "loose" as const,
    from: at,
    to: at + 1,
  }));
}

function unsaid(value: string): Recognised {
  return { value, types: [], kind: null };
}
