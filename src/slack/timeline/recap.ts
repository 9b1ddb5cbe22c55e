import { instantOf, millisecondsOf, type Clock } from "../../clock.ts";
import { TrailError } from "../../errors.ts";
import type { Job } from "../../jobs/job.ts";
import { readWindow } from "../../question/window/read-window.ts";
import { isZone } from "../../question/window/zone.ts";
import { Asked } from "../asked.ts";
import type { Desk } from "../desk.ts";
import { headlineOf } from "../kept-report.ts";
import { linkTo } from "../link-to.ts";
import { questionInWords } from "../question-in-words.ts";

/** A question that was asked in a channel, and what was found. */
export interface Recapped {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly asker: string;
  readonly words: string;
  /** The headline of its answer, else how it ended, or that it is in hand. */
  readonly outcome: string;
  /** Where its thread is, or null. */
  readonly link: string | null;
}

/** Looked back at unless somebody says how far, in milliseconds. */
const A_DAY = 86_400_000;
/** Most questions of a recap: a message holds no more. */
export const MOST_RECAPPED = 20;

/** What was asked for everybody to see in a channel since a moment, oldest first. */
export async function recapOf(
  channel: string,
  since: number,
  desk: Pick<Desk, "store" | "post" | "clock">,
): Promise<readonly Recapped[]> {
  const jobs = await desk.store.ofChannel(channel, since, MOST_RECAPPED * 3);
  const shown = jobs.filter(isForAll).slice(0, MOST_RECAPPED);
  const recapped = await Promise.all(shown.map((job) => recappedOf(job, desk)));
  return recapped.toReversed();
}

/**
 * The moment since which `recap last 12h` looks back; a day for `recap` alone. Throws TrailError("asked") for a time that
 * is none.
 */
export function sinceIn(text: string, clock: Clock, zone: string | null): number {
  const phrase = text.trim().replace(/^recap\b[\s:,]*/i, "");
  if (phrase === "") return clock.now() - A_DAY;
  const read = readWindow(phrase, { now: instantOf(clock.now()), zone: zone !== null && isZone(zone) ? zone : "UTC" });
  if (read.kind === "window" && read.window.start !== null) return millisecondsOf(read.window.start);
  throw new TrailError(
    "asked",
    `“${phrase}” is no time to look back to: write recap, recap last 12h or recap since monday.`,
  );
}

/** What was refused, asked back or pointed elsewhere left nothing here for others to see. */
function isForAll({ question, ending }: Job): boolean {
  const asked = Asked.safeParse(question);
  return asked.success && !asked.data.isPrivate && (ending === null || ending === "answered" || ending === "failed");
}

async function recappedOf(job: Job, desk: Pick<Desk, "post" | "clock">): Promise<Recapped> {
  return {
    at: job.acceptedAt,
    asker: job.asker,
    words: questionInWords(job),
    outcome: headlineOf(job.answer) ?? job.ending ?? "in hand",
    link: job.thread === null ? null : await linkTo(job.channel, job.thread, desk),
  };
}
