import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { AuditLog } from "./access/audit/audit-log.ts";
import { catalogHash } from "./catalog/fingerprint.ts";
import type { Clock } from "./clock.ts";
import { hashOf, type Config } from "./config.ts";
import type { JobStore } from "./jobs/job-store.ts";
import { reapOrphans } from "./jobs/reaper.ts";
import type { Log } from "./log.ts";
import { watchAbsence, type Needed } from "./monitor/absence.ts";
import { watchLoop, type LoopWatch } from "./monitor/loop-watch.ts";
import { createMeters, type Meters } from "./monitor/meters.ts";
import { startMonitor } from "./monitor/monitor.ts";
import type { SkewWatch } from "./monitor/skew.ts";
import type { Figures } from "./slack/figures.ts";
import { forgetPins } from "./slack/timeline/pins.ts";
import type { LockedOut } from "./slack/locked-out.ts";
import { emptySpools } from "./slack/csv-spool.ts";
import type { Receiving } from "./slack/bot-parts.ts";
import { createSlackBot, type SlackBot } from "./slack/slack-bot.ts";
import type { Register } from "./register/register.ts";
import { forgetInquiries } from "./slack/was-you/inquiry.ts";
import { keepTaking } from "./queue/keep-taking.ts";
import type { Queue } from "./queue/queue.ts";
import type { Trail } from "./trail.ts";

/** Exit code of a start that no restart will mend: a token, a scope, a setting (EX_CONFIG of sysexits.h). */
export const HOPELESS = 78;
/** Exit code where the bot's token was changed while it ran: a new process reads the new one. */
const WORTH_A_RESTART = 1;
/** How long queries may take to stop once the app was removed, in milliseconds. */
const ABANDON_MS = 5000;
/** How long what is in hand may take to end after a signal, in milliseconds; supervisors kill after 20 to 30 s. */
const DRAIN_MS = 15_000;
/** Rows of a CSV in chat unless the configuration says otherwise. */
const CHAT_ROWS = 100_000;
/** How long questions are kept after their end: "mine", buttons and follow-ups look at them. */
export const KEPT_MS = 90 * 86_400_000;

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
  /** The machine's steady clock, see steadyNow. */
  readonly steady: () => number;
  readonly log: Log;
  /** How far the clock is from those of Slack and AWS. */
  readonly skew: SkewWatch;
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
  const { clock, log, signal } = parts;
  const lockedOut = new AbortController();
  const loop = watchLoop({ ...clock, now: parts.steady }, over);
  const meters = createMeters({ inHand: () => bot.inHand(), lag: () => loop.lag() });
  const bot = createBot(parts, { ...meters, dated: parts.skew.of("Slack") }, (why) => lockedOut.abort(why));
  const needed = [connectionOf(bot, parts), storeOf(parts)].map((each) => watchAbsence(each, clock, over));
  let isStarted = false;
  await openMonitor(parts, meters, over, () => [
    ...(isStarted ? [] : ["not connected to Slack yet"]),
    ...needed.flatMap((each) => each.faults()),
    ...blocked(loop),
    ...parts.skew.faults(),
  ]);
  await startOrStop(bot, signal);
  if (signal.aborted) return 0;
  isStarted = true;
  log.info("the bot is ready", { receiving: parts.receiving.by, ...parts.config.features });
  if (parts.receiving.by === "http") {
    log.warn("requests are taken in plain HTTP on all interfaces: let nothing reach the port but what ends TLS", {
      port: parts.receiving.port,
    });
  }
  if (!parts.config.features.history) {
    log.info("without features.history a message may be posted twice when Slack's answer is lost");
  }
  // A store that is away is waited for there, and not by whoever asks or ends the bot.
  void tidy(parts);
  void keepForgetting(parts, over);
  void keepReaping(parts, over);
  void keepRunningDue(bot, parts, over);
  void keepNotingHead(bot, parts, over);
  const alerts = takeAlerts(bot, parts, AbortSignal.any([signal, lockedOut.signal]));
  await ready(bot);
  await aborted(AbortSignal.any([signal, lockedOut.signal]));
  const why: unknown = lockedOut.signal.reason;
  log.info("the bot stops", { inHand: bot.inHand() });
  if (why === "removed") bot.abandon();
  const until = clock.now() + (why === undefined ? DRAIN_MS : why === "removed" ? ABANDON_MS : 0);
  await Promise.race([alerts, clock.after(until - clock.now(), over)]);
  await bot.stop(Math.max(0, until - clock.now()));
  log.info("the bot has stopped", { left: bot.inHand() });
  return why === undefined ? 0 : why === "token-changed" ? WORTH_A_RESTART : HOPELESS;
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
async function keepForgetting(parts: BotParts, over: AbortSignal): Promise<void> {
  const { clock, log } = parts;
  for (;;) {
    await clock.after(HOUR_MS, over);
    if (over.aborted) return;
    await forget(parts).catch((cause: unknown) => log.error("what is too old could not be removed", { cause }));
  }
}

