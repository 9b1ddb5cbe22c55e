import type { HiddenKind } from "./interpretation.ts";
import type { Unit } from "./unit.ts";
import { isUnit } from "./words/time-words.ts";
import type { Word } from "./word.ts";

/** What is said about the report rather than about the events. */
export interface Asides {
  readonly limit: number | null;
  readonly include: readonly HiddenKind[];
  /** Indexes of the words that said it. */
  readonly words: ReadonlySet<number>;
}

const COUNTED = /^(?:last|latest|newest|first|recent|most recent)$/;
/** These ask for the newest events, whatever their count. */
const NEWEST: ReadonlySet<string> = new Set(["latest", "newest", "most recent", "recent"]);
const RANKED =
  /^(?:top|biggest|busiest|largest|most|most common|most active|heaviest|highest|loudest|chattiest|most frequent|latest|newest|most recent|recent|noisiest|worst)$/;
const WITH = /^(?:including|include|includes|incl|with|plus|showing|and include|counting)$/;
/** "plus failed logins" adds a question rather than the failures of the first. */
const SIGN_IN = /^(?:log|sign)/;
/** "calls with errors" are failed calls, and no wish to see failures too. */
const CALLS = /^(?:calls?|requests?|events?|operations?|actions?|apis?)$/;
const TOO: ReadonlySet<string> = new Set(["too", "also", "as", "included", "including", "well"]);

/**
 * Finds a count ("top 10", "last 20 events") and hidden kinds asked for ("reads too", "including failed attempts").
 * A number before a unit of time is no count.
 */
export function asidesOf(words: readonly Word[], units: readonly Unit[]): Asides {
  const taken = new Set<number>();
  const limit = limitIn(units, taken);
  const include = includedIn(words, taken);
  return { limit, include, words: taken };
}

const SPELLED: Readonly<Record<string, number>> = {
  three: 3,
  five: 5,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  fifty: 50,
  hundred: 100,
};

function countIn(text: string): number | null {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  return Object.hasOwn(SPELLED, text) ? (SPELLED[text] ?? null) : null;
}

function limitIn(units: readonly Unit[], taken: Set<number>): number | null {
  for (const [at, unit] of units.entries()) {
    const count = countIn(unit.text);
    if (count === null) continue;
    const before = units[at - 1]?.text ?? "";
    const next = units[at + 1];
    const isTop =
      /^(?:top|limit|max|maximum|only|at most|up to)$/.test(before) && !(next !== undefined && isUnit(next.text));
    const isCounted = COUNTED.test(before) && next?.is === "entry" && !isUnit(next.text);
    const isRanked = next?.is === "entry" && RANKED.test(next.text) && !isUnit(units[at + 2]?.text ?? "");
    if (!isTop && !isCounted && !isRanked) continue;
    taken.add(unit.from);
    if ((isCounted && !NEWEST.has(before)) || (isTop && before !== "top"))
      for (let word = units[at - 1]?.from ?? 0; word < unit.from; word += 1) taken.add(word);
    return count;
  }
  return null;
}

/** The kinds, with the words that may follow them. */
const KINDS: readonly (readonly [HiddenKind, RegExp, RegExp])[] = [
  [
    "reads",
    /^(?:reads?|read-only|describes|gets|lists)$/,
    /^(?:calls?|events?|actions?|only|access(?:es)?|requests?)$/,
  ],
  [
    "failures",
    /^(?:failures?|fails|failed|failing|errors)$/,
    /^(?:attempts?|calls?|events?|requests?|ones|tries|actions?)$/,
  ],
  ["services", /^services?$/, /^(?:calls?|events?|activity|actions?|made|requests?)$/],
];

function includedIn(words: readonly Word[], taken: Set<number>): readonly HiddenKind[] {
  const included: HiddenKind[] = [];
  words.forEach((word, at) => {
    for (const [kind, name, more] of KINDS) {
      if (word.isCertain || !name.test(word.lower) || included.includes(kind)) continue;
      const span = askedSpan(words, at, more, kind);
      if (span === null) continue;
      included.push(kind);
      for (let index = span.from; index < span.to; index += 1) taken.add(index);
    }
  });
  return included;
}

function askedSpan(
  words: readonly Word[],
  at: number,
  more: RegExp,
  kind: HiddenKind,
): { from: number; to: number } | null {
  let from = at;
  while (from > 0 && /^(?:the|all|any|its|and|or)$/.test(words[from - 1]?.lower ?? "") && from > at - 2) from -= 1;
  let to = at + 1;
  while (more.test(words[to]?.lower ?? "")) to += 1;
  const before = words[from - 1]?.lower ?? "";
  const isAsked = WITH.test(before) && (kind !== "services" || (words[at]?.lower ?? "").endsWith("s") || to > at + 1);
  if (kind === "failures" && before === "with" && CALLS.test(words[from - 2]?.lower ?? "")) return null;
  if (before === "plus" && SIGN_IN.test(words[to]?.lower ?? "")) return null;
  if (isAsked) return { from: from - 1, to };
  const isBare = kind === "reads" || (words[to - 1]?.lower ?? "").endsWith("s");
  if (!isBare || !TOO.has(words[to]?.lower ?? "")) return null;
  if (words[to]?.lower === "as" && words[to + 1]?.lower !== "well") return null;
  return { from, to: words[to]?.lower === "as" ? to + 2 : to + 1 };
}
