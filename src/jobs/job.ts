import { z } from "zod";

/** A query of a job in an engine: started once under its token. */
export const Execution = z.object({
  /** Which step of the intent it is, from 0. */
  step: z.int(),
  /** Made before the start and stored first, so that a start which is repeated after a crash finds the same execution. */
  token: z.string(),
  /** The engine's id; null until the engine has given one. */
  id: z.string().nullable(),
  /** Whether it died with its process, and another one stands for it. */
  isLost: z.boolean(),
});
export type Execution = z.infer<typeof Execution>;

/** Something that goes to the asker once. */
export const Delivery = z.object({
  /** What it is: status, headline, answer, file. */
  what: z.string(),
  /** `sending` is written before the attempt: after a crash nobody knows whether it arrived. */
  state: z.enum(["sending", "sent", "given-up"]),
  /** What the surface knows it by, such as a message's ts; null where it has no name or none is known yet. */
  mark: z.string().nullable(),
  /** How often it was attempted. */
  tries: z.int(),
});
export type Delivery = z.infer<typeof Delivery>;

/** What a job has cost: what was reserved for it while it runs, what its executions took once it has ended. */
export const Spent = z.object({
  /** Compressed bytes. */
  bytes: z.number(),
  dollars: z.number(),
});
export type Spent = z.infer<typeof Spent>;

export const NOTHING_SPENT: Spent = { bytes: 0, dollars: 0 };

/** How a job ended; null while it is open. `pointed`: its asker was told where the same question is answered. */
export const Ending = z.enum(["answered", "pointed", "asked", "refused", "failed", "cancelled", "given-up"]);
export type Ending = z.infer<typeof Ending>;

/**
 * A question with a life of its own, from its acceptance to its one answer. `question`, `meaning`, `lookedUp` and `answer`
 * are JSON that belongs to the surface and the use case; a job carries them and does not look inside.
 */
export const Job = z.object({
  id: z.string(),
  /** Two deliveries of the same thing have the same key and make one job. */
  key: z.string(),
  asker: z.string(),
  /** Where the answer goes: a channel, and the root of a thread once there is one. */
  channel: z.string(),
  thread: z.string().nullable(),
  question: z.unknown(),
  /** What the words were understood as; null until they were read. */
  meaning: z.unknown(),
  /** What was looked up besides the logs before the first execution; null: nothing. */
  lookedUp: z.unknown().default(null),
  /** What is kept of the answer for later presses; null until there is one. */
  answer: z.unknown(),
  executions: z.array(Execution),
  spent: Spent,
  deliveries: z.array(Delivery),
  /** Milliseconds since 1970. */
  acceptedAt: z.number(),
  endedAt: z.number().nullable(),
  ending: Ending.nullable(),
  /** Who asked for it to be stopped; null: nobody. */
  cancelledBy: z.string().nullable(),
  /** How often it was taken up. */
  attempts: z.int(),
  /** Rises each time somebody takes the job up: an older holder can no longer write. */
  fence: z.int(),
});
export type Job = z.infer<typeof Job>;

/** What a job begins with. */
export type NewJob = Pick<Job, "id" | "key" | "asker" | "channel" | "thread" | "question" | "acceptedAt">;

/** What may change in a job while it is held. */
export type JobParts = Partial<
  Pick<Job, "thread" | "meaning" | "lookedUp" | "answer" | "executions" | "spent" | "deliveries" | "endedAt" | "ending">
>;
