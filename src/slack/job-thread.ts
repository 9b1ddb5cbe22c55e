import type { HeldJob } from "../jobs/held-job.ts";
import type { Ready } from "../question/interpretation.ts";
import { kindOfAsker } from "./alerts/alert-asker.ts";
import type { Asked } from "./asked.ts";
import { cancelOf, type Desk } from "./desk.ts";
import type { Draft } from "./message/draft.ts";
import { statusMessage, type InHand, type Standing } from "./message/status.ts";
import { sayToAll } from "./sending/say-to-all.ts";
import type { CallOptions } from "./sending/sender.ts";
import { createThread, type Thread } from "./thread.ts";

/** Where the answer to a job goes, and how its question is shown there. */

/** A finished answer waits this long for Slack, in milliseconds. */
const SLACK_PATIENCE = 24 * 3_600_000;

/**
 * How long, and for what, a job waits for Slack: what is to be told is told also of a cancelled question, and nothing by a
 * process that slept meanwhile and was overtaken.
 */
function patience(held: HeldJob, asked: Asked): CallOptions {
  return { signal: held.letGo, until: asked.at + SLACK_PATIENCE, before: () => held.stillMine() };
}

/** Does for a job what needs Slack, again and again while Slack is silent; it must do no harm when it is done twice. */
export function whenSlackAnswers<T>(held: HeldJob, asked: Asked, desk: Desk, work: () => Promise<T>): Promise<T> {
  return desk.post.sender.outlast(work, patience(held, asked));
}

/** Says something to the asker alone; what an alert asked is told below its card. */
export function say(held: HeldJob, asked: Asked, draft: Draft, desk: Desk): Promise<void> {
  return whenSlackAnswers(held, asked, desk, async () => {
    await held.stillMine();
    if (kindOfAsker(asked.user) === null) await desk.sayPrivately(asked, [draft]);
    else await sayToAll(desk.post.sender, asked, draft);
  });
}

/** The thread of a job; what was delivered to it before a crash is not delivered again. */
export async function threadFor(held: HeldJob, asked: Asked, desk: Desk): Promise<Thread> {
  return createThread(held, {
    post: desk.post,
    uploading: desk.uploading,
    clock: desk.clock,
    channel: await whenSlackAnswers(held, asked, desk, () => placeOf(asked, desk)),
    asked: asked.isPrivate ? null : asked.thread,
    options: patience(held, asked),
  });
}

/** The channel, or the asker's direct messages for an answer to them alone. */
export function placeOf(asked: Asked, desk: Desk): Promise<string> {
  return asked.isPrivate ? desk.directory.directWith(asked.user) : Promise.resolve(asked.channel);
}

/** The question as its status message shows it. */
export function inHand(asked: Asked, ready: Ready, desk: Desk): InHand {
  const intent = desk.trail.catalog.get(ready.intent);
  return {
    title: intent?.title ?? ready.intent,
    subject: Object.values(ready.params).flat().join(", ").slice(0, 200),
    start: ready.window.start ?? ready.window.end,
    end: ready.window.end,
    asker: asked.user,
  };
}

/** The status message of a question that is in hand. */
export function drawStatus(held: HeldJob, asked: Asked, ready: Ready, desk: Desk, standing: Standing): Draft {
  return statusMessage(inHand(asked, ready, desk), standing, cancelOf(held.job));
}
