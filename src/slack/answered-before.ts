import type { HeldJob } from "../jobs/held-job.ts";
import { reasonFor } from "../jobs/hold.ts";
import type { Job } from "../jobs/job.ts";
import type { Earlier } from "../question/continuation.ts";
import type { Asked } from "./asked.ts";
import type { Desk } from "./desk.ts";
import { KeptReport } from "./kept-report.ts";
import { StoredReady } from "./stored-ready.ts";

/** What came before a question in its thread: the last answer, or null, and whether one is still on its way. */
export interface Before {
  readonly earlier: Earlier | null;
  readonly isComing: boolean;
}

/** How many jobs of a thread are looked through for one that was answered. */
const LOOK_BACK = 20;
/** How long an answer that is on its way is waited for, and how often it is looked for, in milliseconds. */
const PATIENCE = 5000;
const LOOK_MS = 250;
/** The mention that a thread began with may come in after a reply to it; one that is older has come in or never will. */
const YOUNG_MS = 60_000;

/**
 * What was answered before in the thread of a reply. Events come in in any order, and people reply before they have their
 * answer: what is still on its way is waited for, five seconds at most. Throws why the job was stopped meanwhile.
 */
export async function answeredBefore(
  held: HeldJob,
  { channel, thread }: Pick<Asked, "channel" | "thread">,
  { store, clock }: Pick<Desk, "store" | "clock">,
): Promise<Before> {
  if (thread === null) return { earlier: null, isComing: false };
  const root = `message:${channel}:${thread}`;
  const until = clock.now() + PATIENCE;
  for (;;) {
    const jobs = await store.ofThread(channel, thread, LOOK_BACK);
    const others = jobs.filter(({ id }) => id !== held.job.id);
    const isRunning = isLastRunning(others, (job) => job.key === root || job.acceptedAt < held.job.acceptedAt);
    const isYoung = held.job.key !== root && clock.now() - Number(thread) * 1000 < YOUNG_MS;
    const isComing = isRunning || (others.length === 0 && isYoung);
    if (!isComing || clock.now() >= until) return { earlier: lastAnswered(others), isComing: isRunning };
    await clock.after(LOOK_MS, held.signal);
    if (held.signal.aborted) throw reasonFor(held.signal);
  }
}

/** Whether the last question has no end yet. One that was not understood is none to go on from, unless it came before and is still read. */
function isLastRunning(jobs: readonly Job[], isBefore: (job: Job) => boolean): boolean {
  const last = jobs.find(
    (job) => job.ending === "answered" || (job.ending === null && (isReady(job.meaning) || isBefore(job))),
  );
  return last?.ending === null;
}

function lastAnswered(jobs: readonly Job[]): Earlier | null {
  for (const { ending, meaning, answer } of jobs) {
    const ready = StoredReady.safeParse(meaning);
    if (ending !== "answered" || !ready.success) continue;
    const report = KeptReport.safeParse(answer);
    return { ready: ready.data, followups: report.success ? report.data.followups : [] };
  }
  return null;
}

function isReady(meaning: unknown): boolean {
  return StoredReady.safeParse(meaning).success;
}
