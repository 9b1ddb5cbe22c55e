import type { HeldJob } from "../jobs/held-job.ts";
import type { Ending, Job } from "../jobs/job.ts";
import type { Asked } from "./asked.ts";
import type { Desk } from "./desk.ts";
import { linkTo } from "./link-to.ts";
import { say } from "./job-thread.ts";
import { pointerMessage } from "./message/words.ts";
import type { Twin } from "./twin.ts";

/** How long it is waited for the twin's own message, and between two looks, in milliseconds. */
const PATIENCE_MS = 5000;
const LOOK_MS = 250;

/** Whether whoever asks this reads the twin's answer where it stands. */
export function isReadHere(twin: Twin, asked: Asked): boolean {
  return !asked.isPrivate && !twin.asked.isPrivate && twin.asked.channel === asked.channel;
}

/** Tells the asker alone where the same question is answered. */
export async function pointToTwin(held: HeldJob, asked: Asked, twin: Twin, desk: Desk): Promise<Ending> {
  const root = await rootOf(twin, desk);
  const link = root === null || root === asked.thread ? null : await linkTo(asked.channel, root, desk);
  const seconds = Math.max(0, Math.round((held.job.acceptedAt - twin.job.acceptedAt) / 1000));
  const who = { id: twin.asked.user, isAsker: twin.asked.user === asked.user };
  await held.once("pointer", async () => {
    await say(held, asked, pointerMessage(who, seconds, link), desk);
    return null;
  });
  return "pointed";
}

/** ts of the thread that holds the answer, once its first message stands. */
async function rootOf(twin: Twin, { store, clock }: Desk): Promise<string | null> {
  const until = clock.now() + PATIENCE_MS;
  for (;;) {
    const job: Job | null = await store.get(twin.job.id);
    if (job === null || job.thread !== null || job.ending !== null || clock.now() >= until) return job?.thread ?? null;
    await clock.after(LOOK_MS);
  }
}
