import type { Clock } from "../../clock.ts";

/** How long a silence is waited out. */
export interface Patience {
  readonly signal?: AbortSignal;
  /** Milliseconds since 1970. */
  readonly until?: number;
}

/** Makes a call again after each silence of Slack's. */
export type Outlast = <T>(call: () => Promise<T>, patience: Patience) => Promise<T>;

interface Waiting {
  readonly until: number;
  /** Lets the call be made again; resolves when that is over, however it ended. */
  again(): Promise<void>;
}

/** First and longest pause between two looks whether Slack answers again, in milliseconds. */
const SOONEST = 1000;
const LATEST = 15_000;
/** The next in line does not wait longer than this for the one before. */
const IN_TURN = 2_000;

/**
 * One line for all that wait while Slack is silent, which is what was thrown when `isSilence` says so: `answers` is asked
 * ever less often, by one for all, and once it says yes they go on in the order in which they came.
 */
export function createOutlast(
  clock: Clock,
  answers: () => Promise<boolean>,
  isSilence: (cause: unknown) => boolean,
): Outlast {
  const line: Waiting[] = [];
  let isLooking = false;

  const look = async (): Promise<void> => {
    isLooking = true;
    for (let pause = 0; line.length > 0; pause = Math.min(Math.max(pause * 2, SOONEST), LATEST)) {
      await clock.after(pause);
      const isBack = await answers();
      for (const waiting of line.splice(0)) {
        if (isBack || waiting.until <= clock.now()) await inTurn(waiting.again());
        else line.push(waiting);
      }
    }
    isLooking = false;
  };

  const inTurn = async (call: Promise<void>): Promise<void> => {
    const waited = new AbortController();
    await Promise.race([call, clock.after(IN_TURN, waited.signal)]);
    waited.abort();
  };

  /** Resolves to what is to be called when the next attempt is over; rejects when the signal aborts. */
  const standInLine = ({ signal, until = Infinity }: Patience): Promise<() => void> =>
    new Promise((resolve, reject) => {
      const leave = (): void => {
        if (line.includes(mine)) line.splice(line.indexOf(mine), 1);
        reject(signal?.reason);
      };
      const mine: Waiting = {
        until,
        again: () =>
          new Promise((over) => {
            signal?.removeEventListener("abort", leave);
            resolve(over);
          }),
      };
      if (signal?.aborted === true) return leave();
      signal?.addEventListener("abort", leave, { once: true });
      line.push(mine);
      if (!isLooking) void look();
    });

  return async (call, patience) => {
    for (let over = (): void => undefined; ;) {
      try {
        return await call();
      } catch (cause) {
        if (!isSilence(cause) || clock.now() >= (patience.until ?? Infinity)) throw cause;
      } finally {
        over();
      }
      over = await standInLine(patience);
    }
  };
}
