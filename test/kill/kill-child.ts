import { createMemoryRegister } from "../../src/register/memory-register.ts";
import { createMemoryAudit } from "../../src/access/audit/memory-audit.ts";
import { NOTHING_KNOWN } from "../../src/catalog/known.ts";
import { flushCompileCache } from "node:module";
import { randomUUID } from "node:crypto";
import { steadyNow, systemClock, type Clock } from "../../src/clock.ts";
import { openSqliteStore } from "../../src/jobs/sqlite-store.ts";
import { createLog } from "../../src/log.ts";
import { NO_FIGURES } from "../fixtures/figures.ts";
import { createSlackBot } from "../../src/slack/slack-bot.ts";
import { shippedIntents } from "../fixtures/intents.ts";
import { dyingEngine, dyingFetch, dyingStore, DEATHS } from "./kill-points.ts";
import { engineAt } from "./outliving-engine.ts";
import { NO_ALERTS } from "../../src/slack/alerts/alert-settings.ts";

/** The bot as a process of its own, which dies at the point that KILL_AT names. Its clock may run ahead, so that a hold is over. */
const env = (name: string): string => process.env[name] ?? "";
const point = DEATHS.find((one) => one === env("KILL_AT")) ?? null;
const ahead = Number(env("AHEAD_MS"));
const clock: Clock = {
  now: () => systemClock.now() + ahead,
  after: (ms, signal) => systemClock.after(ms, signal),
};
globalThis.fetch = dyingFetch(globalThis.fetch, point);

const bot = createSlackBot({
  botToken: env("BOT_TOKEN"),
  apiUrl: env("API_URL"),
  receiving:
    env("SIGNING_SECRET") === ""
      ? { by: "socket", appToken: env("APP_TOKEN"), connections: 1 }
      : { by: "http", signingSecret: env("SIGNING_SECRET"), port: 0 },
  trail: {
    ...(await shippedIntents()),
    engine: dyingEngine(engineAt(env("ENGINE_URL")), point),
    clock,
    accountNames: {},
    known: NOTHING_KNOWN,
    confirmAbove: 1,
    notes: [],
  },
  store: dyingStore(openSqliteStore(env("STORE")), point),
  register: createMemoryRegister(),
  clock,
  steady: () => steadyNow() + ahead,
  log: createLog("warn"),
  owner: randomUUID(),
  newId: randomUUID,
  spool: env("SPOOL"),
  csvRows: 1000,
  deadlineMs: 600_000,
  audit: createMemoryAudit(),

  auditChannel: null,
  hashes: { configuration: "test", catalogue: "test" },
  budget: { question: 5, day: { person: 5, channel: 10, all: 25 } },
  places: { person: 3, channel: 5, all: 10, waiting: 5 },
  access: { rules: [{}], accountNames: {}, guests: "refuse" },
  alerts: NO_ALERTS,
  hasHistory: env("HISTORY") === "1",
  hasEmail: false,
  figures: NO_FIGURES,
  lockedOut: () => process.exit(78),
});
await bot.start();
// It would be written at the end, to which this process does not come.
flushCompileCache();
process.send?.({ port: bot.port() });
