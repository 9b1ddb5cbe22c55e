import type { Clock } from "../clock.ts";
import { TrailError } from "../errors.ts";

/** How a question is held while the engine takes no call. */
export interface Hold {
  readonly clock: Clock;
  /** From 0 to 1, for jitter: questions that were held together must not come again together. */
  readonly random: () => number;
  /** Aborts when the question is not to be answered any more. */
  readonly signal: AbortSignal;
  /** Called with the reason each time the engine takes no call: the question is held, and tried again. */
  onHeld?(reason: string): void;
}

/** The reason of an abort by which this process stops working on a question and leaves it to the next one. */
export class LetGo extends Error {
  override readonly name = "LetGo";
}

/** First and longest pause before an engine that took no call is asked again, in milliseconds. */
const SOONEST = 1000;
const LATEST = 30_000;
const JITTER = 0.2;

/**
 * Makes a call, and makes it again until the engine takes it. Throws what the call throws unless that passes by itself,
 * and the signal's reason when it aborts meanwhile.
 */
export async function whenNotAway<T>(hold: Hold, call: () => Promise<T>): Promise<T> {
  const { clock, random, signal } = hold;
  for (let pause = SOONEST; ; pause = Math.min(pause * 2, LATEST)) {
    try {
      return await call();
    } catch (cause) {
      const isPassing =
        cause instanceof TrailError && (cause.code === "engine-away" || cause.code === "engine-throttled");
      if (!isPassing) throw cause;
      throwIfOver(signal);
      hold.onHeld?.(cause.message);
      await clock.after(pause * (1 - JITTER + 2 * JITTER * random()), signal);
      throwIfOver(signal);
    }
  }
}

/** Throws what an aborted signal means for a question, so that nothing more is made of it. */
export function throwIfOver(signal: AbortSignal): void {
  if (signal.aborted) throw reasonFor(signal);
}

/** What an aborted signal means for a question. */
export function reasonFor({ reason }: AbortSignal): Error {
  if (reason instanceof LetGo || reason instanceof TrailError) return reason;
  return cancelled(reason);
}

/** What is said where somebody asked for a question to be stopped. */
export function cancelled(cause?: unknown): TrailError {
  return new TrailError("cancelled", "Cancelled: the query was stopped.", { cause });
}
