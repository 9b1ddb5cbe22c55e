import type { QuestionReading } from "../question-reading.ts";
import type { Unit } from "../unit.ts";
import { KINDS, UNIQUE_THINGS } from "../words/things.ts";
import type { Meaning } from "./meaning.ts";

/** Nouns that a noun before them only qualifies: "the user activity". */
const HEADS: ReadonlySet<string> = new Set([
  "activity",
  "history",
  "timeline",
  "usage",
  "access",
  "audit trail",
  "change",
]);
const POINTING = /(?:^|\s)(?:the|this|that|my|our|your|his|her|their|same)$/;
/** After these comes who did it, and then a verb: "did the vendor access anything". */
const ASKING = /(?:^|\s)(?:did|does|has|have|was|is|were|are|did anyone|can)$/;
const ABOUT_EVENTS: ReadonlySet<string> = new Set(["call", "rule", "newest"]);

/** "it", or "the bucket" with none named: the question to ask back; null when everything is named. */
export function pointedAt(meaning: Meaning, reading: QuestionReading): string | null {
  const [pointer] = meaning.pointers;
  const isNamed = meaning.entities.some(
    ({ types }) => types[0] !== "region" && types[0] !== "account" && types[0] !== "service",
  );
  if (pointer !== undefined && !isNamed) return `What does “${pointer.text}” mean here? Name it: its id, name or ARN.`;
  const { units } = reading;
  const at = units.findIndex((_, place) => isPointed(units, place) && !isGiven(units[place], meaning));
  return at < 0 ? null : `Which ${units[at]?.text ?? ""}? Name it: its id, name or ARN.`;
}

/** "the bucket", "the key policy", "the call". */
function isPointed(units: readonly Unit[], at: number): boolean {
  const unit = units[at];
  if (unit === undefined || !isOne(unit) || UNIQUE_THINGS.has(unit.text)) return false;
  let article = at - 1;
  while (isKind(units[article])) article -= 1;
  return POINTING.test(units[article]?.text ?? "") && !isModifier(units, at, article);
}

/** One thing, or one thing done. */
function isOne(unit: Unit): boolean {
  if (unit.is !== "entry") return false;
  const { part, form, concept } = unit.entry;
  if (part === "kind") return form === "singular" || (form === "other" && !unit.text.endsWith("s"));
  return concept === "call" ? form === "singular" || form === "base" : form === "singular" && part === "action";
}

function isModifier(units: readonly Unit[], at: number, article: number): boolean {
  const next = units[at + 1];
  if (next?.is !== "entry") return false;
  if (HEADS.has(next.text)) return !ASKING.test(units[article - 1]?.text ?? "");
  return next.entry.form === "plural" || next.entry.part === "kind" || ABOUT_EVENTS.has(next.entry.concept);
}

function isKind(unit: Unit | undefined): boolean {
  return unit?.is === "entry" && unit.entry.part === "kind";
}

function isGiven(unit: Unit | undefined, { entities }: Meaning): boolean {
  if (unit?.is !== "entry") return true;
  const { concept, part } = unit.entry;
  if (part !== "kind") return entities.length > 0;
  const own = KINDS[concept]?.types ?? [];
  if (own.length === 0) return entities.length > 0;
  return entities.some(
    ({ types, kind }) =>
      kind === concept || types.length === 0 || (isAlike(kind, concept) && own.some((type) => types.includes(type))),
  );
}

/** An id that tells what it is of is no other thing: with i-1 named, "the vpc" is still not. */
function isAlike(kind: string | null, concept: string): boolean {
  return kind === null || concept === "resource" || !DISTINCT.has(kind) || !DISTINCT.has(concept);
}

const DISTINCT: ReadonlySet<string> = new Set(["instance", "network", "security-group", "volume", "snapshot", "image"]);
