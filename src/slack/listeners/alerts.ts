import type { App } from "@slack/bolt";
import { z } from "zod";
import { AlertMessage } from "../../alerts/message-text.ts";
import { MessageEvent, ShortcutRequest } from "../requests.ts";
import type { Surface } from "../surface.ts";
import { doerOf, isForUs, NOT_OURS } from "./own.ts";
import { acknowledge, orTell } from "./reason-to-asker.ts";

const OnMessage = ShortcutRequest.extend({
  channel: z.object({ id: z.string() }),
  message: AlertMessage.extend({ thread_ts: z.string().optional() }),
  response_url: z.string().optional(),
});

/** *Investigate this alert* on a message, and, where channels are watched, what bots post there. */
export function listenToAlerts(app: App, callbackId: string, isWatching: boolean, surface: Surface): void {
  app.shortcut({ type: "message_action", callback_id: callbackId }, async ({ body, ack }) => {
    await acknowledge(ack, surface);
    const parsed = OnMessage.safeParse(body);
    if (!parsed.success) return surface.dropped("shortcut of another shape");
    const { user, team, api_app_id: appId, channel, message, response_url: responseUrl, trigger_id: id } = parsed.data;
    const from = { user: user.id, team: team?.id ?? surface.own.team, channel: channel.id };
    if (!isForUs(surface.own, team?.id, appId)) return surface.turnedAway(doerOf("shortcut", from), NOT_OURS);
    if (!(await surface.seen(`shortcut:${id}`))) return;
    const thread = message.thread_ts ?? message.ts;
    const asker = { ...from, thread, responseUrl: responseUrl ?? null };
    await orTell(asker, surface, () => surface.investigator.asked({ message, channel: channel.id, thread }, asker));
  });
  if (isWatching) app.event("message", async ({ event, body }) => watch(event, body.team_id, body.api_app_id, surface));
}

/** A message that begins a thread or stands alone, and that a bot wrote; never one of our own. */
async function watch(event: unknown, team: string, appId: string, surface: Surface): Promise<void> {
  const parsed = MessageEvent.safeParse(event);
  const message = AlertMessage.safeParse(event);
  if (!parsed.success || !message.success || !isForUs(surface.own, team, appId)) return;
  const { bot_id: bot, user, subtype, channel, ts, thread_ts: root } = parsed.data;
  const isOwn = bot === surface.own.bot || user === surface.own.user;
  const isNew = subtype === undefined || subtype === "bot_message";
  if (bot === null || bot === undefined || isOwn || !isNew || (root !== undefined && root !== ts)) return;
  await surface.investigator.posted({ message: message.data, channel, thread: ts }, bot);
}
