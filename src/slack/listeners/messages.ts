import type { App } from "@slack/bolt";
import type { Surface } from "../surface.ts";
import { MessageEvent } from "../requests.ts";
import { takePrivate } from "../private-words.ts";
import { doerOf, isForUs, NOT_OURS } from "./own.ts";
import { isFinal, orTell, reasonToAsker, tellSafely } from "./reason-to-asker.ts";

/** Mentions in channels and threads, and whatever is written to the bot itself. */
export function listenToMessages(app: App, surface: Surface): void {
  app.event("app_mention", async ({ event, body, context }) => {
    await take(event, fromOf(body, context, surface), "mention", surface);
  });
  app.event("message", async ({ event, body, context }) => {
    const parsed = MessageEvent.safeParse(event);
    if (parsed.success && parsed.data.channel_type === "im")
      await take(event, fromOf(body, context, surface), "direct", surface);
  });
}

/** What comes with an event: whose it is, and whether Slack has brought it before. */
interface From {
  readonly team: string;
  readonly app: string;
  readonly isRetry: boolean;
}

/** An organization's install may leave the workspace out; then it is that of the bot's token. */
function fromOf(
  body: { readonly team_id: string | null; readonly api_app_id: string },
  { retryNum = 0 }: { readonly retryNum?: number },
  { own }: Surface,
): From {
  return { team: body.team_id ?? own.team, app: body.api_app_id, isRetry: retryNum > 0 };
}

/** Resolves when the message is written down, or is none of ours. Where it throws, Slack brings it again. */
async function take(event: unknown, from: From, kind: "mention" | "direct", surface: Surface): Promise<void> {
  const parsed = MessageEvent.safeParse(event);
  if (!parsed.success) return surface.dropped("message of another shape");
  const { user, channel, ts, thread_ts: root } = parsed.data;
  const { team } = from;
  if (!isForUs(surface.own, team, from.app))
    return surface.turnedAway(doerOf(kind, { user: user ?? "", team, channel }), NOT_OURS);
  if (user === undefined || !isByPerson(parsed.data, surface)) return surface.dropped("message that no person wrote");
  const { text, isPrivate } = takePrivate(withoutCall(parsed.data.text, surface.own.user));
  const small = text === "" ? "help" : surface.small.find(text);
  const key = `message:${channel}:${ts}`;
  const ear = { user, channel, thread: root ?? (kind === "mention" ? ts : null), responseUrl: null };
  try {
    if (small !== null) {
      // A mention delivered twice would be answered twice.
      if (await surface.seen(key)) void orTell(ear, surface, () => surface.small.answer(small, { ...ear, team, text }));
      return;
    }
    const recurring = surface.schedules.find(text);
    if (recurring !== null) {
      if (await surface.seen(key))
        void orTell(ear, surface, () => surface.schedules.answer(recurring, { ...ear, team, isPrivate }));
      return;
    }
    const asked = {
      ...ear,
      surface: kind,
      team,
      text,
      ready: null,
      isPrivate,
      isConfirmed: false,
      isFresh: false,
      at: surface.clock.now(),
    };
    surface.intake.begin(await surface.intake.take({ key, asked }));
  } catch (cause) {
    if (!from.isRetry) void tellSafely(ear, reasonToAsker(cause, surface, COMES_AGAIN), surface);
    if (!isFinal(cause)) throw cause;
  }
}

/** Slack brings an event that was not acknowledged again at once, after one minute and after five. */
const COMES_AGAIN = "It is tried again within six minutes: ask again if no answer has come by then.";

/** Edits, joins and other bots are no questions; the bot's own messages least of all. */
function isByPerson({ subtype, bot_id: bot, user, edited }: MessageEvent, { own }: Surface): boolean {
  const kinds: readonly unknown[] = [undefined, "thread_broadcast", "file_share"];
  const isWritten = edited === undefined && kinds.includes(subtype);
  return isWritten && (bot === undefined || bot === null) && user !== own.user;
}

function withoutCall(text: string, user: string): string {
  return text.replaceAll(new RegExp(`<@${user}(?:\\|[^>]*)?>`, "g"), " ").trim();
}
