import { TrailError } from "../../errors.ts";
import type { HeldJob } from "../../jobs/held-job.ts";
import type { Ending } from "../../jobs/job.ts";
import type { Schedule } from "../../schedule/schedule.ts";
import type { Asked } from "../asked.ts";
import type { Desk } from "../desk.ts";
import { placeOf, say } from "../job-thread.ts";
import { nextInWords } from "../message/due-words.ts";
import { sentenceMessage } from "../message/words.ts";
import { permit } from "../permit.ts";
import { endingFor, sentenceFor } from "../say-outcome.ts";
import { sayToAll } from "../sending/say-to-all.ts";
import { postOnce } from "../sending/post.ts";
import { SlackRefused } from "../sending/sender.ts";
import { StoredReady } from "../stored-ready.ts";
import { noteOutcome } from "./watch-run.ts";

/** Slack is asked for this long at most, in milliseconds. */
const PATIENCE_MS = 3_600_000;
/** Slack's codes for a place or a person that will not come back by itself. */
const LASTING = new Set(["not_in_channel", "channel_not_found", "is_archived", "user_not_found", "users_not_found"]);

/**
 * Tells why a question that nobody waits for has no answer. A schedule that cannot be answered any more (its owner left or
 * may not ask, its channel is closed to it, its words mean nothing) is paused, and its owner told once, or the channel;
 * of other failures in a row the first is told.
 */
export async function sayRunFailed(held: HeldJob, asked: Asked, cause: unknown, desk: Desk): Promise<Ending> {
  const ending = endingFor(cause);
  const sentence = sentenceFor(cause, held, desk);
  if (asked.against?.is !== "schedule") {
    await tellThread(held, asked, `Could not be looked at again: ${sentence}`, desk);
    return ending;
  }
  const schedule = await desk.schedules.get(asked.against.number);
  if (schedule === null) return ending;
  const lasting = await lastingReason(held, asked, cause, sentence, desk);
  if (lasting !== null) {
    await tellPaused(held, schedule, lasting, desk);
    await desk.schedules.change(schedule.number, () => ({ paused: lasting }));
  } else if (!schedule.isFailing && ending !== "cancelled") {
    await tellChannel(held, asked, schedule, sentence, desk);
  }
  const outcome = { outcome: ending === "cancelled" ? "cancelled" : "no answer", isFailing: ending !== "cancelled" };
  await noteOutcome(schedule.number, held.job.id, asked.at, outcome, desk);
  return ending;
}

/** Why it will not be answered the next time either, or null. */
async function lastingReason(
  held: HeldJob,
  asked: Asked,
  cause: unknown,
  sentence: string,
  desk: Desk,
): Promise<string | null> {
  if (cause instanceof SlackRefused) return LASTING.has(cause.code) ? sentence : null;
  if (!(cause instanceof TrailError)) return null;
  if (cause.code === "asked") return sentence;
  if (cause.code !== "refused") return null;
  const meaning = StoredReady.safeParse(held.job.meaning);
  const permitted = await permit(asked, meaning.data ?? null, desk, true);
  return permitted.allowed ? null : permitted.reason;
}

/** The owner by direct message; where that is not to be, the channel, without the words of the question. */
async function tellPaused(held: HeldJob, schedule: Schedule, reason: string, desk: Desk): Promise<void> {
  const { number, owner, cadence, channel } = schedule;
  const again = `“${desk.command} schedule resume ${number}” goes on with it, “${desk.command} schedule remove ${number}” ends it.`;
  await held.once("paused", async () => {
    const person = await desk.directory.person(owner).catch(() => null);
    const what = `Schedule ${number} (${schedule.text}, ${cadence.words}) is paused: ${reason} ${again}`;
    if (person !== null && !person.isDeactivated && (await send(await directOf(owner, desk), what, desk))) return null;
    const bare = `Schedule ${number} is paused: ${reason} ${again}`;
    if (!(await send(channel, bare, desk)))
      desk.trouble(`nobody could be told that schedule ${number} is paused`, reason);
    return null;
  });
}

async function directOf(owner: string, { directory }: Desk): Promise<string | null> {
  return directory.directWith(owner).catch(() => null);
}

async function send(channel: string | null, sentence: string, { post, clock }: Desk): Promise<boolean> {
  if (channel === null) return false;
  try {
    const options = { until: clock.now() + PATIENCE_MS, channel };
    await sayToAll(post.sender, { channel, thread: null }, sentenceMessage(sentence), options);
    return true;
  } catch (cause) {
    if (!(cause instanceof SlackRefused)) throw cause;
    return false;
  }
}

/** Where the answer stands; to whoever wanted the new look alone, where Slack lets nothing be posted there. */
async function tellThread(held: HeldJob, asked: Asked, sentence: string, desk: Desk): Promise<void> {
  const thread = asked.isPrivate ? null : asked.thread;
  const letter = { channel: await placeOf(asked, desk), thread, forms: [sentenceMessage(sentence)] };
  try {
    await postOnce(desk.post, held, "failure", letter, { until: desk.clock.now() + PATIENCE_MS });
  } catch (cause) {
    if (!(cause instanceof SlackRefused)) throw cause;
    await say(held, asked, sentenceMessage(sentence), desk);
  }
}

async function tellChannel(
  held: HeldJob,
  asked: Asked,
  schedule: Schedule,
  sentence: string,
  desk: Desk,
): Promise<void> {
  const { number, cadence } = schedule;
  const what = `Schedule ${number} (${schedule.text}, ${cadence.words}) gave no answer: ${sentence} It is asked again as before, ${nextInWords(schedule)}; more failures in a row are not told.`;
  const letter = { channel: await placeOf(asked, desk), thread: null, forms: [sentenceMessage(what)] };
  await postOnce(desk.post, held, "failure", letter, { until: desk.clock.now() + PATIENCE_MS }).catch(
    (cause: unknown) => desk.trouble(`schedule ${number} failed and its channel could not be told`, cause),
  );
}
