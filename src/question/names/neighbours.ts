import type { Place } from "../entities/entity.ts";
import type { Unit } from "../unit.ts";
import type { Word } from "../word.ts";

const BEFORE: Readonly<Record<Exclude<Place, "loose" | "whose">, string>> = {
  agent: "by",
  as: "as",
  subject: "did does do has had have is are",
  passive: "was were is are been be got gets get getting",
  from: "from",
  of: "for of about regarding concerning re",
  object: "around to with on in into onto inside at against through via within behind between",
};
const PLACE_BEFORE: ReadonlyMap<string, Place> = new Map(
  Object.entries(BEFORE).flatMap(([place, words]) => words.split(" ").map((word) => [word, place as Place] as const)),
);
const SUBJECT_AFTER: ReadonlySet<string> = new Set(["did", "has", "had", "does", "have"]);
const PASSIVE_AFTER: ReadonlySet<string> = new Set(["was", "were", "is", "got", "gets", "been", "being"]);

/** "what is X doing": X does it, while in "what is X being changed by" it is done to X. */
const ONGOING = /^(?!being\b)[a-z]+ing\b/;

/** The part that the words before and after give to a value. */
export function placeBetween(before: Unit | undefined, after: Unit | undefined, isPossessive: boolean): Place {
  if (isPossessive) return "of";
  if (before?.is === "entry" && isVerb(before) && before.text.includes(" ")) return "object";
  if (before?.is === "entry" && before.entry.concept === "make") return "object";
  const byWord = before?.is === "entry" ? PLACE_BEFORE.get(lastWord(before)) : undefined;
  if (byWord === "passive" && after?.is === "entry" && ONGOING.test(after.text)) return "subject";
  if (byWord !== undefined) return byWord;
  if (before?.is === "entry" && isVerb(before)) return "object";
  if (isPlural(before) && after?.is === "entry" && isVerb(after) && after.entry.form === "other") return "subject";
  const next = after?.is === "entry" ? firstWord(after) : "";
  if (SUBJECT_AFTER.has(next)) return "subject";
  if (PASSIVE_AFTER.has(next)) return "passive";
  return after?.is === "entry" && isHead(after) ? "of" : "loose";
}

/** What a person has and others may change. */
const OWNED: ReadonlySet<string> = new Set([
  "access-key",
  "key",
  "credential",
  "password",
  "permission",
  "mfa",
  "role",
  "policy",
  "group",
  "group-member",
  "user",
  "service:iam.amazonaws.com",
]);
const CHANGES: ReadonlySet<string> = new Set([
  "change",
  "create",
  "add",
  "delete",
  "grant",
  "rotate",
  "attach",
  "start",
  "stop",
]);

/** "who deleted access keys of X", "iam changes for X": what is changed is X's, which X need not have done. */
export function isWhose(units: readonly Unit[], from: number): boolean {
  const preposition = units[from - 1]?.text;
  if (preposition !== "of" && preposition !== "for") return false;
  const before = units[from - 2];
  if (before?.is !== "entry") return false;
  if (OWNED.has(before.entry.concept)) return true;
  return (
    preposition === "for" &&
    CHANGES.has(before.entry.concept) &&
    units.slice(0, from).some((unit) => unit.is === "entry" && OWNED.has(unit.entry.concept))
  );
}

/** "bob's password". */
export function isOwner(word: Word | undefined, next: Unit | undefined): boolean {
  return (
    word?.isPossessive === true &&
    next?.is === "entry" &&
    next.entry.part !== "service" &&
    OWNED.has(next.entry.concept)
  );
}

/** Whether a unit is a word that a value in front of it belongs to: "alice logins", "sg-1 changes". */
export function isHead(unit: Unit): boolean {
  return unit.is === "entry" && ["action", "quality", "soft"].includes(unit.entry.part);
}

/** The last word of a unit of several. */
export function lastWord(unit: Unit | undefined): string {
  return unit?.text.slice(unit.text.lastIndexOf(" ") + 1) ?? "";
}

/** The first word of a unit of several. */
export function firstWord(unit: Unit | undefined): string {
  return unit?.text.split(" ", 1)[0] ?? "";
}

/** "machines alice launched": a name between things and what was done with them. */
function isPlural(unit: Unit | undefined): boolean {
  return (
    unit?.is === "entry" && unit.entry.form === "plural" && (unit.entry.part === "kind" || unit.entry.part === "soft")
  );
}

function isVerb(unit: Unit): boolean {
  return unit.is === "entry" && unit.entry.part === "action" && unit.entry.form !== "plural";
}
