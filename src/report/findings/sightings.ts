import type { Row } from "../../engine/engine.ts";
import { createDistinct, type Distinct } from "../distinct.ts";
import { eventsIn, firstTimeIn, textIn, timeIn } from "../row-values.ts";
import { cell } from "../visible.ts";
import { listed, thousands } from "../words.ts";

const MOST_IDS = 20;
const NAME_LENGTH = 80;

/** Who, when and which event: all that is kept where many are. */
export interface Trace {
  /** Safe to show. */
  readonly who: string;
  readonly time: string;
  readonly eventid: string;
}

/** An event as a finding tells it, with its row. */
export interface Sighting extends Trace {
  readonly row: Row;
}

/** Events of one kind, counted; the earliest and the latest are kept, and the ids of the first 20. */
export interface Sightings {
  add(row: Row): void;
  readonly count: number;
  readonly earliest: Sighting | null;
  readonly latest: Sighting | null;
  readonly eventids: readonly string[];
  /** Who was seen, in words: `alice`, `alice and bob`, `5 people or systems`. */
  who(): string;
}

/** Collects events in bounded memory, whatever order they come in. */
export function createSightings(): Sightings {
  const actors = createDistinct();
  const eventids: string[] = [];
  let count = 0;
  let earliest: Sighting | null = null;
  let latest: Sighting | null = null;
  return {
    add(row) {
      const sighting = { ...traceOf(row), row };
      const began = firstTimeIn(row);
      count += eventsIn(row);
      actors.add(sighting.who);
      if (sighting.eventid !== "" && eventids.length < MOST_IDS) eventids.push(sighting.eventid);
      if (earliest === null || began < earliest.time) earliest = { ...sighting, time: began };
      if (latest === null || sighting.time > latest.time) latest = sighting;
    },
    get count() {
      return count;
    },
    get earliest() {
      return earliest;
    },
    get latest() {
      return latest;
    },
    eventids,
    who: () => distinctInWords(actors),
  };
}

/** The trace of a row. */
export function traceOf(row: Row): Trace {
  return { who: whoIn(row), time: timeIn(row), eventid: textIn(row, "eventid") };
}

/** Who did it, safe to show: the actor, and the service that acted for them. */
function whoIn(row: Row): string {
  const actor = cell(textIn(row, "actor"), NAME_LENGTH);
  const via = cell(textIn(row, "via"), NAME_LENGTH);
  const name = actor === "" ? nameless(textIn(row, "actor_kind")) : actor;
  return via === "" ? name : `${name} (through ${via})`;
}

/** Ids of events, each once, at most 20. */
export function cappedIds(eventids: readonly string[]): readonly string[] {
  return [...new Set(eventids.filter((id) => id !== ""))].slice(0, MOST_IDS);
}

function nameless(kind: string): string {
  return kind === "anonymous" ? "an anonymous caller" : "someone whom the log does not name";
}

function distinctInWords({ names, count, more }: Distinct): string {
  if (more) return `more than ${thousands(count)} people or systems`;
  return count > names.length ? `${thousands(count)} people or systems` : listed(names.toSorted());
}
