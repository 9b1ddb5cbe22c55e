import { cancelled, reasonFor } from "./hold.ts";
import type { Delivery, Job, JobParts } from "./job.ts";
import { LostHold, type JobStore } from "./job-store.ts";
import { createLedger, type Ledger } from "./ledger.ts";

/** When work on a job is to end. */
export interface Ends {
  /** Aborts when the job is to be stopped; its reason is the TrailError to say, or LetGo where another process goes on. */
  readonly signal: AbortSignal;
  /** Aborts, with LetGo, when another process goes on: this one stops at once and says nothing more. */
  readonly letGo: AbortSignal;
}

/** A job in the hands of this process. */
export interface HeldJob extends Ends {
  /** As it stands now. */
  readonly job: Job;
  readonly ledger: Ledger;
  /** Looks whether nobody else has taken the job up. Throws {@link LostHold} where somebody has. */
  stillMine(): Promise<void>;
  /**
   * Looks before something is shown. Throws the signal's reason, {@link LostHold} where somebody else has taken the job up,
   * TrailError("cancelled") where it was cancelled meanwhile.
   */
  mayGoOn(): Promise<void>;
  /** Writes down what has changed. */
  change(parts: JobParts): Promise<void>;
  /**
   * Delivers something once in the life of the job and resolves to the mark it is known by. `isRepeat` is true where an
   * earlier attempt may have arrived: it must be looked for first. What was delivered before is not delivered again.
   */
  once(what: string, deliver: (isRepeat: boolean) => Promise<string | null>): Promise<string | null>;
}

/** Takes a job in hand. Changes are written one after the other, each over the last. */
export function holdJob(start: Job, store: JobStore, { signal, letGo }: Ends, token: () => string): HeldJob {
  let job = start;
  let turn: Promise<unknown> = Promise.resolve();
  const change = (parts: (now: Job) => JobParts): Promise<void> => {
    const mine = turn.then(async () => {
      job = await store.change(job, parts(job));
    });
    turn = mine.catch(() => undefined);
    return mine;
  };
  const note = (delivery: Delivery): Promise<void> =>
    change((now) => ({
      deliveries: [...now.deliveries.filter(({ what }) => what !== delivery.what), delivery],
    }));

  const look = async (): Promise<Job> => {
    const now = await store.get(job.id);
    if (now?.fence !== job.fence) throw new LostHold(job.id);
    return now;
  };

  return {
    get job() {
      return job;
    },
    signal,
    letGo,
    stillMine: async () => void (await look()),
    async mayGoOn() {
      if (signal.aborted) throw reasonFor(signal);
      const now = await look();
      if (now.cancelledBy !== null) throw cancelled();
    },
    ledger: createLedger({ read: () => job, write: (pages) => change(() => pages) }, token),
    change: (parts) => change(() => parts),
    async once(what, deliver) {
      const earlier = job.deliveries.find((one) => one.what === what);
      if (earlier?.state === "sent") return earlier.mark;
      const tries = (earlier?.tries ?? 0) + 1;
      await note({ what, state: "sending", mark: earlier?.mark ?? null, tries });
      const mark = await deliver(earlier !== undefined);
      await note({ what, state: "sent", mark, tries });
      return mark;
    },
  };
}
