import type { Clock } from "../clock.ts";
import type { Queue, QueueMessage } from "./queue.ts";

export interface Taking {
  readonly queue: Pick<Queue, "receive" | "remove">;
  readonly clock: Clock;
  /** Does all that a message asks for; only then is it removed. What it throws leaves the message, which comes again. */
  readonly take: (body: string, id: string) => Promise<void>;
  /** Told of each message that was left, and once of each time in which the queue cannot be read. */
  readonly trouble: (what: string, cause: unknown) => void;
  /** Ends the waiting for messages; those in hand are still done. */
  readonly signal: AbortSignal;
}

/** Between attempts to read a queue that cannot be read, in milliseconds. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60_000;

/** Takes messages until the signal; resolves when none is in hand. */
export async function keepTaking({ queue, clock, take, trouble, signal }: Taking): Promise<void> {
  let pause = FIRST_PAUSE;
  while (!signal.aborted) {
    try {
      const messages = await queue.receive(signal);
      pause = FIRST_PAUSE;
      await Promise.all(messages.map((message) => takeOne(message)));
    } catch (cause) {
      if (signal.aborted) return;
      if (pause === FIRST_PAUSE) trouble("the queue of alerts cannot be read: it is tried again and again", cause);
      await clock.after(pause, signal);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }

  async function takeOne(message: QueueMessage): Promise<void> {
    try {
      await take(message.body, message.id);
      await queue.remove(message);
    } catch (cause) {
      trouble("a message of the queue was left there: it comes again in two minutes", cause);
    }
  }
}
