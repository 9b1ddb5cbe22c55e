import type { KnownBlock, RichTextElement } from "@slack/types";
import type { Instant } from "../../clock.ts";
import type { Estimate, Progress } from "../../engine/engine.ts";
import { bytesInWords, durationInWords, howSure, priceInWords, reachedInWords } from "../../report/words.ts";
import type { Draft } from "./draft.ts";
import { mrkdwn } from "../sending/mrkdwn.ts";
import { button, plainContext, richMoment, richSection, richText, richUser, utc } from "./pieces.ts";

/** What a question in hand is about. */
export interface InHand {
  /** The question in plain words. */
  readonly title: string;
  /** What it is asked about: `sg-5887f224`; empty where it takes nothing. */
  readonly subject: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly asker: string;
}

/** How far a question has come. */
export type Standing =
  | { readonly is: "waiting"; readonly position: number }
  /** The same question is being answered elsewhere; its result serves here too. */
  | { readonly is: "shared" }
  | {
      readonly is: "running";
      readonly state: "starting" | "queued" | "running";
      readonly ms: number;
      /** Bytes that it reads; null where unknown. */
      readonly bytes: number | null;
      readonly price: number | null;
      /** How far the engine has come; null where it does not tell. */
      readonly reached: Progress | null;
      /** Why the engine takes no query just now, or null. */
      readonly held: string | null;
    };

/** The one message that changes while the work goes on, with its Cancel button (`cancel` is the button's id). */
export function statusMessage(question: InHand, standing: Standing, cancel: string): Draft {
  const words = standingInWords(standing);
  const span = `${utc(question.start)} to ${utc(question.end)}`;
  const blocks: KnownBlock[] = [
    richSection([
      richText(question.title, { bold: true }),
      ...(question.subject === "" ? [] : [richText(" "), richText(question.subject, { code: true })]),
    ]),
    richSection([...spanElements(question), richText(" · asked by "), richUser(question.asker)]),
    plainContext(words),
    { type: "actions", elements: [button("Cancel", cancel, "cancel", "danger")] },
  ];
  const about = question.subject === "" ? "" : ` ${question.subject}`;
  return { text: mrkdwn(`${question.title}${about} · ${span} · ${words}`), blocks };
}

function spanElements({ start, end }: InHand): RichTextElement[] {
  return [richMoment(start), richText(" to "), richMoment(end), richText(` (${utc(start)} to ${utc(end)})`)];
}

function standingInWords(standing: Standing): string {
  if (standing.is === "waiting") {
    return `Waiting for a place: ${standing.position === 1 ? "next" : `number ${standing.position}`} in line.`;
  }
  if (standing.is === "shared") return "The same question runs already: its result is used here too …";
  const { state, ms, reached, bytes, price, held } = standing;
  if (held !== null) return `${held} Held for ${durationInWords(ms)} …`;
  const toRead = bytes === null ? "" : `, about ${bytesInWords(bytes)} to read`;
  const reads = reached === null ? toRead : `, ${reachedInWords(reached)}`;
  const costs = price === null || price === 0 ? "" : `, ${priceInWords(price)}`;
  const doing = { starting: "Starting", queued: "Waiting for the engine", running: "Running" }[state];
  return `${doing} for ${durationInWords(ms)}${reads}${costs} …`;
}

/** A question above the price limit (dollars): it runs when its button, whose id is `confirm`, is pressed. */
export function priceMessage(question: InHand, estimate: Estimate, limit: number, confirm: string): Draft {
  const { bytes, price } = estimate;
  const reads = bytes === null ? "" : `${howSure(estimate)}${bytesInWords(bytes)}, `;
  const cost = `${reads}${priceInWords(price ?? 0)}`;
  const end = endMessage(
    question,
    `This reads ${cost}: more than the ${priceInWords(limit)} that run without asking. Run it, or narrow the window.`,
  );
  return {
    ...end,
    blocks: [...end.blocks, { type: "actions", elements: [button(`Run, ${cost}`, confirm, "confirm", "primary")] }],
  };
}

/** The status message of a question that ended without an answer: why, in one sentence. */
export function endMessage(question: InHand, sentence: string): Draft {
  const about = question.subject === "" ? "" : ` ${question.subject}`;
  return {
    text: mrkdwn(`${question.title}${about}: ${sentence}`),
    blocks: [
      richSection([
        richText(question.title, { bold: true }),
        ...(question.subject === "" ? [] : [richText(" "), richText(question.subject, { code: true })]),
      ]),
      plainContext(sentence),
    ],
  };
}
