import type { Clock } from "../clock.ts";
import { TrailError } from "../errors.ts";
import type { HeldJob } from "./held-job.ts";
import { LetGo } from "./hold.ts";
import { LostHold } from "./job-store.ts";
import type { End, Work } from "./work.ts";

interface Living {
  readonly clock: Clock;
  readonly work: Work;
  /** Told of what cannot be told to any asker. */
  readonly trouble: (what: string, cause: unknown) => void;
}

/** A job that was taken up this often is no accident. */
const MOST_ATTEMPTS = 5;
/** How often it is tried to tell what went wrong. */
const MOST_TELLINGS = 6;
/** The pause before the next try, in milliseconds; between two tellings it doubles. */
const PAUSE = 2_000;

/**
 * Works on a job until its end is written down, or until this process lets go of it or is overtaken. Never rejects: nobody
 * may be left without a word, so what went wrong is told again, and given up at last.
 */
export async function liveToEnd(held: HeldJob, living: Living): Promise<void> {
  const { work, clock, trouble } = living;
  try {
    const end = await endOf(held, living);
    await untilWritten(held, living, async () => {
      await work.ended(held, end);
      await held.change({ ending: end.ending, endedAt: clock.now() });
    });
  } catch (cause) {
    if (!isLeaving(cause)) trouble(`job ${held.job.id} could not be ended`, cause);
  }
}

async function endOf(held: HeldJob, living: Living): Promise<End> {
  try {
    if (held.job.attempts > MOST_ATTEMPTS) return await giveUp(held, living);
    return { ending: await living.work.answer(held), cause: null };
  } catch (cause) {
    if (isLeaving(cause)) throw cause;
    return tell(held, cause, living);
  }
}

/** Whoever runs Trail is told as well; where even the telling ends its process, nobody else is. */
async function giveUp(held: HeldJob, living: Living): Promise<End> {
  const { id, attempts } = held.job;
  const cause = new TrailError(
    "engine-internal",
    `This question was taken up ${MOST_ATTEMPTS} times and never answered: it is given up. Ask again, or ask for something narrower.`,
  );
  living.trouble(`job ${id} was taken up ${attempts - 1} times and is given up`, cause);
  return attempts > 2 * MOST_ATTEMPTS ? { ending: "given-up", cause } : tell(held, cause, living);
}

async function tell(held: HeldJob, cause: unknown, { work, clock, trouble }: Living): Promise<End> {
  for (let telling = 1; ; telling++) {
    try {
      return { ending: await work.failed(held, cause), cause };
    } catch (failure) {
      if (isLeaving(failure)) throw failure;
      if (telling === MOST_TELLINGS) {
        trouble(`job ${held.job.id} is given up: its asker cannot be told`, failure);
        return { ending: "given-up", cause };
      }
      await pause(PAUSE * 2 ** (telling - 1), held, clock);
    }
  }
}

/** A job that cannot be ended stays in hand until it can. */
async function untilWritten(held: HeldJob, { clock, trouble }: Living, write: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await write();
    } catch (cause) {
      if (isLeaving(cause)) throw cause;
      trouble(`job ${held.job.id} could not be ended yet`, cause);
      await pause(PAUSE, held, clock);
    }
  }
}

async function pause(ms: number, { letGo }: HeldJob, clock: Clock): Promise<void> {
  await clock.after(ms, letGo);
  letGo.throwIfAborted();
}

/** Another process goes on with the job. */
function isLeaving(cause: unknown): boolean {
  return cause instanceof LetGo || cause instanceof LostHold;
}
