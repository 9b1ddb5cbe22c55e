import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import { TrailError, reasonOf } from "../errors.ts";
import type { Own } from "./listeners/own.ts";
import { SCOPES } from "./names.ts";

const Tested = z.object({
  team_id: z.string(),
  user_id: z.string(),
  bot_id: z.string(),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});
const Bot = z.object({ bot: z.object({ app_id: z.string() }) });

/** Answers of auth.test that tell of Slack, not of the token: another time it answers. https://docs.slack.dev/reference/methods/auth.test */
const PASSING = new Set([
  "fatal_error",
  "internal_error",
  "org_login_required",
  "ratelimited",
  "request_timeout",
  "service_unavailable",
  "team_added_to_org",
]);

/**
 * Who the bot is. Throws TrailError("configuration") where its token is refused, is no bot's, or lacks a scope; every
 * scope that is missing is named, `optional` ones (those of features that are on) as well. Without Slack's list of scopes they
 * are not checked. Throws TrailError("engine-away") where Slack cannot be reached, or cannot tell.
 */
export async function introduce(web: WebClient, optional: readonly string[]): Promise<Own> {
  const answer = await web.auth.test().catch((cause: unknown) => {
    throw isRefused(cause)
      ? new TrailError(
          "configuration",
          `Slack refused SLACK_BOT_TOKEN (${cause.data.error}): copy the bot token again from “OAuth & Permissions”.`,
          { cause },
        )
      : new TrailError(
          "engine-away",
          `Slack could not be reached (${reasonOf(cause)}): look at the network, HTTPS_PROXY and SLACK_API_URL.`,
          { cause },
        );
  });
  const tested = Tested.safeParse(answer);
  if (!tested.success)
    throw new TrailError("configuration", "SLACK_BOT_TOKEN belongs to no bot: use the one that begins with xoxb-.");
  const granted = tested.data.response_metadata?.scopes;
  const needed = [...Object.keys(SCOPES), ...optional];
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

function isRefused(cause: unknown): cause is WebAPIPlatformError {
  return cause instanceof WebAPIPlatformError && !PASSING.has(cause.data.error);
}

/** Pauses before Slack is asked again, in milliseconds. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60_000;

export interface Waiting {
  readonly clock: Clock;
  /** Ends the wait. */
  readonly signal: AbortSignal;
  /** Told each time that Slack cannot be reached, and in how many milliseconds it is asked again. */
  readonly away: (cause: TrailError, ms: number) => void;
}

/**
 * As {@link introduce}, and waits for as long as Slack cannot be reached: an outage of Slack's is no reason to give up.
 * Throws what was thrown last when the signal aborts.
 */
export async function introduceWhenThere(
  web: WebClient,
  optional: readonly string[],
  { clock, signal, away }: Waiting,
): Promise<Own> {
  for (let failures = 0; ; failures++) {
    try {
      return await introduce(web, optional);
    } catch (cause) {
      if (!(cause instanceof TrailError) || cause.code !== "engine-away" || signal.aborted) throw cause;
      const pause =
        cause.cause instanceof WebAPIRateLimitedError
          ? cause.cause.retryAfter * 1000
          : Math.min(FIRST_PAUSE * 2 ** Math.min(failures, 10), LONGEST_PAUSE);
      away(cause, pause);
      await clock.after(pause, signal);
      if (signal.aborted) throw cause;
    }
  }
}
