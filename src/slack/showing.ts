import { givenUp } from "../jobs/deadline.ts";
import type { HeldJob } from "../jobs/held-job.ts";
import type { Ready } from "../question/interpretation.ts";
import type { Asked } from "./asked.ts";
import type { Desk } from "./desk.ts";
import { drawStatus } from "./job-thread.ts";
import type { Standing } from "./message/status.ts";
import { keepShowing } from "./progress.ts";
import type { Thread } from "./thread.ts";

/** What the bot knows and shows while a question runs. */
export interface Showing {
  readonly signal: AbortSignal;
  change(
    parts: Partial<Pick<Extract<Standing, { is: "running" }>, "state" | "reached" | "bytes" | "price" | "held">>,
  ): void;
}

/** Aborts at the deadline of a question, counted from its status message, unless `over` aborts before. */
export function deadlineOf(held: HeldJob, asked: Asked, { clock, deadlineMs }: Desk, over: AbortSignal): AbortSignal {
  const now = clock.now();
  return givenUp(clock, deadlineMs, begunAt(held, asked, now) + deadlineMs - now, over);
}

/** Runs the work, shows how far it is now and then, and stops it at its deadline. */
export async function whileShowing<T>(
  held: HeldJob,
  asked: Asked,
  ready: Ready,
  thread: Thread,
  desk: Desk,
  work: (showing: Showing) => Promise<T>,
): Promise<T> {
  let standing: Extract<Standing, { is: "running" }> = {
    is: "running",
    state: "starting",
    ms: 0,
    bytes: null,
    price: null,
    held: null,
    reached: null,
  };
  const over = new AbortController();
  const deadline = deadlineOf(held, asked, desk, over.signal);
  const shown = keepShowing(desk.clock, over.signal, () => {
    standing = { ...standing, ms: desk.clock.now() - asked.at };
    return thread.progress([drawStatus(held, asked, ready, desk, standing)]);
  });
  try {
    return await work({
      signal: AbortSignal.any([held.signal, deadline]),
      change: (parts) => void (standing = { ...standing, ...parts }),
    });
  } finally {
    over.abort();
    await shown;
  }
}

/** A question may have waited for Slack before its status message stood: the ts of that one tells when, in seconds. */
function begunAt({ job }: HeldJob, asked: Asked, now: number): number {
  const status = job.deliveries.find(({ what }) => what === "status");
  const posted = Math.floor(Number(status?.mark ?? Number.NaN) * 1000);
  return posted > asked.at && posted <= now ? posted : asked.at;
}
