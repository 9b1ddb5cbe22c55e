import type { KnownBlock } from "@slack/types";
import type { Estimate } from "../../engine/engine.ts";
import { bytesInWords, howSure, priceInWords } from "../../report/words.ts";
import type { Schedule } from "../../schedule/schedule.ts";
import type { Draft } from "./draft.ts";
import { dayAndTime, nextInWords } from "./due-words.ts";
import { button, plainContext, plainSection, richSection, richText, richUser, short } from "./pieces.ts";
import { mrkdwn } from "../sending/mrkdwn.ts";
import { sentenceMessage } from "./words.ts";

/** How schedules are made, in a sentence or two. */
export function scheduleHelp(command: string): string {
  return `Write “${command} schedule daily 09:00 access-denied last 24h” (every 15 min, hourly, weekdays, every monday, monthly on the 1st), with “quiet” to hear only of what is new; “… digest” for the daily overview. Times are those of your zone. “${command} schedule pause 3”, “resume 3”, “remove 3”, “run 3”.`;
}

/** Said to whoever made one. */
export function madeMessage(schedule: Schedule, estimate: Estimate, command: string): Draft {
  const { number, cadence, next, zone, isQuiet, isPrivate } = schedule;
  const place = isPrivate ? "to you alone" : "here";
  const quiet = isQuiet ? ", only when something is new" : "";
  return sentenceMessage(
    `Schedule ${number}: ${schedule.text}, ${cadence.words}, answered ${place}${quiet}; first ${dayAndTime(next, zone)} (${zone}). Each run reads ${costInWords(estimate)}. It asks as you, with your rights; “${command} schedule” lists, pauses and removes.`,
  );
}

/** Said to whoever made one that is dearer than what runs without asking; `agree` is the id of the button. */
export function dearMessage(schedule: Schedule, estimate: Estimate, limit: number, agree: string): Draft {
  const { number, cadence } = schedule;
  const cost = costInWords(estimate);
  const words = `Schedule ${number} (${schedule.text}, ${cadence.words}) reads ${cost} with each run: more than the ${priceInWords(limit)} that run without asking. It waits until you agree.`;
  return {
    text: mrkdwn(words),
    blocks: [
      plainSection(words),
      { type: "actions", elements: [button("Agree, for each run", agree, "agree", "primary")] },
    ],
  };
}

/** `812 kB, no charge`, `about 55 GB, $0.27`. */
function costInWords(estimate: Estimate): string {
  const { bytes, price } = estimate;
  if (bytes === null) return "an amount that cannot be known before";
  return `${howSure(estimate)}${bytesInWords(bytes)}, ${priceInWords(price ?? 0)}`;
}

/** How many are shown: each is two blocks of the fifty that a message takes. */
const MOST_SHOWN = 20;

/** The schedules of a place and of a person. */
export function schedulesMessage(schedules: readonly Schedule[], command: string): Draft {
  const help = scheduleHelp(command);
  if (schedules.length === 0) return sentenceMessage(`There is no schedule here. ${help}`);
  const shown = schedules.slice(0, MOST_SHOWN);
  const rest = schedules.length - shown.length;
  const more = rest === 0 ? "" : `… and ${rest} more.`;
  const lines = shown.map((one) => `${titleOf(one)} · ${stateOf(one)}`);
  return {
    text: mrkdwn([...lines, ...(more === "" ? [] : [more]), help].join("\n")),
    blocks: [...shown.flatMap(blocksOf), ...(more === "" ? [] : [plainContext(more)]), plainContext(help)],
  };
}

function blocksOf(schedule: Schedule): KnownBlock[] {
  return [
    richSection([
      richText(short(titleOf(schedule), 500), { bold: true }),
      richText(" by "),
      richUser(schedule.owner),
      ...(schedule.isPrivate ? [] : [richText(" in "), ...placeOf(schedule.channel)]),
    ]),
    plainContext(stateOf(schedule)),
  ];
}

function placeOf(channel: string): Parameters<typeof richSection>[0] {
  return /^[CG][A-Z0-9]{1,20}$/.test(channel)
    ? [{ type: "channel", channel_id: channel }]
    : [richText("direct messages")];
}

function titleOf(schedule: Schedule): string {
  return `${schedule.number}. ${schedule.cadence.words}: ${schedule.text}${schedule.isQuiet ? " (quiet)" : ""}`;
}

function stateOf(schedule: Schedule): string {
  const { last, zone } = schedule;
  const before = last === null ? "not run yet" : `last ${dayAndTime(last.at, zone)}: ${last.outcome ?? "in hand"}`;
  return `${nextInWords(schedule)} · ${before}`;
}
