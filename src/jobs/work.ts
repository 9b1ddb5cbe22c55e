import type { HeldJob } from "./held-job.ts";
import type { Ending } from "./job.ts";

/** What is done with a job; handed in, since jobs know neither questions nor where answers go. */
export interface Work {
  /** Does the whole of it, or the rest after a crash, and resolves to how it ended. What it throws is told to {@link Work.failed}. */
  answer(held: HeldJob): Promise<Ending>;
  /**
   * Tells the asker what went wrong. `cause` is what was thrown; after this the job has ended. Where this throws it is
   * asked to tell it again, a few times.
   */
  failed(held: HeldJob, cause: unknown): Promise<Ending>;
  /**
   * Told how a job ended, and by what where something was thrown, before it counts as ended. Where this throws it is told
   * again after a while.
   */
  ended(held: HeldJob, end: End): Promise<void>;
}

/** How a job ended; `cause` is what was thrown, or null. */
export interface End {
  readonly ending: Ending;
  readonly cause: unknown;
}
