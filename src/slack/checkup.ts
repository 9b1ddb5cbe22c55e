import type { WebClient } from "@slack/web-api";
import { TrailError, reasonOf } from "../errors.ts";
import { ok, wrong, type Check } from "../engine/check.ts";
import { introduce } from "./introduce.ts";

/** What a check-up of Slack needs: a client with the bot's token, one with the app's (null over HTTP). */
export interface SlackCheckup {
  readonly bot: WebClient;
  readonly app: WebClient | null;
  /** Whether messages in channels are read: features.history, alerts.watch. */
  readonly readsMessages: boolean;
}

/** The token with its scopes, and whether a socket could be opened. */
export async function checkSlack({ bot, app, readsMessages }: SlackCheckup): Promise<readonly Check[]> {
  return [await checkToken(bot, readsMessages), ...(app === null ? [] : [await checkSocket(app)])];
}

async function checkToken(bot: WebClient, readsMessages: boolean): Promise<Check> {
  try {
    const { user, team } = await introduce(bot, readsMessages);
    return ok("Slack token", `is that of ${user} in ${team}, with the scopes it needs`);
  } catch (cause) {
    if (!(cause instanceof TrailError)) throw cause;
    return wrong("Slack token", cause.message);
  }
}

async function checkSocket(app: WebClient): Promise<Check> {
  try {
    await app.apps.connections.open();
    return ok("Slack socket", "could be opened");
  } catch (cause) {
    return wrong(
      "Slack socket",
      `cannot be opened (${reasonOf(cause)}): look at SLACK_APP_TOKEN (it needs connections:write), and at Socket Mode in the app's settings`,
    );
  }
}
