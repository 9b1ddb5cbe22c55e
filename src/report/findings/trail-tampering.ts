import type { Row } from "../../engine/engine.ts";
import { isFailed, textIn } from "../row-values.ts";
import { cell } from "../visible.ts";
import { counted } from "../words.ts";
import { fieldOf, requestIn, listOf } from "./event-json.ts";
import type { FindingKind, Found, Severity } from "./finding.ts";
import { cappedIds, createSightings, type Sightings } from "./sightings.ts";
import { tamperingCall, type TamperingCall } from "./tampering-calls.ts";

/** Events of one gravity, gravest first: what was stopped or deleted, what was changed, what was only tried. */
interface Level {
  readonly severity: Severity;
  readonly sightings: Sightings;
}

/** Somebody stopped, deleted or changed what records and watches, or tried to. */
export const trailTampering: FindingKind = {
  severity: "high",
  needs: ["eventname"],
  seesFailures: true,
  create({ moments }) {
    const done: Level = { severity: "high", sightings: createSightings() };
    const changed: Level = { severity: "medium", sightings: createSightings() };
    const tried: Level = { severity: "medium", sightings: createSightings() };
    return {
      row(row) {
        const call = tamperingCall(row);
        if (call === null) return;
        const level = isFailed(row) ? tried : call.severity === "high" ? done : changed;
        level.sightings.add(row);
      },
      end() {
        const levels = [done, changed, tried].filter(({ sightings }) => sightings.count > 0);
        const first = levels[0]?.sightings.earliest;
        const call = first === undefined || first === null ? null : tamperingCall(first.row);
        if (levels[0] === undefined || first === undefined || first === null || call === null) return null;
        const when = moments.sentence(first.time);
        const text = `${first.who} ${phrase(first.row, call)} ${when}${rest(levels)}.`;
        return { severity: levels[0].severity, text, eventids: idsOf(levels) };
      },
    };
  },
};

function phrase(row: Row, call: TamperingCall): string {
  const name = cell(textIn(row, "eventname"), 80);
  const target = targetIn(row);
  const what = `(${target === "" ? name : `${name} of ${target}`})`;
  if (!isFailed(row)) return `${call.did} ${what}`;
  const code = cell(textIn(row, "errorcode"), 80);
  return `tried to ${call.toDo} ${what}, which failed${code === "" ? "" : ` with ${code}`},`;
}

/** What the request names: a trail, a detector, a log group. */
function targetIn(row: Row): string {
  const request = requestIn(row);
  const named = fieldOf(request, "name", "trailName", "detectorId", "logGroupName", "configurationRecorderName");
  const [first] = listOf(named);
  return typeof first === "string" ? cell(first, 80) : "";
}

function rest(levels: readonly Level[]): string {
  const more = levels.reduce((sum, { sightings }) => sum + sightings.count, 0) - 1;
  return more === 0 ? "" : `, and there ${more === 1 ? "is" : "are"} ${counted(more, "more such call")}`;
}

function idsOf(levels: readonly Level[]): Found["eventids"] {
  return cappedIds(levels.flatMap(({ sightings }) => sightings.eventids));
}
