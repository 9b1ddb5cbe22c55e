import type { Row } from "../../engine/engine.ts";
import { textIn } from "../row-values.ts";
import { cell } from "../visible.ts";
import { counted, durationInWords, listed } from "../words.ts";
import type { FindingContext, FindingKind, Found } from "./finding.ts";
import { ingressChange } from "./ingress-change.ts";
import { cappedIds, traceOf, type Trace } from "./sightings.ts";
import { ruleKey, type WorldRule } from "./world-rules.ts";

/** Openings kept one by one, and rules of each; any openings beyond are only counted. */
const MOST_OPENINGS = 1000;
const MOST_RULES = 50;
const MOST_CLOSINGS = 20_000;

interface Opening {
  readonly by: Trace;
  readonly rules: readonly WorldRule[];
  /** The row's own word on it, where its intent has looked: who closed the whole of it, or that somebody closed a part. */
  readonly said: Trace | "partly" | null;
}

/** An opening, and for each of its rules who closed it later, if anyone did. */
interface Judged extends Opening {
  readonly closedBy: readonly (Trace | null)[];
  readonly closed: boolean;
}

/** Everything seen so far, in bounded memory; the order of rows does not matter. */
interface Seen {
  readonly openings: Opening[];
  /** By rule id, by key of the rule, by group or ACL. */
  readonly closings: Map<string, Trace[]>;
  readonly outward: Set<string>;
  more: number;
  recorded: number;
}

/** A security group or network ACL let everyone in, and whether that was taken back later in the same rows. */
export const openedToWorld: FindingKind = {
  severity: "high",
  needs: ["eventname", "eventtime", ["requestparameters", "detail", "responseelements"]],
  seesFailures: false,
  create(context) {
    const seen: Seen = { openings: [], closings: new Map(), outward: new Set(), more: 0, recorded: 0 };
    return {
      row: (row) => take(row, seen),
      end: () =>
        foundOf(
          seen.openings.flatMap((opening) => judge(opening, seen)),
          seen.more,
          context,
        ),
    };
  },
};

function take(row: Row, seen: Seen): void {
  const { opened, closed, outward } = ingressChange(row);
  if (opened.length + closed.length + outward.length === 0) return;
  const by = traceOf(row);
  for (const id of closed) {
    if (seen.recorded >= MOST_CLOSINGS) break;
    const known = seen.closings.get(id);
    if (known === undefined) seen.closings.set(id, [by]);
    else known.push(by);
    seen.recorded += 1;
  }
  for (const id of outward) if (seen.outward.size < MOST_CLOSINGS) seen.outward.add(id);
  if (opened.length === 0) return;
  if (seen.openings.length < MOST_OPENINGS)
    seen.openings.push({ by, rules: opened.slice(0, MOST_RULES), said: saidIn(row) });
  else seen.more += 1;
}

/** The column `closed_again`: "closed again at 2026-11-20T08:30:00Z by bob", "partly closed again". */
function saidIn(row: Row): Opening["said"] {
  const text = textIn(row, "closed_again");
  const [, time, who] = /^closed again at (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) by (.+)$/s.exec(text) ?? [];
  if (time !== undefined && who !== undefined) return { who: cell(who, 80), time, eventid: "" };
  return text === "" ? null : "partly";
}

function judge({ by, rules, said }: Opening, { outward, closings }: Seen): Judged[] {
  const inward = rules.filter(({ ruleId }) => !outward.has(ruleId));
  if (inward.length === 0) return [];
  const closedBy = inward.map((rule) => {
    const later = [rule.ruleId, ruleKey(rule), rule.target]
      .flatMap((id) => (id === "" ? [] : (closings.get(id) ?? [])))
      .filter(({ time }) => time > by.time);
    return later.toSorted((a, b) => (a.time < b.time ? -1 : 1))[0] ?? (said === "partly" ? null : said);
  });
  return [{ by, rules: inward, said, closedBy, closed: !closedBy.includes(null) }];
}

function foundOf(openings: readonly Judged[], uncounted: number, context: FindingContext): Found | null {
  const byWeight = openings.toSorted((a, b) => Number(a.closed) - Number(b.closed) || (a.by.time < b.by.time ? 1 : -1));
  const worst = byWeight[0];
  if (worst === undefined) return null;
  const more = openings.length - 1 + uncounted;
  const rest = more === 0 ? "" : `, and there ${more === 1 ? "was" : "were"} ${counted(more, "more such opening")}`;
  return {
    severity: worst.closed && uncounted === 0 ? "medium" : "high",
    text: `${sentence(worst, context)}${rest}.`,
    eventids: cappedIds(byWeight.flatMap(({ by, closedBy }) => [by, ...closedBy].map((trace) => trace?.eventid ?? ""))),
  };
}

function sentence({ by, rules, said, closedBy, closed }: Judged, { moments }: FindingContext): string {
  const unique = (pick: (rule: WorldRule) => string): string => listed([...new Set(rules.map(pick))]);
  const target = unique((rule) => cell(rule.target, 80) || "a group that the log does not name");
  const opened = `${by.who} opened ${unique(({ what }) => what)} of ${target} to ${unique(({ cidr }) => cidr)}`;
  return `${opened} ${moments.sentence(by.time)}${closingInWords({ by, said, closedBy, closed })}`;
}

function closingInWords({ by, said, closedBy, closed }: Omit<Judged, "rules">): string {
  if (!closed) return said === null && closedBy.every((trace) => trace === null) ? "" : ", partly closed again";
  const last = closedBy.flatMap((trace) => trace ?? []).reduce((a, b) => (b.time > a.time ? b : a));
  return `, closed again after ${durationInWords(Date.parse(last.time) - Date.parse(by.time))} by ${last.who}`;
}
