import type { Job, JobParts, NewJob, Spent } from "./job.ts";

/**
 * Who works on jobs, and until when others leave them alone. Times are milliseconds of the machine's steady clock (see
 * steadyNow), so that nothing changes hands when somebody sets the clock.
 */
export interface Holder {
  readonly owner: string;
  readonly now: number;
  readonly until: number;
}

/** A job that an owner holds. */
export interface Renewed {
  readonly id: string;
  readonly fence: number;
  /** Whether somebody asked for it to be stopped. */
  readonly isToStop: boolean;
}

/** The cost of several jobs together. */
export interface SpentTogether extends Spent {
  readonly jobs: number;
}

/** What somebody, a channel and everybody have spent. */
export interface SpentBy {
  readonly asker: SpentTogether;
  readonly channel: SpentTogether;
  readonly all: SpentTogether;
}

/**
 * Where jobs are written down. What a method has resolved to is on disk, or where it would survive this process. Throws
 * TrailError("engine-internal") where the store cannot be written or read.
 */
export interface JobStore {
  /** Writes a job down, held by `holder`. Where its key is known already the earlier job comes back and nothing is written. */
  accept(job: NewJob, holder: Holder): Promise<{ readonly job: Job; readonly isNew: boolean }>;
  get(id: string): Promise<Job | null>;
  /** Changes a job; resolves to it as it stands then. Throws {@link LostHold} where somebody else has taken it up since. */
  change(job: Job, parts: JobParts): Promise<Job>;
  /** Asks for a job to be stopped, whoever holds it. False where it is unknown or has ended. */
  cancel(id: string, by: string): Promise<boolean>;
  /**
   * Takes up open jobs that nobody holds, oldest first; each counts as one more attempt. A hold that reaches beyond that of
   * `holder` is nobody's: it was taken before the machine was started anew.
   */
  takeUp(holder: Holder, most: number): Promise<readonly Job[]>;
  /** Holds on to all jobs of an owner; resolves to them: one that is not among them was taken up by somebody else, or has ended. */
  renew(holder: Holder): Promise<readonly Renewed[]>;
  /** Lets go of all jobs of an owner, so that another may take them up at once. */
  letGo(owner: string): Promise<void>;
  /** The last jobs of an asker, newest first. */
  ofAsker(asker: string, most: number): Promise<readonly Job[]>;
  /** The jobs of a thread, newest first. */
  ofThread(channel: string, thread: string, most: number): Promise<readonly Job[]>;
  /** The jobs of a channel that were accepted at that moment or later, newest first. */
  ofChannel(channel: string, since: number, most: number): Promise<readonly Job[]>;
  /** What the jobs accepted at that moment or later have cost: those of an asker, those in a channel, and all. */
  spentSince(moment: number, of: { readonly asker: string; readonly channel: string }): Promise<SpentBy>;
  /** Jobs that ended at that moment or later, newest end first. */
  endedSince(moment: number, most: number): Promise<readonly Job[]>;

  /** Keeps something small under an opaque id until `until`: what a button does, a request that was seen. False: it is there already. */
  keep(id: string, value: unknown, until: number): Promise<boolean>;
  /** What was kept, or null: unknown, or its time is over. */
  kept(id: string, now: number): Promise<unknown>;

  /** Removes ended jobs and kept things from before. */
  forget(before: number, now: number): Promise<void>;
  close(): Promise<void>;
}

/** Another process has taken the job up: this one must stop working on it at once, and say nothing more. */
export class LostHold extends Error {
  override readonly name = "LostHold";
}
