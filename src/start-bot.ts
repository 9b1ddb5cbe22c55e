import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { AuditLog } from "./access/audit/audit-log.ts";
import { catalogHash } from "./catalog/fingerprint.ts";
import type { Clock } from "./clock.ts";
import { hashOf, type Config } from "./config.ts";
import type { JobStore } from "./jobs/job-store.ts";
import { reapOrphans } from "./jobs/reaper.ts";
import type { Log } from "./log.ts";
import { watchLoop, type LoopWatch } from "./monitor/loop-watch.ts";
import { createMeters, type Meters } from "./monitor/meters.ts";
import { startMonitor, type Monitor } from "./monitor/monitor.ts";
import type { Figures } from "./slack/figures.ts";
import { createSlackBot, type SlackBot, type Receiving } from "./slack/slack-bot.ts";
import type { Register } from "./register/register.ts";
import { keepTaking } from "./queue/keep-taking.ts";
import type { Queue } from "./queue/queue.ts";
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
  readonly register: Register;
  readonly audit: AuditLog;
  /** The queue of alerts, or null. */
  readonly queue: Queue | null;
  readonly clock: Clock;
  readonly log: Log;
  /** Where the bot may write. */
  readonly state: string;
  /** Aborts when the process is to end. */
  readonly signal: AbortSignal;
}

/** Runs the bot until the signal; resolves to the exit code. `ready` is called once it listens. */
export async function runBot(parts: BotParts, ready: (bot: SlackBot) => Promise<void> | void): Promise<number> {
  const over = new AbortController();
  try {
    return await run(parts, ready, over.signal);
  } finally {
    over.abort();
  }
}

/** `over` ends what only looks. */
async function run(
  parts: BotParts,
  ready: (bot: SlackBot) => Promise<void> | void,
  over: AbortSignal,
): Promise<number> {
  const { clock, log, store, signal } = parts;
  const refused = new AbortController();
  const loop = watchLoop(clock, over);
  const meters = createMeters({ inHand: () => bot.inHand(), lag: () => loop.lag() });
  const bot = createBot(parts, meters, () => refused.abort());
  await startOrStop(bot);
  log.info("the bot is ready", { receiving: parts.receiving.by, ...parts.config.features });
  if (parts.receiving.by === "http") {
    log.warn("requests are taken in plain HTTP on all interfaces: let nothing reach the port but what ends TLS", {
      port: parts.receiving.port,
    });
  }
  if (!parts.config.features.history) {
    log.info("without features.history a message may be posted twice when Slack's answer is lost");
  }
  await store.forget(clock.now() - KEPT_MS, clock.now());
  void keepForgetting(parts, over);
  void keepReaping(parts, over);
  void keepNotingHead(bot, parts, over);
  const connection = watchConnection(bot, parts, over);
  const monitor = await openMonitor(parts, meters, () => [...connection.faults(), ...blocked(loop)]);
  const alerts = takeAlerts(bot, parts, AbortSignal.any([signal, refused.signal]));
  await ready(bot);
  await aborted(AbortSignal.any([signal, refused.signal]));
  log.info("the bot stops", { inHand: bot.inHand() });
  const until = clock.now() + (refused.signal.aborted ? 0 : DRAIN_MS);
  await Promise.race([alerts, clock.after(until - clock.now(), over)]);
  await bot.stop(Math.max(0, until - clock.now()));
  await monitor?.close();
  log.info("the bot has stopped", { left: bot.inHand() });
  return refused.signal.aborted ? HOPELESS : 0;
}

/** Shows what comes from the queue, until the signal; what is in hand then is done first. */
async function takeAlerts(bot: SlackBot, { queue, clock, log }: BotParts, signal: AbortSignal): Promise<void> {
  if (queue === null) return;
  const trouble = (what: string, cause: unknown): void => log.error(what, { cause });
  const take = (body: string, id: string): Promise<void> => bot.takeAlert(body, id);
  await keepTaking({ queue, clock, take, trouble, signal });
}

