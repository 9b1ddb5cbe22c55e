import type { HeldJob } from "../jobs/held-job.ts";
import { LetGo } from "../jobs/hold.ts";
import type { Ready } from "../question/interpretation.ts";
import { kindOfAsker } from "./alerts/alert-asker.ts";
import type { Asked } from "./asked.ts";
import { cancelOf, type Desk } from "./desk.ts";
import type { Draft } from "./message/draft.ts";
import { statusMessage, type InHand, type Standing } from "./message/status.ts";
import { sentenceMessage } from "./message/words.ts";
import { createThread, type Thread } from "./thread.ts";

/** Where the answer to a job goes, and how its question is shown there. */

/** A finished answer waits this long for Slack, in milliseconds. */
const SLACK_PATIENCE = 24 * 3_600_000;

/** Says a sentence to the asker alone; what an alert asked is told below its card. */
export async function tell(asked: Asked, sentence: string, desk: Desk): Promise<void> {
  if (kindOfAsker(asked.user) !== null) {
    const place = { channel: asked.channel, ...(asked.thread === null ? {} : { thread_ts: asked.thread }) };
    await desk.post.sender.once("chat.postMessage", { ...place, ...sentenceMessage(sentence), link_names: false });
    return;
  }
  return desk.sayPrivately(asked, [sentenceMessage(sentence)]);
}

/** The thread of a job; what was delivered to it before a crash is not delivered again. */
export async function threadFor(held: HeldJob, asked: Asked, desk: Desk): Promise<Thread> {
  return createThread(held, {
    post: desk.post,
    uploading: desk.uploading,
    channel: await placeOf(asked, desk),
    asked: asked.isPrivate ? null : asked.thread,
    options: { signal: letGoOnly(held.signal), until: asked.at + SLACK_PATIENCE },
  });
}

/** What Slack is to be told is told also of a cancelled question; only when this process ends it is left to the next. */
function letGoOnly(signal: AbortSignal): AbortSignal {
  const gone = new AbortController();
  const look = (): void => {
    if (signal.reason instanceof LetGo) gone.abort(signal.reason);
  };
  if (signal.aborted) look();
  else signal.addEventListener("abort", look, { once: true });
  return gone.signal;
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
