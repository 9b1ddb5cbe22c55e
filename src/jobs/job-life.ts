import type { Clock } from "../clock.ts";
import type { TrailError } from "../errors.ts";
import { holdJob } from "./held-job.ts";
import type { Job, NewJob } from "./job.ts";
import type { Holder, JobStore } from "./job-store.ts";
import { cancelled, LetGo } from "./hold.ts";
import { liveToEnd } from "./live-to-end.ts";
import type { Work } from "./work.ts";

export interface JobLifeParts {
  readonly store: JobStore;
  readonly clock: Clock;
  /** The machine's steady clock, see steadyNow: holds are counted by it. */
  readonly steady: () => number;
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
  /** Takes up what others left, and goes on doing so until drained. */
  start(): void;
  /** How many jobs are in hand. */
  inHand(): number;
  /** Resolves when no job is in hand. */
  idle(): Promise<void>;
  /** Stops all that is in hand, and its queries, for this reason. */
  stopAll(reason: TrailError): void;
  /**
   * Takes no more; waits up to `ms` milliseconds for what is in hand, then lets go of it, so that the next process takes it
   * up at once. Resolves a few seconds later at most, whatever still hangs.
   */
  drain(ms: number): Promise<void>;
}

interface InHand {
  readonly fence: number;
  readonly stop: AbortController;
  readonly leave: AbortController;
  readonly done: Promise<void>;
}

/** How long a job stays with a process that says nothing more, and how often it says so, in milliseconds. */
const HOLD = 30_000;
const TURN = 2_000;
const MOST_AT_ONCE = 20;
/** How long a drain waits for what was let go of, and for the store, in milliseconds each. */
const GRACE = 1_000;

/** Jobs over a store. Nothing runs before {@link JobLife.start} or {@link JobLife.begin}. */
export function createJobLife({ store, clock, steady, work, owner, newId, trouble }: JobLifeParts): JobLife {
  const inHand = new Map<string, InHand>();
  const over = new AbortController();
  let turning: Promise<void> = Promise.resolve();
  const holder = (): Holder => ({ owner, now: steady(), until: steady() + HOLD });

  const begin = (job: Job): void => {
    if (over.signal.aborted) return;
    const mine = inHand.get(job.id);
    if (mine !== undefined) {
      // This process slept past its own hold and took the job up again: what it did before may write no more.
      if (mine.fence === job.fence) return;
      mine.leave.abort(new LetGo());
      void mine.done.then(() => begin(job));
      return;
    }
    const stop = new AbortController();
    const leave = new AbortController();
    if (job.cancelledBy !== null) stop.abort(cancelled());
    const ends = { signal: AbortSignal.any([stop.signal, leave.signal]), letGo: leave.signal };
    const held = holdJob(job, store, ends, newId);
    const done = liveToEnd(held, { clock, work, trouble }).finally(() => inHand.delete(job.id));
    inHand.set(job.id, { fence: job.fence, stop, leave, done });
  };

  const turn = async (): Promise<void> => {
    const before = [...inHand];
    const renewed = new Map((await store.renew(holder())).map((one) => [one.id, one]));
    for (const [id, mine] of before) {
      const now = renewed.get(id);
      if (now?.fence !== mine.fence) mine.leave.abort(new LetGo());
      else if (now.isToStop) mine.stop.abort(cancelled());
    }
    for (const job of await store.takeUp(holder(), MOST_AT_ONCE)) begin(job);
  };

  const goRound = async (): Promise<void> => {
    while (!over.signal.aborted) {
      await turn().catch((cause: unknown) => trouble("the store could not be used", cause));
      await clock.after(TURN, over.signal);
    }
  };

  const within = async (ms: number, work: Promise<unknown>): Promise<void> => {
    const waited = new AbortController();
    await Promise.race([work, clock.after(ms, waited.signal)]);
    waited.abort();
  };

  return {
    accept: (fresh) => store.accept(fresh, holder()),
    begin,
    async cancel(id, by) {
      const open = await store.cancel(id, by);
      if (open) inHand.get(id)?.stop.abort(cancelled());
      return open;
    },
    start() {
      turning = goRound();
    },
    inHand: () => inHand.size,
    async idle() {
      while (inHand.size > 0) await Promise.all([...inHand.values()].map(({ done }) => done));
    },
    stopAll(reason) {
      for (const { stop } of inHand.values()) stop.abort(reason);
    },
    async drain(ms) {
      over.abort();
      const all = Promise.all([...inHand.values()].map(({ done }) => done));
      await within(ms, all);
      for (const { leave } of inHand.values()) leave.abort(new LetGo());
      await within(GRACE, Promise.all([all, turning]));
      const letGo = store.letGo(owner).catch((cause: unknown) => trouble("jobs could not be let go of", cause));
      await within(GRACE, letGo);
    },
  };
}
