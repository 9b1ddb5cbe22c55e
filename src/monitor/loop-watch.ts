import type { Clock } from "../clock.ts";

/** How late the event loop is: a bot whose loop is blocked is deaf, and looks healthy. */
export interface LoopWatch {
  /** Seconds that the last look came too late. */
  lag(): number;
  /** The longest of the last minute. */
  worst(): number;
}

const LOOK_MS = 500;
const LOOKS = 120;

/** Looks twice a second until the signal aborts. */
export function watchLoop(clock: Clock, signal: AbortSignal): LoopWatch {
  const late: number[] = [0];
  const look = async (): Promise<void> => {
    while (!signal.aborted) {
      const began = clock.now();
      await clock.after(LOOK_MS, signal);
      late.push(Math.max(0, (clock.now() - began - LOOK_MS) / 1000));
      if (late.length > LOOKS) late.shift();
    }
  };
  void look();
  return { lag: () => late.at(-1) ?? 0, worst: () => Math.max(...late) };
}