const HOUR_MS = 3_600_000;

/** Removes what is too old, once an hour. */
async function keepForgetting({ store, clock, log }: BotParts, over: AbortSignal): Promise<void> {
  for (;;) {
    await clock.after(HOUR_MS, over);
    if (over.aborted) return;
    await store
      .forget(clock.now() - KEPT_MS, clock.now())
      .catch((cause: unknown) => log.error("what is too old could not be removed", { cause }));
  }
}

/** Notes the head of the audit where whoever can write the store cannot reach it, once an hour. */
async function keepNotingHead(bot: SlackBot, { clock, log }: BotParts, over: AbortSignal): Promise<void> {
  for (;;) {
    await clock.after(HOUR_MS, over);
    if (over.aborted) return;
    await bot.noteAuditHead().catch((cause: unknown) => log.error("the audit's head could not be noted", { cause }));
  }
}

const MINUTE_MS = 60_000;

/** Stops queries that nobody waits for any more, once a minute. */
async function keepReaping({ store, trail, clock, log }: BotParts, over: AbortSignal): Promise<void> {
  for (;;) {
    await clock.after(MINUTE_MS, over);
    if (over.aborted) return;
    try {
      const stopped = await reapOrphans(store, trail.engine, clock.now());
      if (stopped.length > 0)
        log.warn("queries ran on though their questions had ended, and were stopped", { stopped });
    } catch (cause) {
      log.error("queries without a question could not be looked for", { cause });
    }
  }
}

async function startOrStop(bot: SlackBot): Promise<void> {
  try {
    await bot.start();
  } catch (cause) {
    await bot.stop(0);
    throw cause;
  }
}

/** The bot is deaf and looks healthy when its loop was blocked this long, in seconds. */
const BLOCKED = 10;

function blocked(loop: LoopWatch): readonly string[] {
  const worst = loop.worst();
  return worst < BLOCKED ? [] : [`the event loop was blocked for ${Math.round(worst)} s within the last minute`];
}

/** A bot without a connection for this long, in milliseconds, is not ready. */
const DEAF_MS = 2 * 60_000;

/** Looks twice a second whether a socket is open. Over HTTP there is none to look at. */
function watchConnection(
  bot: SlackBot,
  { receiving, clock }: BotParts,
  signal: AbortSignal,
): { faults(): readonly string[] } {
  let lastOpen = clock.now();
  const look = async (): Promise<void> => {
    while (!signal.aborted) {
      if (receiving.by === "http" || bot.sockets() > 0) lastOpen = clock.now();
      await clock.after(500, signal);
    }
  };
  void look();
  return {
    faults: () => (clock.now() - lastOpen < DEAF_MS ? [] : ["no connection to Slack for over two minutes"]),
  };
}

async function openMonitor(
  { config, log }: BotParts,
  meters: Meters,
  faults: () => readonly string[],
): Promise<Monitor | null> {
  if (config.monitor === null) return null;
  const monitor = await startMonitor({ port: config.monitor.port, faults, figures: () => meters.text() });
  log.info("the monitor is open", { port: monitor.port });
  return monitor;
}

function createBot(parts: BotParts, figures: Figures, refused: () => void): SlackBot {
  const { config, log } = parts;
  return createSlackBot({
    ...parts,
    owner: randomUUID(),
    newId: () => randomUUID(),
    spool: join(parts.state, "csv"),
    csvRows: config.limits.csvRows ?? CHAT_ROWS,
    deadlineMs: config.limits.deadlineMs,
    places: config.limits.running,
    budget: { question: config.limits.question, day: config.limits.day },
    auditChannel: config.audit.channel,
    hashes: { configuration: hashOf(config), catalogue: catalogHash(parts.trail.catalog) },
    access: { rules: config.access, accountNames: parts.trail.accountNames, guests: config.guests.read },
    hasHistory: config.features.history,
    alerts: config.alerts,
    figures,
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
