import { throwIfOver } from "../jobs/hold.ts";
import type { HeldJob } from "../jobs/held-job.ts";
import type { Place } from "../access/places.ts";
import { TrailError } from "../errors.ts";
import type { Ready } from "../question/interpretation.ts";
import type { Asked } from "./asked.ts";
import type { Desk } from "./desk.ts";
import { drawStatus } from "./job-thread.ts";
import { deadlineOf } from "./showing.ts";
import type { Thread } from "./thread.ts";

/**
 * A place to run in, waited for in line while the status says at which position. Throws TrailError("refused") where too
 * many of the asker's wait already, and the reason where the question ends while it waits, at its deadline too.
 */
export async function waitForPlace(
  held: HeldJob,
  asked: Asked,
  ready: Ready,
  thread: Thread,
  desk: Desk,
): Promise<Place> {
  const over = new AbortController();
  const signal = AbortSignal.any([held.signal, deadlineOf(held, asked, desk, over.signal)]);
  const { id: job, fence } = held.job;
  const visitor = { job, fence, person: asked.user, channel: asked.channel };
  try {
    const place = await desk.places.enter(visitor, signal, (position) => {
      void thread.progress([drawStatus(held, asked, ready, desk, { is: "waiting", position })]);
    });
    if (place !== null) return place;
    throwIfOver(signal);
    throw new TrailError(
      "refused",
      "You have as many questions waiting as one person may: ask again when they are answered.",
    );
  } finally {
    over.abort();
  }
}
