import { z } from "zod";

/** What of Slack's payloads is read here; everything else may change without notice. */

const Id = z.string().regex(/^[A-Z][A-Z0-9]{1,20}$/);
const Ts = z.string().regex(/^\d{1,12}\.\d{1,9}$/);

export const CommandRequest = z.object({
  team_id: z.string().nullish(),
  api_app_id: z.string().nullish(),
  user_id: Id,
  channel_id: Id,
  text: z.string().default(""),
  trigger_id: z.string(),
  response_url: z.string(),
});
export type CommandRequest = z.infer<typeof CommandRequest>;

/** A message or a mention; `subtype`, `edited` or `bot_id` tell that no person has just written it. */
export const MessageEvent = z.object({
  type: z.string(),
  subtype: z.string().optional(),
  /** Who changed it, and when; left out of a message as it was first written. */
  edited: z.unknown().optional(),
  bot_id: z.string().nullish(),
  user: Id.optional(),
  team: z.string().optional(),
  channel: Id,
  channel_type: z.string().optional(),
  text: z.string().default(""),
  ts: Ts,
  thread_ts: Ts.optional(),
});
export type MessageEvent = z.infer<typeof MessageEvent>;

/** A press on a button, or a choice from a menu, of a message. */
export const PressRequest = z.object({
  team: z.object({ id: z.string() }).nullish(),
  api_app_id: z.string().nullish(),
  user: z.object({ id: Id }),
  channel: z.object({ id: Id }),
  message: z.object({ ts: Ts, thread_ts: Ts.optional() }).optional(),
  container: z.object({ is_ephemeral: z.boolean().optional(), thread_ts: Ts.optional() }).optional(),
  response_url: z.string().optional(),
  trigger_id: z.string(),
  actions: z
    .array(
      z.object({
        action_ts: z.string(),
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});
export type PressRequest = z.infer<typeof PressRequest>;

/** A shortcut, on a message or from anywhere. */
export const ShortcutRequest = z.object({
  team: z.object({ id: z.string() }).nullish(),
  api_app_id: z.string().nullish(),
  user: z.object({ id: Id }),
  trigger_id: z.string(),
  channel: z.object({ id: Id }).optional(),
  message: z.object({ ts: Ts, thread_ts: Ts.optional(), text: z.string().default("") }).optional(),
});
export type ShortcutRequest = z.infer<typeof ShortcutRequest>;
