import type { Entity, EntityType } from "../entities/entity.ts";
import { KINDS } from "../words/things.ts";
import type { Slot } from "./compiled-intent.ts";

/** Whether a value goes into a place that the phrase names, or into a param that the question only may have. */
export type Manner = "slot" | "optional";

/** What a name is worth that stands in another place than the phrase has it. */
const ELSEWHERE = 0.6;
/** What a person is worth as the one who acts, where the words have something done to that person. */
const OBJECT_AS_ACTOR = 0;

/** "pipeline {resource}" is not said of an instance. */
function isOtherKind({ type, noun }: Slot, { kind }: Entity): boolean {
  if (type !== "resource" || noun === null || kind === null || noun === kind || noun === "resource") return false;
  return Object.hasOwn(KINDS, noun) && Object.hasOwn(KINDS, kind);
}

/** What a key is worth where the phrase says "key" and the question does not. */
const UNSAID = 0.3;
/** Nouns that a question must say too where a phrase has them: "who ran pipeline x" is not said of a function. */
const TO_BE_SAID: ReadonlySet<string> = new Set(["pipeline", "instance"]);

function worthOfNoun({ noun }: Slot, { types, kind }: Entity): number {
  if (noun === "role" || noun === "key")
    return types.length === 0 && kind !== noun ? 0 : noun === "key" && kind !== noun ? UNSAID : 1;
  return noun !== null && TO_BE_SAID.has(noun) && kind !== noun ? 0 : 1;
}

/** "calls from account 1" come out of it, "calls in account 1" are made there. */
function isOrigin(place: Slot["place"]): boolean {
  return place === "from" || place === "agent";
}

/** How well a value fits a slot of a phrase, from 0 to 1. */
export function fitOfSlot(slot: Slot, entity: Entity): number {
  if (slot.type === "resource" && isWho(entity) && !slot.takesActors) return 0;
  if (isOtherKind(slot, entity)) return 0;
  if (slot.type === "user" && entity.place === "whose" && !["whose", "loose"].includes(slot.place)) return 0;
  if (slot.type === "account" && isOrigin(slot.place) && entity.place === "object") return 0;
  const worth = fit(slot.type, entity, "slot") * worthOfNoun(slot, entity);
  if (slot.place === "loose" || slot.place === entity.place) return worth;
  const isActor = slot.type === "user" || slot.type === "role";
  if (entity.types.length > 0) return isActor && entity.place === "object" ? worth * OBJECT_AS_ACTOR : worth;
  return worth * ELSEWHERE;
}

/** How well a value fits a param, from 0 (not at all) to 1. */
export function fit(type: EntityType, entity: Entity, manner: Manner): number {
  return entity.types.length === 0 ? fitOfName(type, entity, manner) : fitOfKnown(type, entity, manner);
}

function fitOfKnown(type: EntityType, entity: Entity, manner: Manner): number {
  const [first = null] = entity.types;
  const isActor = type === "user" || type === "role";
  if (isActor && manner === "optional" && entity.place === "object" && entity.hasNoun) return 0;
  if (type === "user" && manner === "optional" && entity.place === "whose") return 0;
  if (first === type) return 1;
  if (type === "user" && first === "service") return entity.place === "agent" || entity.place === "subject" ? 0.9 : 0;
  if (!entity.types.includes(type)) return 0;
  if (type !== "resource") return 0.8;
  if (manner === "optional") return 0;
  if (!isWho(entity)) return 0.6;
  return entity.place === "object" || entity.place === "passive" ? 0.6 : 0;
}

function isWho(entity: Entity): boolean {
  const [first] = entity.types;
  return first === "user" || first === "role" || first === "access-key";
}

const USER_PLACES = {
  agent: 1,
  subject: 0.9,
  passive: 0.8,
  of: 0.8,
  from: 0.8,
  as: 0.7,
  loose: 0.5,
  whose: 0.8,
  object: 0,
} as const;
const ROLE_PLACES = {
  as: 1,
  object: 0.8,
  of: 0.3,
  whose: 0,
  from: 0.5,
  passive: 0.6,
  loose: 0.3,
  agent: 0,
  subject: 0,
} as const;
const THING_PLACES = {
  object: 1,
  passive: 1,
  of: 0.8,
  whose: 0.8,
  subject: 0.7,
  loose: 0.6,
  from: 0.4,
  as: 0,
  agent: 0,
} as const;

/** Names of which nothing is said can be people; with a certain shape, in a place of a phrase, things too. */
function fitOfName(type: EntityType, entity: Entity, manner: Manner): number {
  switch (type) {
    case "user":
      return manner === "optional" && (entity.place === "loose" || entity.place === "whose")
        ? 0
        : USER_PLACES[entity.place];
    case "role":
      return manner === "optional" && entity.place !== "as" ? 0 : ROLE_PLACES[entity.place];
    // A path may name a secret and never a bucket; of other names a bucket is far likelier.
    case "secret":
      return manner === "slot" && entity.value.includes("/") ? THING_PLACES[entity.place] : 0;
    case "bucket":
      return manner === "slot" && entity.isCertain && !entity.value.includes("/") ? THING_PLACES[entity.place] : 0;
    case "resource":
    case "key":
      return manner === "slot" && entity.isCertain ? THING_PLACES[entity.place] : 0;
    default:
      return 0;
  }
}
