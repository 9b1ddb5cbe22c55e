import { z } from "zod";
import { HIDDEN_KINDS } from "../question/interpretation.ts";

const Window = z.object({ start: z.string().nullable(), end: z.string(), zone: z.string(), text: z.string() });
const Params = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** A question that is understood, as it is stored. */
export const StoredReady = z.object({
  status: z.literal("ready"),
  intent: z.string(),
  params: Params,
  window: Window,
  limit: z.number().nullable(),
  include: z.array(z.enum(HIDDEN_KINDS)),
  notes: z.array(z.string()),
});

/** A question as it was put in Slack: all that is needed to answer it later, or in another process. */
export const Asked = z.object({
  surface: z.enum(["command", "mention", "direct", "button", "form", "shortcut"]),
  user: z.string(),
  team: z.string(),
  channel: z.string(),
  /** Root of the thread in which it was asked, or null. */
  thread: z.string().nullable(),
  /** As typed, with Slack's marks; empty where `ready` says it all. */
  text: z.string(),
  /** What a button or a form asks for. */
  ready: StoredReady.nullable(),
  /** The answer goes to the asker alone. */
  isPrivate: z.boolean(),
  /** The price is agreed to. */
  isConfirmed: z.boolean(),
  /** Where the asker can be told something unseen by others, for half an hour. */
  responseUrl: z.string().nullable(),
  /** Milliseconds since 1970: what "now" means in the question. */
  at: z.number(),
});
export type Asked = z.infer<typeof Asked>;
