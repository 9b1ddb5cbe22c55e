import { lastWord } from "../names/neighbours.ts";
import type { Unit } from "../unit.ts";
import type { Word } from "../word.ts";

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
      isSame(unit) || leavesOut(units, at) || isOnly(unit, words) || isNamedAmong(units, at) || isManner(units, at),
  );
}

/** "in the same account", "the same user as alice": a comparison with what was said elsewhere. */
function isSame(unit: Unit): boolean {
  return unit.is === "entry" && /^(?:the )?same$/.test(unit.text);
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
const READS = /^(?:reads?|writes?|downloads?|uploads?|gets|puts)$/;

/** "only reads", "reads only"; the word may have been read as part of a time: "this morning only reads". */
function isOnly(unit: Unit, words: readonly Word[]): boolean {
  const [before = "", next = ""] = [words[unit.from - 1]?.lower, words[unit.to]?.lower];
  return READS.test(unit.text) && (ONLY.has(before) || ONLY.has(next));
}

/** "users named prod": some of many, by their name. */
function isNamedAmong(units: readonly Unit[], at: number): boolean {
  const [before, unit, next] = [units[at - 1], units[at], units[at + 1]];
  if (unit === undefined || !/^(?:called|named|called named|by name)$/.test(unit.text) || next?.is !== "entity")
    return false;
  return before?.is === "entry" && before.entry.form === "plural" && before.entry.part === "kind";
}

const MEANS: ReadonlySet<string> = new Set(["with", "via", "through", "over", "using", "as"]);
const ARTICLES: ReadonlySet<string> = new Set(["a", "an", "the", "our", "any"]);
/** "tamper with trails", "shared with an account", "made with the credentials": here the thing is what it is about. */
const ABOUT: ReadonlySet<string> = new Set(["tamper", "share", "attach", "replace", "tag"]);
const CREDENTIALS: ReadonlySet<string> = new Set(["credential", "access-key", "session", "role", "user", "account"]);

/** "deleted with mfa", "from vpn", "as a table": how something was done, or how it is to be shown. */
function isManner(units: readonly Unit[], at: number): boolean {
  const unit = units[at];
  if (unit?.is !== "entry" || isThing(units[at + 1])) return false;
  const place = ARTICLES.has(units[at - 1]?.text ?? "") ? at - 2 : at - 1;
  const before = lastWord(units[place]);
  if (unit.text === "vpn") return before === "from" || before === "on" || MEANS.has(before);
  const isMeans = unit.entry.concept === "mfa" || (isThing(unit) && !CREDENTIALS.has(unit.entry.concept));
  const verb = units[place - 1];
  return (
    isMeans && MEANS.has(before) && !(verb?.is === "entry" && ABOUT.has(verb.entry.concept)) && !isVerb(units[place])
  );
}

function isThing(unit: Unit | undefined): boolean {
  return unit?.is === "entry" && unit.entry.part === "kind";
}

/** "tampered with" is one expression, a verb to its end. */
function isVerb(unit: Unit | undefined): boolean {
  return unit?.is === "entry" && unit.entry.part === "action";
}
