import { DIGEST } from "../../catalog/catalog.ts";
import type { Row } from "../../engine/engine.ts";
import type { Ready } from "../../question/interpretation.ts";
import { detailInWords } from "../../report/detail.ts";
import { createMoments } from "../../report/moments.ts";
import { textIn } from "../../report/row-values.ts";
import { cell } from "../../report/visible.ts";

/** A question of the digest, and which of its rows belong there. */
export interface DigestPart {
  readonly intent: string;
  readonly title: string;
  /** What a row is, one and many. */
  readonly one: string;
  readonly many: string;
  keeps(row: Row): boolean;
  /** A row in one line; times in the zone. Safe to show. */
  line(row: Row, zone: string): string;
}

/** Fewer denials are everyday. */
const EVERYDAY_DENIALS = 10;

export const DIGEST_PARTS: readonly DigestPart[] = [
  {
    intent: "access-denied",
    title: "Denied more than ten times",
    one: "action denied more than ten times",
    many: "actions denied more than ten times",
    keeps: (row) => Number(row["denials"]) > EVERYDAY_DENIALS,
    line: (row) => `${calls(row)}, ${Number(row["denials"])} times${message(row)}`,
  },
  {
    intent: "root-activity",
    title: "The root user",
    one: "call of the root user",
    many: "calls of the root user",
    keeps: () => true,
    line: event,
  },
  {
    intent: "logins-without-mfa",
    title: "Sign-ins without MFA",
    one: "sign-in without MFA",
    many: "sign-ins without MFA",
    keeps: () => true,
    line: event,
  },
  {
    intent: "new-actions",
    title: "New actions in a region",
    one: "action that is new in a region",
    many: "actions that are new in a region",
    keeps: (row) => /^the (?:account|region)/.test(textIn(row, "new_for")),
    line: (row) => `${calls(row)} in ${cell(row["regions"])}, new for ${cell(row["new_for"])}`,
  },
  {
    intent: "trail-tampering",
    title: "Trails, detectors and logs",
    one: "call that changes what records",
    many: "calls that change what records",
    keeps: () => true,
    line: event,
  },
];

/** The questions of a digest, in the order of its parts; any other question as it is. */
export function digestParts(ready: Ready): readonly Ready[] {
  return ready.intent === DIGEST ? DIGEST_PARTS.map(({ intent }) => ({ ...ready, intent })) : [ready];
}

function calls(row: Row): string {
  const service = textIn(row, "eventsource").replace(/\.amazonaws\.com$/, "");
  return `${cell(row["actor"])}: ${cell(row["eventname"])} (${cell(service)})`;
}

function message(row: Row): string {
  const last = cell(row["last_message"]);
  return last === "" ? "" : `: ${last}`;
}

function event(row: Row, zone: string): string {
  const time = createMoments(zone).local(textIn(row, "eventtime")).slice(5);
  return [time, cell(row["actor"]), cell(row["eventname"]), detailInWords(row, [])]
    .filter((word) => word !== "")
    .join(" ");
}
