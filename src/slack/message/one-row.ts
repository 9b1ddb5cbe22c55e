import type { KnownBlock } from "@slack/types";
import { instantOf, millisecondsOf } from "../../clock.ts";
import type { Row } from "../../engine/engine.ts";
import { createMoments } from "../../report/moments.ts";
import type { Report } from "../../report/report.ts";
import { textIn } from "../../report/row-values.ts";
import { cell } from "../../report/visible.ts";
import type { Mint } from "../press.ts";
import type { Draft } from "./draft.ts";
import { mrkdwn } from "../sending/mrkdwn.ts";
import { button, plainContext, richSection, richText, richUser, short } from "./pieces.ts";

const AROUND_MS = 30 * 60_000;
/** Characters of one value, and of all: a message takes about 13,000. */
const MOST_VALUE = 1200;
const MOST_ALL = 9000;

/** What is known of a row beside its values. */
export interface RowContext {
  /** Its place among the kept rows of its job. */
  readonly index: number;
  readonly job: string;
  /** Whether it is in the timeline of the channel. */
  readonly isPinned: boolean;
  readonly zone: string;
  readonly mint: Mint;
}

/** One event with everything that is known of it, and what can be asked about it. */
export function rowMessage(report: Report, row: Row, { index, job, isPinned, zone, mint }: RowContext): Draft {
  let left = MOST_ALL;
  const lines = report.columns.flatMap(({ name }) => {
    const value = short(cell(row[name], MOST_VALUE), Math.max(0, left));
    left -= value.length + name.length;
    return value === "" || left < 0 ? [] : [{ name, value }];
  });
  const time = createMoments(zone).sentence(textIn(row, "eventtime"));
  const title = `${cell(row["eventname"])} by ${cell(row["actor"])} ${time}`;
  const blocks: KnownBlock[] = [
    richSection([richText(title, { bold: true })]),
    richSection(lines.flatMap(({ name, value }) => [richText(`${name} `, { bold: true }), richText(`${value}\n`)])),
    { type: "actions", elements: [...rowButtons(report, row, { index, job, isPinned, mint }), ...consoleLink(row)] },
    plainContext("Only you can see this."),
  ];
  return {
    text: mrkdwn([title, ...lines.map(({ name, value }) => `${name}: ${value}`)].join("\n")),
    blocks,
  };
}

function rowButtons(report: Report, row: Row, { index, job, isPinned, mint }: Omit<RowContext, "zone">) {
  const time = millisecondsOf(textIn(row, "eventtime"));
  const actor = textIn(row, "actor");
  return [
    ...(Number.isNaN(time) || actor === "" ? [] : nextButtons(time, actor, report.window.zone, mint)),
    isPinned
      ? button("Take off the timeline", mint({ kind: "unpin", job, row: index }), "unpin")
      : button("Pin to the timeline", mint({ kind: "pin", job, row: index }), "pin"),
  ];
}

function nextButtons(time: number, actor: string, zone: string, mint: Mint) {
  const start = instantOf(time - AROUND_MS);
  const window = { start, end: instantOf(time + AROUND_MS), zone, text: "30 min either side" };
  const asked = { kind: "ask", window, include: [], isFresh: false } as const;
  return [
    button("What else did they do?", mint({ ...asked, intent: "user-activity", params: { user: actor } }), "who"),
    button("Around this moment", mint({ ...asked, intent: "what-changed", params: {} }), "around"),
  ];
}

const REGION = /^[a-z]{2}(?:-[a-z]+){1,3}-\d$/;
const EVENT_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The console's page of an event; only from an id and a region that are nothing else. */
function consoleLink(row: Row) {
  const [region, id] = [textIn(row, "awsregion"), textIn(row, "eventid")];
  if (!REGION.test(region) || !EVENT_ID.test(id)) return [];
  const url = `https://${region}.console.aws.amazon.com/cloudtrailv2/home?region=${region}#/events/${id}`;
  return [{ ...button("Open in the console", id, "console"), action_id: "link-console", url }];
}

/** The line that a pinned row leaves in the thread, for everybody. */
export function pinnedMessage(row: Row, by: string, zone: string): Draft {
  const time = createMoments(zone).sentence(textIn(row, "eventtime"));
  const words = `${cell(row["eventname"])} by ${cell(row["actor"])} ${time}, event ${cell(row["eventid"])}`;
  return {
    text: mrkdwn(`Pinned: ${words}`),
    blocks: [richSection([{ type: "emoji", name: "pushpin" }, richText(` ${words}. Pinned by `), richUser(by)])],
  };
}
