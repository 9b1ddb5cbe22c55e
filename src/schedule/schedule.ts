import { z } from "zod";
import { Cadence } from "./cadence.ts";

/** A question that is asked again and again, as its owner, where it was made. Times are milliseconds since 1970. */
export const Schedule = z.object({
  /** What people call it by; never used again after it was removed. */
  number: z.int(),
  /** Who made it: with whose rights it is asked, and in whose zone. */
  owner: z.string(),
  team: z.string(),
  channel: z.string(),
  /** The answer goes to the owner alone. */
  isPrivate: z.boolean(),
  /** Nothing is posted where nothing is new. */
  isQuiet: z.boolean(),
  /** The question as typed, or `digest` and a time. */
  text: z.string(),
  cadence: Cadence,
  /** The owner's zone when `next` was counted. */
  zone: z.string(),
  /** When it is due; kept also while it is paused. */
  next: z.number(),
  /** Why nothing is asked just now, as a sentence; null: it is active. */
  paused: z.string().nullable(),
  /** The last run that was begun, and what came of it in a few words; null where it is not known yet. */
  last: z.object({ job: z.string(), at: z.number(), outcome: z.string().nullable() }).nullable(),
  /** Whether that one gave no answer: only the first of several in a row is told. */
  isFailing: z.boolean(),
});
export type Schedule = z.infer<typeof Schedule>;

/** What a schedule begins with. */
export type NewSchedule = Omit<Schedule, "number" | "last" | "isFailing">;
