import { setTimeout } from "node:timers/promises";
import { EnvHttpProxyAgent, setGlobalDispatcher } from "undici";
import { checkSettings } from "./check-settings.ts";
import { steadyNow, systemClock } from "./clock.ts";
import { TrailError } from "./errors.ts";
import { createSkewWatch } from "./monitor/skew.ts";
import { createLog, type Log } from "./log.ts";
import { refuseWithoutCutoff } from "./open-engine.ts";
import { openQueue, queueOf } from "./open-queue.ts";
import { openStore } from "./open-store.ts";
import { configWithState, engineOf, openTrailOnAthena, openTrailOver } from "./open-trail.ts";
import { readSlackSettings } from "./slack-settings.ts";
import { HOPELESS, KEPT_MS, runBot } from "./start-bot.ts";

/** How long everything may take to close at the end, in milliseconds. */
const CLOSING_MS = 1500;

/**
 * `./trail start`: the bot, until a signal. Resolves to the exit code: 0 after a signal, 78 where a token or a setting is
 * wrong or the app was removed, which no restart mends, 1 where the bot's token was changed while it ran.
 */
export async function start(
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<number> {
  const log = createLog("info");
  try {
    return await run(environment, signal);
  } catch (cause) {
    if (!(cause instanceof TrailError) || cause.code !== "configuration") throw cause;
    log.error(await everythingWrong(cause.message, environment));
    return HOPELESS;
  }
}

/** What stopped the start, and whatever else would stop the next one. */
async function everythingWrong(
  found: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const faults = (await checkSettings(environment)).faults.join("\n");
  const said = new Set(faults.split("\n"));
  const isSaid = found.split("\n").every((line) => said.has(line));
  return [...(isSaid ? [] : [found]), ...(faults === "" ? [] : [faults])].join("\n");
}

async function run(environment: Readonly<Record<string, string | undefined>>, signal: AbortSignal): Promise<number> {
  const settings = readSlackSettings(environment);
  const log = createLog(settings.logLevel);
  const config = await configWithState();
  const skew = createSkewWatch(systemClock, (message, facts) => log.warn(message, facts));
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  if (engineOf(config) === "athena") await refuseWithoutCutoff(config);
  const store = await openStore(config, {
    keptMs: KEPT_MS,
    line: config.audit.stdout ? writeLine : null,
    dated: skew.of("AWS"),
  });
  const opened =
    engineOf(config) === "athena"
      ? await openTrailOnAthena(config, { leaveRunning: true, log, dated: skew.of("AWS") })
      : await openTrailOver(config.data, config, { now: systemClock.now(), zone: timeZone, log });
  // Loading it stops all else for a quarter of a second: before the bot listens, and not within somebody's question.
  if (config.features.ec2) await import("./lookup/ec2/ec2.ts");
  const place = queueOf(config);
  const queue = place === null ? null : await openQueue(place);
  useProxy(environment);
  endOnFaults(log);
  endOnSecondSignal();
  const { receiving } = settings;
  try {
    const code = await runBot(
      {
        config,
        botToken: settings.botToken,
        apiUrl: settings.apiUrl,
        receiving: receiving.by === "socket" ? { ...receiving, connections: 2 } : receiving,
        trail: opened.trail,
        store: store.jobs,
        register: store.register,
        audit: store.audit,
        queue,
        clock: systemClock,
        steady: steadyNow,
        log,
        skew,
        state: config.state,
        signal,
      },
      () => undefined,
    );
    endSoon(code);
    return code;
  } finally {
    await opened.close();
    await store.close();
    queue?.close();
  }
}

/** Whatever still hangs, and however long it takes to close, is not waited for. */
function endSoon(code: number): void {
  void setTimeout(CLOSING_MS, undefined, { ref: false }).then(() => process.exit(code));
}

function writeLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** HTTPS_PROXY, HTTP_PROXY and NO_PROXY hold for the Web API and for sockets alike, which Node by itself leaves out. */
function useProxy(environment: Readonly<Record<string, string | undefined>>): void {
  const names = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];
  if (names.some((name) => (environment[name] ?? "") !== "")) setGlobalDispatcher(new EnvHttpProxyAgent());
}

/** Nothing goes on in an unknown state: the next process takes the open questions up. */
function endOnFaults(log: Log): void {
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.once(event, (cause: unknown) => {
      log.error("the process ends: something was thrown that nobody caught", { cause });
      process.exitCode = 1;
      void setTimeout(100).then(() => process.exit(1));
    });
  }
}

/** The first signal drains; a second one means now. */
function endOnSecondSignal(): void {
  let count = 0;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (++count > 1) process.exit(1);
    });
  }
}
