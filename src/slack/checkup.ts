import type { WebClient } from "@slack/web-api";
import { TrailError, reasonOf } from "../errors.ts";
import { ok, wrong, type Check } from "../engine/check.ts";
import { introduce } from "./introduce.ts";

/** What a check-up of Slack needs: a client with the bot's token, one with the app's (null over HTTP). */
export interface SlackCheckup {
  readonly bot: WebClient;
  readonly app: WebClient | null;
  /** Scopes that features which are on need. */
  readonly scopes: readonly string[];
}

/** The token with its scopes, and whether a socket could be opened. */
export async function checkSlack({ bot, app, scopes }: SlackCheckup): Promise<readonly Check[]> {
  return [await checkToken(bot, scopes), ...(app === null ? [] : [await checkSocket(app)])];
}

async function checkToken(bot: WebClient, scopes: readonly string[]): Promise<Check> {
  try {
    const { user, team } = await introduce(bot, scopes);
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
