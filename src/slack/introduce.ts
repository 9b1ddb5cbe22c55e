import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import { z } from "zod";
import { TrailError, reasonOf } from "../errors.ts";
import type { Own } from "./listeners/own.ts";
import { HISTORY_SCOPES, SCOPES } from "./names.ts";

const Tested = z.object({
  team_id: z.string(),
  user_id: z.string(),
  bot_id: z.string(),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});
const Bot = z.object({ bot: z.object({ app_id: z.string() }) });

/**
 * Who the bot is. Throws TrailError("configuration") where its token is refused, is no bot's, or lacks a scope; every
 * scope that is missing is named. Without Slack's list of scopes they are not checked.
 */
export async function introduce(web: WebClient, readsMessages: boolean): Promise<Own> {
  const answer = await web.auth.test().catch((cause: unknown) => {
    throw new TrailError("configuration", sentenceFor(cause), { cause });
  });
  const tested = Tested.safeParse(answer);
  if (!tested.success)
    throw new TrailError("configuration", "SLACK_BOT_TOKEN belongs to no bot: use the one that begins with xoxb-.");
  const granted = tested.data.response_metadata?.scopes;
  const needed = [...Object.keys(SCOPES), ...(readsMessages ? HISTORY_SCOPES : [])];
  const missing = granted === undefined ? [] : needed.filter((scope) => !granted.includes(scope));
  if (missing.length > 0) {
    throw new TrailError(
      "configuration",
      `The Slack app lacks ${missing.length === 1 ? "a scope" : "scopes"}: ${missing.join(", ")}. Add them under “OAuth & Permissions” (or apply manifest.yml again), and install the app anew.`,
    );
  }
  const { team_id: team, user_id: user, bot_id: bot } = tested.data;
  const app = await web.bots.info({ bot }).then(
    (info) => Bot.safeParse(info).data?.bot.app_id ?? null,
    () => null,
  );
  return { team, user, bot, app };
}

function sentenceFor(cause: unknown): string {
  if (cause instanceof WebAPIPlatformError) {
    return `Slack refused SLACK_BOT_TOKEN (${cause.data.error}): copy the bot token again from “OAuth & Permissions”.`;
  }
  return `Slack could not be reached (${reasonOf(cause)}): look at the network, HTTPS_PROXY and SLACK_API_URL.`;
}
