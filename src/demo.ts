import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { createMemoryAudit } from "./access/audit/memory-audit.ts";
import { steadyNow, systemClock } from "./clock.ts";
import { EXAMPLES, playOpening } from "./demo/opening.ts";
import { createSlowEngine } from "./demo/slow-engine.ts";
import { TrailError } from "./errors.ts";
import { createMemoryStore } from "./jobs/memory-store.ts";
import { createLog } from "./log.ts";
import { createSkewWatch } from "./monitor/skew.ts";
import { configWithState, openTrailOver } from "./open-trail.ts";
import { pageRoutes } from "./playground/page/page-routes.ts";
import { startLocalSlack } from "./playground/start-local-slack.ts";
import { createMemoryRegister } from "./register/memory-register.ts";
import { runBot } from "./start-bot.ts";
import type { Arguments } from "./terminal/arguments.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** Where the page is, unless that port is taken or another is named. */
const PORT = 4000;

/**
 * `./trail demo [--data DIR] [--port N]`: the very bot of `start` against a local Slack, and its page. Nothing leaves this
 * machine. Resolves to the exit code when a signal has ended it.
 */
export async function demo(args: Arguments, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const port = readPort(args);
  const config = { ...(await configWithState()), features: { history: false, email: true, ec2: false } };
  const alerts = { ...config.alerts, queue: null, channel: "C0INC", watch: [], run: {} };
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const data = args.text("data") ?? config.data;
  const log = createLog("warn");
  const opened = await openTrailOver(data, config, { now: systemClock.now(), zone: timeZone, log });
  const { engine, slow } = createSlowEngine(opened.trail.engine, systemClock);
  const slack = await startLocalSlack({
    port,
    routes: (local) => pageRoutes(local, { examples: EXAMPLES, slow }),
  }).catch(async (cause: unknown) => {
    await opened.close();
    throw new TrailError("configuration", `The port ${port} is taken: name another with --port.`, { cause });
  });
  const store = createMemoryStore();
  try {
    return await runBot(
      {
        config: { ...config, access: [{}, { channels: ["dm"] }], alerts },
        botToken: slack.botToken,
        apiUrl: slack.apiUrl,
        receiving: { by: "socket", appToken: slack.appToken, connections: 2 },
        trail: { ...opened.trail, engine },
        store,
        register: createMemoryRegister(),
        audit: createMemoryAudit(),
        queue: null,
        clock: systemClock,
        steady: steadyNow,
        log,
        skew: createSkewWatch(systemClock, (message, facts) => log.warn(message, facts)),
        state: join(config.state, "demo", randomUUID()),
        signal,
      },
      async (bot) => {
        await playOpening(slack, (text, id) => bot.takeAlert(text, id), new Date(systemClock.now()));
        await terminal.err(`Trail's demo is at ${slack.origin}/ : open it in a browser. Ctrl-C ends it.\n`);
      },
    );
  } finally {
    await slack.close();
    await opened.close();
  }
}

function readPort(args: Arguments): number {
  const typed = args.text("port") ?? String(PORT);
  const port = Number(typed);
  if (!/^\d{1,5}$/.test(typed) || port > 65_535) {
    throw new TrailError("configuration", `--port ${typed} is no port: write a whole number from 0 (any) to 65535.`);
  }
  return port;
}
