import type { Estimate } from "../engine/engine.ts";
import { TrailError } from "../errors.ts";
import type { HeldJob } from "../jobs/held-job.ts";
import type { Ready } from "../question/interpretation.ts";
import type { Asked } from "./asked.ts";
import { createMinting, type Desk } from "./desk.ts";
import { inHand, placeOf } from "./job-thread.ts";
import { priceMessage } from "./message/status.ts";
import type { Thread } from "./thread.ts";

/** What is answered, and whether the executions of a twin answer it: then nothing is scanned, nor paid, again. */
export interface Shareable {
  readonly ready: Ready;
  readonly isShared: boolean;
}

/** Where the engine does not say what a question cost, what was reserved counts as spent. */
export async function settle(held: HeldJob, { spending }: Desk): Promise<void> {
  await spending.settle(held).catch((cause: unknown) => {
    if (!(cause instanceof TrailError)) throw cause;
  });
}

/** A question that costs more than the limit becomes a button. */
export async function askPrice(
  held: HeldJob,
  asked: Asked,
  ready: Ready,
  estimate: Estimate,
  thread: Thread,
  desk: Desk,
): Promise<void> {
  const minting = createMinting(desk, await placeOf(asked, desk));
  const id = minting.mint({ kind: "confirm", job: held.job.id });
  await minting.store();
  await thread.fail([priceMessage(inHand(asked, ready, desk), estimate, desk.trail.confirmAbove, id)]);
}
