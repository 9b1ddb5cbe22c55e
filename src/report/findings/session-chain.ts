import type { Row } from "../../engine/engine.ts";
import { createSightings, cappedIds, type Sightings } from "./sightings.ts";
import { isFailed, textIn, timeIn } from "../row-values.ts";
import { cell } from "../visible.ts";
import { counted, listed } from "../words.ts";
import type { FindingKind } from "./finding.ts";

/** Sessions that are kept and followed; a link back may not go round in a circle either. */
const MOST_LINKS = 1000;
const DEEPEST = 6;
/** Chains that are told; the others are counted. */
const MOST_CHAINS = 3;
const MOST_ACTIONS = 3;

/** A session that was opened: with which key, by whom, for whom. */
interface Link {
  readonly issued: string;
  readonly callerKey: string;
  readonly caller: string;
  readonly callerKind: string;
  /** `Role/session`, safe to show. */
  readonly to: string;
  readonly time: string;
  readonly eventid: string;
}

/** What was called with one key. */
interface Calls {
  readonly sightings: Sightings;
  readonly actions: Map<string, number>;
}

/** Walks sessions back to who opened the first one, and on to what the last one did: one line for each chain. */
export const sessionChain: FindingKind = {
  severity: "low",
  needs: ["issued_key", "access_key_id", "eventname"],
  seesFailures: false,
  create({ moments }) {
    const links = new Map<string, Link>();
    const calls = new Map<string, Calls>();
    return {
      row(row) {
        const issued = textIn(row, "issued_key");
        if (issued === "") addCall(row, calls);
        else if (!links.has(issued) && links.size < MOST_LINKS) links.set(issued, linkOf(row, issued));
      },
      end() {
        const callers = new Set([...links.values()].map(({ callerKey }) => callerKey));
        const leaves = new Set([...[...links.keys()].filter((key) => !callers.has(key)), ...calls.keys()]);
        const chains = [...leaves].map((key) => chainTo(key, links, calls)).toSorted(byTelling);
        if (chains.length === 0) return null;
        const told = chains.slice(0, MOST_CHAINS);
        const more = chains.length - told.length;
        const [first] = told;
        return {
          severity: "low",
          text: `${told.map(({ words }) => words).join("; ")}${more > 0 ? `; and ${counted(more, "more chain")}` : ""}${
            first === undefined || first.time === "" ? "" : `; the first began ${moments.sentence(first.time)}`
          }.`,
          eventids: cappedIds(told.flatMap(({ eventids }) => eventids)),
        };
      },
    };
  },
};

function addCall(row: Row, calls: Map<string, Calls>): void {
  const key = textIn(row, "access_key_id");
  if (key === "" || isFailed(row)) return;
  const known = calls.get(key) ?? { sightings: createSightings(), actions: new Map<string, number>() };
  if (!calls.has(key) && calls.size >= MOST_LINKS) return;
  calls.set(key, known);
  known.sightings.add(row);
  const name = textIn(row, "eventname");
  if (known.actions.size < MOST_LINKS) known.actions.set(name, (known.actions.get(name) ?? 0) + 1);
}

function linkOf(row: Row, issued: string): Link {
  return {
    issued,
    callerKey: textIn(row, "access_key_id"),
    caller: cell(textIn(row, "actor"), 80),
    callerKind: textIn(row, "actor_kind"),
    to: cell(textIn(row, "issued_to").replace(/^.*:(?:assumed-role|federated-user)\//, ""), 120),
    time: timeIn(row),
    eventid: textIn(row, "eventid"),
  };
}

interface Chain {
  readonly words: string;
  readonly time: string;
  readonly links: number;
  readonly calls: number;
  readonly eventids: readonly string[];
}

/** From who began it to what was done with this key. */
function chainTo(key: string, links: ReadonlyMap<string, Link>, calls: ReadonlyMap<string, Calls>): Chain {
  const back = linksBack(key, links);
  const [oldest] = back;
  const done = calls.get(key);
  const origin = oldest === undefined ? originOf(key, done) : originOfLink(oldest);
  const steps = [origin, ...back.map(({ to, issued }) => (to === "" ? issued : to)), ...callsInWords(done)];
  return {
    words: steps.join(" → "),
    time: oldest?.time ?? done?.sightings.earliest?.time ?? "",
    links: back.length,
    calls: done?.sightings.count ?? 0,
    eventids: [...back.map(({ eventid }) => eventid), ...(done?.sightings.eventids ?? [])],
  };
}

/** The links that led to a key, the oldest first. */
function linksBack(key: string, links: ReadonlyMap<string, Link>): readonly Link[] {
  const back: Link[] = [];
  for (let at = links.get(key); at !== undefined && back.length < DEEPEST; at = links.get(at.callerKey)) {
    if (back.includes(at)) break;
    back.unshift(at);
  }
  return back;
}

/** Who stands at the beginning. A role's session there was opened by a call that was not found. */
function originOfLink({ caller, callerKind, callerKey }: Link): string {
  return callerKind === "role" && callerKey.startsWith("ASIA") ? `${gap(callerKey)} → ${caller}` : caller;
}

function originOf(key: string, calls: Calls | undefined): string {
  const row = calls?.sightings.earliest?.row;
  const who = calls?.sightings.earliest?.who ?? key;
  if (!key.startsWith("ASIA")) return who;
  const kind = row === undefined ? "" : textIn(row, "actor_kind");
  return kind === "role" ? `${gap(key)} → ${who}` : `${who} → ${gap(key)}`;
}

function gap(key: string): string {
  return `(the call that issued ${cell(key, 40)} is not in the searched time)`;
}

function callsInWords(calls: Calls | undefined): readonly string[] {
  if (calls === undefined) return [];
  const byCount = [...calls.actions].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const named = byCount
    .slice(0, MOST_ACTIONS)
    .map(([name, count]) => (count === 1 ? cell(name, 60) : `${cell(name, 60)} ×${count}`));
  const rest = byCount.length - named.length;
  const what = listed(rest > 0 ? [...named, counted(rest, "other action")] : named);
  return [`${counted(calls.sightings.count, "call")} (${what})`];
}

/** Longer chains tell more, then those that did more. */
function byTelling(a: Chain, b: Chain): number {
  return b.links - a.links || b.calls - a.calls || a.time.localeCompare(b.time) || a.words.localeCompare(b.words);
}
