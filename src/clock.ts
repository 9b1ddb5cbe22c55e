/**
 * A moment in UTC in whole seconds, written `YYYY-MM-DDTHH:MM:SSZ`. The same text CloudTrail writes into `eventTime`,
 * so that two instants compare as text.
 */
export type Instant = string;

/** The one source of time. Everything that waits or asks for the hour gets it handed in. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Resolves after `ms` milliseconds, or at once when `signal` aborts. Never rejects. */
  after(ms: number, signal?: AbortSignal): Promise<void>;
}

/**
 * The instant of a moment given in milliseconds, rounded up to a whole second: a fraction in a bound would compare
 * wrongly with CloudTrail's own text.
 */
export function instantOf(ms: number): Instant {
  return `${new Date(Math.ceil(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}

/** Milliseconds since 1970 of an instant. */
export function millisecondsOf(instant: Instant): number {
  return Date.parse(instant);
}

/**
 * Milliseconds, whole ones, since some moment that is the same for all processes of this machine until it is started anew:
 * time that goes on evenly, whoever sets the clock.
 */
export function steadyNow(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener("abort", done, { once: true });
    }),
};
