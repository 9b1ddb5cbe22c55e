/** Lets one piece of work run at a time, in the order in which they came. */
export interface Turns {
  /** Runs the work when those before it are over. Throws the signal's reason where it aborts before the turn has come. */
  take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    async take(signal, work) {
      const before = last;
      const own = Promise.withResolvers<void>();
      last = before.then(() => own.promise);
      try {
        await Promise.race([before, aborted(signal)]);
        signal.throwIfAborted();
        return await work();
      } finally {
        own.resolve();
      }
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
