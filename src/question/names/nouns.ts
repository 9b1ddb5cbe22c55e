import type { EntityType } from "../entities/entity.ts";
import { accepts } from "../entities/grammar.ts";
import type { Recognised } from "../entities/recognise.ts";
import type { Unit } from "../unit.ts";
import { KINDS } from "../words/things.ts";

/** A noun beside a value: what it calls the value, and the units that it takes up, half-open. */
export interface Noun {
  readonly concept: string;
  readonly types: readonly EntityType[];
  readonly from: number;
  readonly to: number;
}

const LINKS: ReadonlySet<string> = new Set(["named", "called", "id", "name", "with id", "by name", "the"]);
/** What stands for calls elsewhere, but in front of an id for that one. */
export const NAMED_BY_ID: ReadonlySet<string> = new Set([
  "event",
  "request",
  "cloudtrail event",
  "api event",
  "record",
]);
const EVENT_ID: readonly EntityType[] = ["event-id"];
const RESOURCE: readonly EntityType[] = ["resource"];

/** The noun in front of the unit at a place: "security group sg-1", "rds instance called orders". */
export function nounBefore(units: readonly Unit[], at: number, value: string): Noun | null {
  let last = at - 1;
  while (last > 0 && LINKS.has(units[last]?.text ?? "")) last -= 1;
  const nearest = units[last];
  const types = nounTypes(nearest, value);
  if (nearest?.is !== "entry" || types === null) return null;
  if (isAmongMany(nearest, units[last + 1])) return null;
  let from = last;
  while (from > 0 && isNoun(units[from - 1]) && !isSso(units[from - 1])) from -= 1;
  return { concept: nearest.entry.concept, types, from, to: at };
}

const ACTORS: ReadonlySet<string> = new Set(["user", "role", "group"]);

/** "new users named prod": which of many are meant, rather than the one who acted. */
function isAmongMany(noun: Unit, link: Unit | undefined): boolean {
  const isCalled = /^(?:called|named)$/.test(link?.text ?? "");
  return isCalled && noun.is === "entry" && noun.entry.form === "plural" && ACTORS.has(noun.entry.concept);
}

/** The noun behind the unit at a place: "the ec2-app role", "orders-db-1 rds instance". */
export function nounAfter(units: readonly Unit[], at: number, value: string): Noun | null {
  let last = at + 1;
  while (isNoun(units[last]) && isNoun(units[last + 1])) last += 1;
  const head = units[last];
  if (head?.is !== "entry" || head.entry.part !== "kind" || head.entry.form === "plural") return null;
  const types = nounTypes(head, value);
  if (types === null || units[last + 1]?.is === "entity") return null;
  return { concept: head.entry.concept, types, from: at + 1, to: last + 1 };
}

/** The types of a value with a noun beside it; null when the noun cannot mean this value. */
export function typesWithNoun(seed: Recognised | null, noun: Noun): readonly EntityType[] | null {
  if (seed === null || seed.types.length === 0) return noun.types;
  const both = noun.types.filter((type) => seed.types.includes(type));
  if (both.length > 0) return both;
  return isGuess(seed) ? noun.types : null;
}

/** Names of roles and actions are told by their shape alone, so that a noun knows better. */
function isGuess(seed: Recognised): boolean {
  return seed.types[0] === "action" || (seed.types[0] === "role" && !seed.value.includes(":"));
}

function isNoun(unit: Unit | undefined): boolean {
  return unit?.is === "entry" && (unit.entry.part === "kind" || unit.entry.part === "service");
}

/** "the sso user X": that it is about single sign-on is more than the kind of X. */
function isSso(unit: Unit | undefined): boolean {
  return unit?.is === "entry" && unit.entry.concept === "service:sso.amazonaws.com";
}

function nounTypes(unit: Unit | undefined, value: string): readonly EntityType[] | null {
  if (unit?.is !== "entry") return null;
  if (unit.entry.part === "service") return RESOURCE;
  if (NAMED_BY_ID.has(unit.text)) return accepts("event-id", value).ok ? EVENT_ID : null;
  if (unit.entry.part !== "kind") return null;
  const types = (KINDS[unit.entry.concept]?.types ?? []).filter((type) => accepts(type, value).ok);
  return types.length === 0 ? null : types;
}
