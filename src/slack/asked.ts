import { z } from "zod";
import { StoredReady } from "./stored-ready.ts";

/** A question as it was put in Slack: all that is needed to answer it later, or in another process. */
export const Asked = z.object({
  surface: z.enum(["command", "mention", "direct", "button", "form", "shortcut", "home", "schedule", "alert"]),
  /** A person's id in Slack, or what stands for a kind of alert. */
  user: z.string(),
  team: z.string(),
  channel: z.string(),
  /** Root of the thread in which it was asked, or null. */
  thread: z.string().nullable(),
  /** As typed, with Slack's marks; empty where `ready` says it all. */
  text: z.string(),
  /** A secret was typed into it, and taken out: it is not read. */
  heldSecret: z.boolean().default(false),
  /** What a button or a form asks for. */
  ready: StoredReady.nullable(),
  /** The answer goes to the asker alone. */
  isPrivate: z.boolean(),
  /** The price is agreed to. */
  isConfirmed: z.boolean(),
  /** An earlier result must not be given again. */
  isFresh: z.boolean().default(false),
  /** What its answer is compared with, so that it says what is new: the last run of a schedule, or an earlier answer; null: nothing. */
  against: z
    .discriminatedUnion("is", [
      z.object({ is: z.literal("schedule"), number: z.int() }),
      z.object({ is: z.literal("answer"), job: z.string() }),
    ])
    .nullable()
    .default(null),
  /** Where the asker can be told something unseen by others, for half an hour. */
  responseUrl: z.string().nullable(),
  /** Milliseconds since 1970: what "now" means in the question. */
  at: z.number(),
});
export type Asked = z.infer<typeof Asked>;
/** A question as it comes in. */
export type NewAsked = z.input<typeof Asked>;
