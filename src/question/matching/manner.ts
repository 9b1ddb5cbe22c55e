import { lastWord } from "../names/neighbours.ts";
import type { Unit } from "../unit.ts";

/** What may stand between a preposition and its noun. */
export const ARTICLES: ReadonlySet<string> = new Set(["a", "an", "the", "our", "my", "any"]);

/** Whether a word with one of these concepts stands anywhere. */
export function hasConcept(units: readonly Unit[], concepts: ReadonlySet<string>): boolean {
  return units.some((unit) => unit.is === "entry" && concepts.has(unit.entry.concept));
}

const VIA: ReadonlySet<string> = new Set(["via", "through", "over", "using"]);
const WITH: ReadonlySet<string> = new Set(["with", "as"]);
/** "tamper with trails", "shared with an account": here the thing is what it is about. */
const ABOUT: ReadonlySet<string> = new Set(["tamper", "share", "attach", "replace", "tag"]);
/** "made with the credentials of i-1", "as role x" */
const CREDENTIALS: ReadonlySet<string> = new Set(["credential", "access-key", "session", "role", "user", "account"]);
/** "deployed via cloudformation", "follow alice through roles". */
const WAYS: ReadonlySet<string> = new Set(["deploy", "trace", "chain"]);

/** Whether a unit tells how something was done or is to be shown: "deleted with mfa", "via the api", "as a table". */
export function isManner(units: readonly Unit[], at: number): boolean {
  const unit = units[at];
  if (unit?.is !== "entry" || isThing(units[at + 1])) return false;
  const place = ARTICLES.has(units[at - 1]?.text ?? "") ? at - 2 : at - 1;
  const before = lastWord(units[place]);
  if (unit.text === "vpn") return /^(?:from|on|via|through|over|using|with)$/.test(before);
  if (isVerb(units[place])) return false;
  if (VIA.has(before)) return units[at + 1]?.is !== "entity" && isWay(unit) && !hasConcept(units, WAYS);
  const verb = units[place - 1];
  if (!WITH.has(before) || (verb?.is === "entry" && ABOUT.has(verb.entry.concept))) return false;
  return unit.entry.concept === "mfa" || (isThing(unit) && !CREDENTIALS.has(unit.entry.concept));
}

function isWay(unit: Unit): boolean {
  if (unit.is !== "entry" || unit.entry.concept === "service:sso.amazonaws.com") return false;
  if (["credential", "access-key"].includes(unit.entry.concept)) return false;
  return isThing(unit) || unit.entry.part === "service" || unit.entry.concept === "mfa" || /\bapis?$/.test(unit.text);
}

function isThing(unit: Unit | undefined): boolean {
  return unit?.is === "entry" && unit.entry.part === "kind";
}

/** "tampered with" is one expression, a verb to its end. */
function isVerb(unit: Unit | undefined): boolean {
  return unit?.is === "entry" && unit.entry.part === "action";
}
