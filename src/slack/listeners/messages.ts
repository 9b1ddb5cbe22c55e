import type { App } from "@slack/bolt";
import type { Surface } from "../surface.ts";
import { MessageEvent } from "../requests.ts";
import { takePrivate } from "../private-words.ts";
import { doerOf, isForUs, NOT_OURS } from "./own.ts";

/** Mentions in channels and threads, and whatever is written to the bot itself. */
export function listenToMessages(app: App, surface: Surface): void {
  app.event("app_mention", async ({ event, body }) => {
    await take(event, body.team_id, body.api_app_id, "mention", surface);
  });
  app.event("message", async ({ event, body }) => {
    const parsed = MessageEvent.safeParse(event);
    if (parsed.success && parsed.data.channel_type === "im")
      await take(event, body.team_id, body.api_app_id, "direct", surface);
  });
}

async function take(
  event: unknown,
  team: string,
  appId: string,
  kind: "mention" | "direct",
  surface: Surface,
): Promise<void> {
  const parsed = MessageEvent.safeParse(event);
  if (!parsed.success) return surface.dropped("message of another shape");
  const { user, channel, ts, thread_ts: root } = parsed.data;
  if (!isForUs(surface.own, team, appId))
    return surface.turnedAway(doerOf(kind, { user: user ?? "", team, channel }), NOT_OURS);
  if (user === undefined || !isByPerson(parsed.data, surface)) return surface.dropped("message that no person wrote");
  const { text, isPrivate } = takePrivate(withoutCall(parsed.data.text, surface.own.user));
  const small = text === "" ? "help" : surface.small.find(text);
  const thread = root ?? (kind === "mention" ? ts : null);
  if (small !== null) {
    // A mention delivered twice would be answered twice.
    if (!(await surface.seen(`message:${channel}:${ts}`))) return;
    return surface.small.answer(small, { user, team, channel, thread, text, responseUrl: null });
  }
  const taken = await surface.intake.take({
    key: `message:${channel}:${ts}`,
    asked: {
      surface: kind,
      user,
      team,
      channel,
      thread,
      text,
      ready: null,
      isPrivate,
      isConfirmed: false,
      isFresh: false,
      responseUrl: null,
      at: surface.clock.now(),
    },
  });
  surface.intake.begin(taken);
}

/** Edits, joins and other bots are no questions; the bot's own messages least of all. */
function isByPerson({ subtype, bot_id: bot, user }: MessageEvent, { own }: Surface): boolean {
  const isWritten = subtype === undefined || subtype === "thread_broadcast" || subtype === "file_share";
  return isWritten && (bot === undefined || bot === null) && user !== own.user;
}

function withoutCall(text: string, user: string): string {
  return text.replaceAll(new RegExp(`<@${user}(?:\\|[^>]*)?>`, "g"), " ").trim();
}
