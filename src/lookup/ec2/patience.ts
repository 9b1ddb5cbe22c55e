import type { Clock } from "../../clock.ts";

/** How long EC2 may take for all that one question asks of it, in milliseconds. */
export const PATIENCE_MS = 5_000;

/** The time is over, or nobody waits any more. */
export class OutOfPatience extends Error {
  override readonly name = "OutOfPatience";
}

/** A part of the work; when the time is over its signal aborts, and {@link OutOfPatience} is thrown. */
export type Within = <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** Does some work whose parts are waited for, all together, no longer than {@link PATIENCE_MS}, nor after `signal` aborts. */
export async function withPatience<T>(
  clock: Clock,
  signal: AbortSignal,
  work: (within: Within) => Promise<T>,
): Promise<T> {
  const done = new AbortController();
  const late = new AbortController();
  void clock.after(PATIENCE_MS, done.signal).then(() => {
    if (!done.signal.aborted) late.abort();
  });
  const stop = AbortSignal.any([signal, late.signal]);
  const stopped = new Promise<never>((_, reject) => {
    const give = (): void => reject(new OutOfPatience("EC2 was not waited for any longer."));
    if (stop.aborted) give();
    else stop.addEventListener("abort", give, { once: true });
  });
  stopped.catch(() => undefined);
  try {
    // Finding credentials heeds no signal, so nothing is waited for but the race.
    return await work((part) => Promise.race([stopped, part(stop)]));
  } finally {
    done.abort();
  }
}
