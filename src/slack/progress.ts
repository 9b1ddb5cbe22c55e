import type { Clock } from "../clock.ts";

/** Seconds after which a status is shown anew: soon at first, then ever less often (at most every 3 s for one message). */
const PAUSES = [3, 10, 10, 10, 10, 10, 30];

/** Calls `show` after 3 s, then every 10 s, then every 30 s, until the signal aborts; never two at a time. */
export async function keepShowing(clock: Clock, signal: AbortSignal, show: () => Promise<void>): Promise<void> {
  for (let turn = 0; ; turn++) {
    const seconds = PAUSES[Math.min(turn, PAUSES.length - 1)] ?? 30;
    await clock.after(seconds * 1000, signal);
    if (signal.aborted) return;
    await show();
  }
}