/** What is left over is no reason not to start, and a store that is away is none to start again and again. */
async function tidy(parts: BotParts): Promise<void> {
  try {
    await forget(parts);
    await emptySpools(join(parts.state, "csv"), parts.store);
  } catch (cause) {
    parts.log.error("what is too old could not be removed", { cause });
  }
}

async function forget({ store, register, clock }: BotParts): Promise<void> {
  await store.forget(clock.now() - KEPT_MS, clock.now());
  await forgetPins(register, clock.now() - KEPT_MS);
  await forgetInquiries(register, clock.now() - KEPT_MS);
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

/** How often it is looked what is due, in milliseconds. */
const DUE_MS = 5000;

/** Begins what is due by schedule. */
async function keepRunningDue(bot: SlackBot, { clock, log }: BotParts, over: AbortSignal): Promise<void> {
  for (;;) {
    await clock.after(DUE_MS, over);
    if (over.aborted) return;
    await bot.runDue().catch((cause: unknown) => log.error("what is due could not be looked for", { cause }));
  }
}

/** Resolves when the bot listens, or when it was stopped because the signal came first. */
async function startOrStop(bot: SlackBot, signal: AbortSignal): Promise<void> {
  try {
    await Promise.race([bot.start(), aborted(signal)]);
  } catch (cause) {
    await bot.stop(0);
    throw cause;
  }
  if (signal.aborted) await bot.stop(0);
}

/** The bot is deaf and looks healthy when its loop was blocked this long, in seconds. */
const BLOCKED = 10;

function blocked(loop: LoopWatch): readonly string[] {
  const worst = loop.worst();
  return worst < BLOCKED ? [] : [`the event loop was blocked for ${Math.round(worst)} s within the last minute`];
}

/** Twice a second whether a socket is open; over HTTP there is none to look at. */
function connectionOf(bot: SlackBot, { receiving }: BotParts): Needed {
  const isThere = (): boolean => receiving.by === "http" || bot.sockets() > 0;
  return { isThere, every: 500, fault: "no connection to Slack for over two minutes" };
}

/** Four times a minute, by a look for what was never kept. */
function storeOf({ store, clock }: BotParts): Needed {
  const isThere = async (): Promise<boolean> => (await store.kept("health", clock.now())) === null;
  return { isThere, every: 15_000, fault: "the store has not answered for over two minutes" };
}

/** Opens the monitor until the bot is over: whoever watches it sees that it waits for Slack. */
async function openMonitor(
  { config, log }: BotParts,
  meters: Meters,
  over: AbortSignal,
  faults: () => readonly string[],
): Promise<void> {
  if (config.monitor === null) return;
  const monitor = await startMonitor({ port: config.monitor.port, faults, figures: () => meters.text() });
  over.addEventListener("abort", () => void monitor.close());
  log.info("the monitor is open", { port: monitor.port });
}

const LOCKED_OUT: Readonly<Record<LockedOut, string>> = {
  removed: "Slack says that this app was removed from the workspace: its questions and their queries are stopped",
  "token-changed": "Slack does not know SLACK_BOT_TOKEN any more: the process ends, so that the next one reads it anew",
  settings: "Slack refuses this app: its app token or Socket Mode must be mended",
};

function createBot(parts: BotParts, figures: Figures, lockedOut: (why: LockedOut) => void): SlackBot {
  const { config, log } = parts;
  const told = new Set<LockedOut>();
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
    hasEmail: config.features.email,
    alerts: config.alerts,
    figures,
    lockedOut(why, cause) {
      if (told.has(why)) return;
      told.add(why);
      log.error(LOCKED_OUT[why], { cause });
      lockedOut(why);
    },
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
