import type { Config } from "../config.ts";
import { unknown, wrong, type Check } from "../engine/check.ts";
import { TrailError } from "../errors.ts";
import { readSlackSettings } from "../slack-settings.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Tokens, scopes and socket, where the environment names them; and whether anybody may ask. */
export async function* slackChecks(config: Config, environment: Environment): AsyncGenerator<Check> {
  if (!environment["SLACK_BOT_TOKEN"]) {
    yield unknown("Slack", "SLACK_BOT_TOKEN is not set: ./trail start needs it (docs/deploying.md)");
    return;
  }
  try {
    const { botToken, receiving, apiUrl } = readSlackSettings(environment);
    const { checkSlack } = await import("../slack/checkup.ts");
    const { scopesOf } = await import("../slack/names.ts");
    const { createWeb } = await import("../slack/sending/web.ts");
    const { libraryLogger } = await import("../slack/library-logger.ts");
    const { createLog } = await import("../log.ts");
    const logger = libraryLogger(createLog("silent"));
    const app = receiving.by === "socket" ? createWeb({ token: receiving.appToken, apiUrl, logger }) : null;
    yield* await checkSlack({
      bot: createWeb({ token: botToken, apiUrl, logger }),
      app,
      scopes: scopesOf({ ...config.features, watch: config.alerts.watch.length > 0 }),
    });
  } catch (cause) {
    if (!(cause instanceof TrailError)) throw cause;
    yield wrong("Slack", cause.message);
  }
  if (config.access.length === 0) {
    yield wrong("access", "there is no rule under `access`: the bot answers nobody");
  }
}
