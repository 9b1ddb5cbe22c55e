import type { Clock } from "../clock.ts";
import { TrailError } from "../errors.ts";

/**
 * Aborts when a question is given up, in `leftMs` milliseconds, unless `over` aborts before. Its reason is what the asker
 * reads; `deadlineMs` is the whole time that a question may take.
 */
export function givenUp(clock: Clock, deadlineMs: number, leftMs: number, over: AbortSignal): AbortSignal {
  const deadline = new AbortController();
  const minutes = Math.round(deadlineMs / 60_000);
  void clock.after(leftMs, over).then(() => {
    if (over.aborted) return;
    const message = `Given up after ${minutes} min: narrow the window, the accounts or the regions, and ask again.`;
    deadline.abort(new TrailError("engine-user", message));
  });
  return deadline.signal;
}
