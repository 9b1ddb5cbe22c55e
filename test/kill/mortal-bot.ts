import { randomUUID } from "node:crypto";
import { z } from "zod";
import { createMemoryAudit } from "../../src/access/audit/memory-audit.ts";
import { NOTHING_KNOWN } from "../../src/catalog/known.ts";
import { steadyNow, systemClock, type Clock } from "../../src/clock.ts";
import { openSqliteStore } from "../../src/jobs/sqlite-store.ts";
import { createLog } from "../../src/log.ts";
import { createMemoryRegister } from "../../src/register/memory-register.ts";
import { NO_ALERTS } from "../../src/slack/alerts/alert-settings.ts";
import { createSlackBot } from "../../src/slack/slack-bot.ts";
import { NO_FIGURES } from "../fixtures/figures.ts";
import { shippedIntents } from "../fixtures/intents.ts";
import { dyingEngine, dyingStore, type Death } from "./kill-points.ts";
import { engineAt } from "./outliving-engine.ts";

/** What a bot finds: a Slack, an engine that outlives it, and what bots before it wrote down. */
export const Stage = z.object({
  botToken: z.string(),
  apiUrl: z.string(),
  receiving: z.discriminatedUnion("by", [
    z.object({ by: z.literal("socket"), appToken: z.string(), connections: z.literal(1) }),
    z.object({ by: z.literal("http"), signingSecret: z.string(), port: z.literal(0) }),
  ]),
  hasHistory: z.boolean(),
  engineUrl: z.string(),
  /** File of the jobs. */
  store: z.string(),
  spool: z.string(),
});
export type Stage = z.infer<typeof Stage>;

/** A bot that is connected. */
export interface LiveBot {
  /** Where it takes requests over HTTP; 0: by socket. */
  readonly port: number;
  /** Puts it away; what it has in hand is left to the next one. */
  end(): Promise<void>;
}

/** Starts a bot whose process dies at the given point, if any, and whose clock runs so many milliseconds ahead. */
export async function startMortalBot(stage: Stage, point: Death | null, ahead: number): Promise<LiveBot> {
  const clock: Clock = {
    now: () => systemClock.now() + ahead,
    after: (ms, signal) => systemClock.after(ms, signal),
  };
  const store = openSqliteStore(stage.store);
  const bot = createSlackBot({
    botToken: stage.botToken,
    apiUrl: stage.apiUrl,
    receiving: stage.receiving,
    trail: {
      ...(await shippedIntents()),
      engine: dyingEngine(engineAt(stage.engineUrl), point),
      clock,
      accountNames: {},
      known: NOTHING_KNOWN,
      confirmAbove: 1,
      notes: [],
    },
    store: dyingStore(store, point),
    clock,
    steady: () => steadyNow() + ahead,
    log: createLog("warn"),
    owner: randomUUID(),
    newId: randomUUID,
    spool: stage.spool,
    csvRows: 1000,
    deadlineMs: 600_000,
    audit: createMemoryAudit(),
    register: createMemoryRegister(),
    auditChannel: null,
    hashes: { configuration: "test", catalogue: "test" },
    budget: { question: 5, day: { person: 5, channel: 10, all: 25 } },
    places: { person: 3, channel: 5, all: 10, waiting: 5 },
    access: { rules: [{}], accountNames: {}, guests: "refuse" },
    alerts: NO_ALERTS,
    hasHistory: stage.hasHistory,
    hasEmail: false,
    figures: NO_FIGURES,
    lockedOut: () => undefined,
  });
  await bot.start();
  return {
    port: bot.port(),
    async end() {
      await bot.stop(0);
      await store.close();
    },
  };
}
