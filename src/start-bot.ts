import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import { TrailError } from "./errors.ts";
import type { JobStore } from "./jobs/job-store.ts";
import type { Log } from "./log.ts";
import { createSlackBot, type SlackBot, type Receiving } from "./slack/slack-bot.ts";
import type { Trail } from "./trail.ts";

/** Exit code of a start that no restart will mend: a token, a scope, a setting (EX_CONFIG of sysexits.h). */
export const HOPELESS = 78;
/** How long what is in hand may take to end after a signal, in milliseconds; supervisors kill after 20 to 30 s. */
const DRAIN_MS = 15_000;
/** Rows of a CSV in chat unless the configuration says otherwise. */
const CHAT_ROWS = 100_000;
/** How long questions are kept after their end: "mine", buttons and follow-ups look at them. */
const KEPT_MS = 90 * 86_400_000;

export interface BotParts {
  readonly config: Config;
  readonly botToken: string;
  readonly apiUrl: string;
  readonly receiving: Receiving;
  readonly trail: Trail;
  readonly store: JobStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Where the bot may write. */
  readonly state: string;
  readonly called?: (method: string, outcome: string) => void;
  /** Aborts when the process is to end. */
  readonly signal: AbortSignal;
}

/** Runs the bot until the signal; resolves to the exit code. `ready` is called once it listens. */
export async function runBot(parts: BotParts, ready: (bot: SlackBot) => Promise<void> | void): Promise<number> {
  const { clock, log, store, signal } = parts;
  const refused = new AbortController();
  const bot = createBot(parts, () => refused.abort());
  try {
    await bot.start();
  } catch (cause) {
    await bot.stop(0);
    if (!(cause instanceof TrailError)) throw cause;
    log.error("the bot cannot start", { reason: cause.message });
    throw cause;
  }
  log.info("the bot is ready", { receiving: parts.receiving.by, history: parts.config.features.history });
  if (!parts.config.features.history) {
    log.info("without features.history a message may be posted twice when Slack's answer is lost");
  }
  await store.forget(clock.now() - KEPT_MS, clock.now());
  await ready(bot);
  await aborted(AbortSignal.any([signal, refused.signal]));
  log.info("the bot stops", { inHand: bot.inHand() });
  await bot.stop(refused.signal.aborted ? 0 : DRAIN_MS);
  log.info("the bot has stopped", { left: bot.inHand() });
  return refused.signal.aborted ? HOPELESS : 0;
}

function createBot(parts: BotParts, refused: () => void): SlackBot {
  const { config, log } = parts;
  return createSlackBot({
    ...parts,
    owner: randomUUID(),
    newId: () => randomUUID(),
    spool: join(parts.state, "csv"),
    csvRows: config.limits.csvRows ?? CHAT_ROWS,
    deadlineMs: config.limits.deadlineMs,
    places: config.limits.running,
    access: { rules: config.access, accountNames: parts.trail.accountNames, guests: config.guests.read },
    hasHistory: config.features.history,
    called: parts.called ?? (() => undefined),
    refused(cause) {
      log.error("Slack refuses this app: its app token or Socket Mode must be mended", { cause });
      refused();
    },
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
