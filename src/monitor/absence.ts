import type { Clock } from "../clock.ts";

/** Something without which the bot does nothing. */
export interface Needed {
  /** Rejects, too, where it is not. */
  readonly isThere: () => boolean | Promise<boolean>;
  /** Milliseconds between two looks. */
  readonly every: number;
  /** What is said once it was away for two minutes. */
  readonly fault: string;
}

/** Without something it needs for this long, in milliseconds, a bot is not ready. */
const AWAY_MS = 2 * 60_000;

/** Looks whether something is there until the signal aborts; `faults` is empty until it has been away for two minutes. */
export function watchAbsence(
  { isThere, every, fault }: Needed,
  clock: Clock,
  signal: AbortSignal,
): { faults(): readonly string[] } {
  let lastThere = clock.now();
  const look = async (): Promise<void> => {
    while (!signal.aborted) {
      const isHere = await Promise.resolve()
        .then(isThere)
        .catch(() => false);
      if (isHere) lastThere = clock.now();
      await clock.after(every, signal);
    }
  };
  void look();
  return { faults: () => (clock.now() - lastThere < AWAY_MS ? [] : [fault]) };
}
