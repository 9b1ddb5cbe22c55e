import type { Clock } from "../clock.ts";
import { TrailError } from "../errors.ts";
import { holdJob, type HeldJob } from "./held-job.ts";
import type { Ending, Job, NewJob } from "./job.ts";
import { LostHold, type Holder, type JobStore } from "./job-store.ts";
import { LetGo } from "./hold.ts";

/** What is done with a job; handed in, since jobs know neither questions nor where answers go. */
export interface Work {
  /** Does the whole of it, or the rest after a crash, and resolves to how it ended. What it throws is told to {@link Work.failed}. */
  answer(held: HeldJob): Promise<Ending>;
  /** Tells the asker what went wrong. `cause` is what was thrown; after this the job has ended. */
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

export interface JobLifeParts {
  readonly store: JobStore;
  readonly clock: Clock;
  readonly work: Work;
  /** Names this process among those that share the store. */
  readonly owner: string;
  /** Makes ids and tokens that cannot be guessed. */
  readonly newId: () => string;
  /** Told of what cannot be told to any asker. */
  readonly trouble: (what: string, cause: unknown) => void;
}

/** The jobs of this process. */
export interface JobLife {
  /** Writes a job down; it is safe when this resolves, and is not worked on before {@link JobLife.begin}. */
  accept(fresh: NewJob): Promise<{ readonly job: Job; readonly isNew: boolean }>;
  /** Begins to work on an accepted job. */
  begin(job: Job): void;
  /** Stops a job, whoever holds it. False where it has ended or is unknown. */
  cancel(id: string, by: string): Promise<boolean>;
  /** Stops every job in hand for this reason; they are not written down as cancelled. */
  stopAll(reason: TrailError): void;
  /** Takes up what others left, and goes on doing so until drained. */
  start(): void;
  /** How many jobs are in hand. */
  inHand(): number;
  /** Resolves when no job is in hand. */
  idle(): Promise<void>;
  /**
   * Takes no more; waits up to `ms` milliseconds for what is in hand, then lets go of it, so that the next process takes it
   * up at once.
   */
  drain(ms: number): Promise<void>;
}

interface InHand {
  readonly fence: number;
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

/** How long a job stays with a process that says nothing more, and how often it says so, in milliseconds. */
const HOLD = 30_000;
const TURN = 2_000;
/** A job that was taken up this often is no accident. */
const MOST_ATTEMPTS = 5;
const MOST_AT_ONCE = 20;

/** Jobs over a store. Nothing runs before {@link JobLife.start} or {@link JobLife.begin}. */
export function createJobLife({ store, clock, work, owner, newId, trouble }: JobLifeParts): JobLife {
  const inHand = new Map<string, InHand>();
  const over = new AbortController();
  let turning: Promise<void> = Promise.resolve();
  const holder = (): Holder => ({ owner, now: clock.now(), until: clock.now() + HOLD });

  const begin = (job: Job): void => {
    if (over.signal.aborted) return;
    const mine = inHand.get(job.id);
    if (mine !== undefined) {
      // This process slept past its own hold and took the job up again: what it did before may write no more.
      if (mine.fence === job.fence) return;
      mine.stop.abort(new LetGo());
      void mine.done.then(() => begin(job));
      return;
    }
    const stop = new AbortController();
    if (job.cancelledBy !== null) stop.abort(cancelled());
    const held = holdJob(job, store, stop.signal, newId);
    const done = live(held).finally(() => inHand.delete(job.id));
    inHand.set(job.id, { fence: job.fence, stop, done });
  };

  const live = async (held: HeldJob): Promise<void> => {
    try {
      const end = await endOf(held);
      await untilWritten(held, async () => {
        await work.ended(held, end);
        await held.change({ ending: end.ending, endedAt: clock.now() });
      });
    } catch (cause) {
      if (cause instanceof LetGo || cause instanceof LostHold) return;
      trouble(`job ${held.job.id} could not be ended`, cause);
    }
  };

  /** A job that cannot be ended stays in hand until it can, or until this process lets go of it. */
  const untilWritten = async (held: HeldJob, write: () => Promise<void>): Promise<void> => {
    for (;;) {
      try {
        return await write();
      } catch (cause) {
        if (cause instanceof LetGo || cause instanceof LostHold) throw cause;
        trouble(`job ${held.job.id} could not be ended yet`, cause);
        await letGoOrAfter(held.signal);
      }
    }
  };

  const letGoOrAfter = async (signal: AbortSignal): Promise<void> => {
    const waiting = new AbortController();
    const look = (): void => {
      if (signal.reason instanceof LetGo) waiting.abort();
    };
    signal.addEventListener("abort", look);
    await clock.after(TURN, waiting.signal);
    signal.removeEventListener("abort", look);
    if (signal.reason instanceof LetGo) throw signal.reason;
  };

  const endOf = async (held: HeldJob): Promise<End> => {
    try {
      if (held.job.attempts > MOST_ATTEMPTS)
        throw new TrailError(
          "engine-internal",
          `This question was taken up ${MOST_ATTEMPTS} times and never answered: it is given up. Ask again, or ask for something narrower.`,
        );
      return { ending: await work.answer(held), cause: null };
    } catch (cause) {
      if (cause instanceof LetGo || cause instanceof LostHold) throw cause;
      return { ending: await work.failed(held, cause), cause };
    }
  };

  const turn = async (): Promise<void> => {
    for (const id of await store.renew(holder())) inHand.get(id)?.stop.abort(cancelled());
    for (const job of await store.takeUp(holder(), MOST_AT_ONCE)) begin(job);
  };

  const goRound = async (): Promise<void> => {
    while (!over.signal.aborted) {
      await turn().catch((cause: unknown) => trouble("the store could not be used", cause));
      await clock.after(TURN, over.signal);
    }
  };

  return {
    accept: (fresh) => store.accept(fresh, holder()),
    begin,
    async cancel(id, by) {
      const open = await store.cancel(id, by);
      if (open) inHand.get(id)?.stop.abort(cancelled());
      return open;
    },
    stopAll(reason) {
      for (const { stop } of inHand.values()) stop.abort(reason);
    },
    start() {
      turning = goRound();
    },
    inHand: () => inHand.size,
    async idle() {
      while (inHand.size > 0) await Promise.all([...inHand.values()].map(({ done }) => done));
    },
    async drain(ms) {
      over.abort();
      await turning;
      const all = Promise.all([...inHand.values()].map(({ done }) => done));
      const waited = new AbortController();
      await Promise.race([all, clock.after(ms, waited.signal)]);
      waited.abort();
      for (const { stop } of inHand.values()) stop.abort(new LetGo());
      await all;
      await store.letGo(owner);
    },
  };
}

function cancelled(): TrailError {
  return new TrailError("cancelled", "Cancelled: the query was stopped.");
}
