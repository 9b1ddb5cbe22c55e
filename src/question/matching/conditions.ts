import { lastWord } from "../names/neighbours.ts";
import type { Unit } from "../unit.ts";
import type { Word } from "../word.ts";
import { ARTICLES, hasConcept, isManner } from "./manner.ts";

/** The words that say "but not": what stands behind them is left out, and no question leaves anything out. */
const WITHOUT: ReadonlySet<string> = new Set(["not", "except", "word:outside"]);
const BETWEEN =
  /^(?:in|from|by|on|of|for|to|at|with|the|a|an|any|our|my|in the|of the|services?|regions?|users?|accounts?)$/;

/**
 * The units that narrow a question in a way that no intent applies ("not in eu-west-1", "only reads", "in the same
 * account", "users named prod", "as a table"): whoever asks must hear so, rather than get an answer to a wider question.
 */
export function conditionsIn(units: readonly Unit[], words: readonly Word[]): readonly Unit[] {
  return units.filter(
    (unit, at) =>
      isSame(unit) ||
      isOurTeam(units, at) ||
      isOnDuty(units, at) ||
      isSomeActor(units, at) ||
      isForEach(units, at) ||
      leavesOut(units, at) ||
      isOnly(unit, words) ||
      isNamedAmong(units, at) ||
      isManner(units, at),
  );
}

/** "in the same account", "the same user as alice": a comparison with what was said elsewhere. */
function isSame(unit: Unit): boolean {
  return unit.is === "entry" && /^(?:the )?same$/.test(unit.text);
}

/** "in the team", "by our guys", "alice's team": people of whom the logs know nothing, unlike the "team" that is greeted. */
function isOurTeam(units: readonly Unit[], at: number): boolean {
  if (!/^(?:team|guys|folks)$/.test(units[at]?.text ?? "")) return false;
  const before = ARTICLES.has(units[at - 1]?.text ?? "") ? units[at - 2] : units[at - 1];
  if (before?.is === "entity") return before === units[at - 1];
  return /^(?:in|of|by|from|on|within|inside|for|with)$/.test(lastWord(before));
}

/** "who was on call": of duties the logs know nothing; "im on call" is said of oneself. */
function isOnDuty(units: readonly Unit[], at: number): boolean {
  if (units[at]?.text !== "call" || units[at - 1]?.text !== "on") return false;
  return units.slice(Math.max(0, at - 3), at - 1).some(({ text }) => /\b(?:who|whoever)\b/.test(text));
}

/** "outside eu-west-1", "not from s3"; "outside the instance i-1" is where its credentials were used. */
function leavesOut(units: readonly Unit[], at: number): boolean {
  const unit = units[at];
  if (unit?.is !== "entry" || !WITHOUT.has(unit.entry.concept)) return false;
  let next = at + 1;
  while (BETWEEN.test(units[next]?.text ?? "")) next += 1;
  const left = units[next];
  if (left?.is === "entry") return left.entry.part === "service";
  return left?.is === "entity" && !(unit.text === "outside" && left.entity.types.includes("resource"));
}

const ONLY: ReadonlySet<string> = new Set(["only", "just"]);
const READS =
  /^(?:reads?|writes?|downloads?|uploads?|gets|puts|creates|creations|deletes|deletions|updates|edits|starts|stops)$/;

/** "only reads", "deletes only", "only new ones"; the word may have been read as part of a time: "this morning only reads". */
function isOnly(unit: Unit, words: readonly Word[]): boolean {
  const [before = "", next = ""] = [words[unit.from - 1]?.lower, words[unit.to]?.lower];
  const isKind = READS.test(unit.text) || (unit.is === "entry" && unit.entry.concept === "new" && next === "ones");
  return isKind && (ONLY.has(before) || ONLY.has(next));
}

/** "users named prod": some of many, by their name. */
function isNamedAmong(units: readonly Unit[], at: number): boolean {
  const [before, unit, next] = [units[at - 1], units[at], units[at + 1]];
  if (unit === undefined || !/^(?:called|named|called named|by name)$/.test(unit.text) || next?.is !== "entity")
    return false;
  return before?.is === "entry" && before.entry.form === "plural" && before.entry.part === "kind";
}

/** Questions that rank actors or compare them with others may name them all: "event counts by user". */
const RANKINGS: ReadonlySet<string> = new Set([
  "top",
  "count",
  "new",
  "unusual",
  "cross-account",
  "each",
  "active",
  "anonymous",
]);

/** "by developers", "by a service", "by someone else", "by aws": nobody in particular; "by region": how to group. */
function isSomeActor(units: readonly Unit[], at: number): boolean {
  const who = units[at];
  if (who?.is !== "entry") return false;
  const by = placeOfBy(units, at);
  if (by === null) return false;
  if (/^(?:some|any)(?:one|body)$/.test(who.text)) return units[at + 1]?.text === "else";
  if (/^(?:aws|amazon|amazon web services|cloud|environment|env)$/.test(who.text)) return by === at - 1;
  const next = units[at + 1];
  if (!isActor(who) || next?.is === "entity" || next?.text === "of") return false;
  return hasQuality(units.slice(by + 1, at)) || !hasConcept(units, RANKINGS);
}

/** "new", "unknown": only some of them; "anonymous" and "of other accounts" have questions of their own. */
function hasQuality(units: readonly Unit[]): boolean {
  const own: ReadonlySet<string> = new Set(["anonymous", "cross-account"]);
  return units.some((unit) => unit.is === "entry" && unit.entry.part === "quality" && !own.has(unit.entry.concept));
}

/** Anything that there are many of; vendors have a question of their own. */
function isActor(who: Unit): boolean {
  if (who.is !== "entry" || who.entry.part !== "kind" || who.entry.concept === "vendor") return false;
  return who.entry.form === "singular" || who.entry.form === "plural";
}

/** "for each user", "per bucket": one answer for each of many. */
function isForEach(units: readonly Unit[], at: number): boolean {
  const kind = units[at];
  if (kind?.is !== "entry" || kind.entry.part !== "kind" || units[at + 1]?.is === "entity") return false;
  const before = `${units[at - 2]?.text ?? ""} ${units[at - 1]?.text ?? ""}`;
  return /(?:\bfor (?:each|every)|\bper)$/.test(before) && !hasConcept(units, RANKINGS);
}

/** Where "by" stands before an actor and what qualifies it: "by several new users". */
function placeOfBy(units: readonly Unit[], at: number): number | null {
  let before = at - 1;
  while (isQualifier(units[before])) before -= 1;
  return /^(?:(?:made|done) )?by$/.test(units[before]?.text ?? "") ? before : null;
}

function isQualifier(unit: Unit | undefined): boolean {
  if (unit?.is !== "entry" || /(?:^|\s)by$|^(?:and|or)$/.test(unit.text)) return false;
  return ["filler", "quality", "action"].includes(unit.entry.part);
}
