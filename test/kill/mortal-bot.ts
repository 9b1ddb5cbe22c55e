import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { AuditLog } from "../../src/access/audit/audit-log.ts";
import { createDynamoDbAudit } from "../../src/access/audit/dynamodb-audit.ts";
import { createMemoryAudit } from "../../src/access/audit/memory-audit.ts";
import { NOTHING_KNOWN } from "../../src/catalog/known.ts";
import { steadyNow, systemClock, type Clock } from "../../src/clock.ts";
import { createDynamoDbStore } from "../../src/jobs/dynamodb-store.ts";
import type { JobStore } from "../../src/jobs/job-store.ts";
import { openSqliteStore } from "../../src/jobs/sqlite-store.ts";
import { createLog } from "../../src/log.ts";
import { createDynamoDbRegister } from "../../src/register/dynamodb-register.ts";
import { createMemoryRegister } from "../../src/register/memory-register.ts";
import type { Register } from "../../src/register/register.ts";
import { NO_ALERTS } from "../../src/slack/alerts/alert-settings.ts";
import { createSlackBot } from "../../src/slack/slack-bot.ts";
import { connectLocal } from "../fixtures/dynamodb/local-table.ts";
import { NO_FIGURES } from "../fixtures/figures.ts";
import { shippedIntents } from "../fixtures/intents.ts";
import { dyingEngine, dyingStore, type Death } from "./kill-points.ts";
import { engineAt } from "./outliving-engine.ts";

/** What a bot finds: a Slack, an engine that outlives it, and what bots before it wrote down. */
export const Stage = z.object({
  botToken: z.string(),
  apiUrl: z.string(),
  receiving: z.discriminatedUnion("by", [
    z.object({ by: z.literal("socket"), appToken: z.string(), connections: z.int() }),
    z.object({ by: z.literal("http"), signingSecret: z.string(), port: z.literal(0) }),
  ]),
  hasHistory: z.boolean(),
  engineUrl: z.string(),
  /** File of the jobs, or the table of all that several bots share. */
  store: z.union([z.string(), z.object({ url: z.string(), table: z.string() })]),
  /** Waits are over so many times sooner, and the steady clock goes so many times as fast. */
  hurry: z.number().default(1),
  spool: z.string(),
});
export type Stage = z.input<typeof Stage>;

interface Kept {
  readonly store: JobStore;
  readonly register: Register;
  readonly audit: AuditLog;
}

function keptIn(store: Stage["store"], clock: Clock): Kept {
  if (typeof store === "string")
    return { store: openSqliteStore(store), register: createMemoryRegister(), audit: createMemoryAudit() };
  const table = connectLocal(store.url, store.table, systemClock);
  return {
    store: createDynamoDbStore(table, { keptMs: 90 * 86_400_000 }),
    register: createDynamoDbRegister(table),
    audit: createDynamoDbAudit(table, { clock, random: Math.random }),
  };
}

/** A bot that is connected. */
export interface LiveBot {
  /** Where it takes requests over HTTP; 0: by socket. */
  readonly port: number;
  /** Puts it away; what it has in hand is left to the next one. */
  end(): Promise<void>;
}

/** Starts a bot whose process dies at the given point, if any, and whose clock runs so many milliseconds ahead. */
export async function startMortalBot(stage: Stage, point: Death | null, ahead: number): Promise<LiveBot> {
  const { hurry = 1 } = stage;
  const clock: Clock = {
    now: () => systemClock.now() + ahead,
    after: (ms, signal) => systemClock.after(ms / hurry, signal),
  };
  const { store, register, audit } = keptIn(stage.store, clock);
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
    steady: () => steadyNow() * hurry + ahead,
    log: createLog("warn"),
    owner: randomUUID(),
    newId: randomUUID,
    spool: stage.spool,
    csvRows: 1000,
    deadlineMs: 600_000,
    audit,
    register,
    auditChannel: null,
    hashes: { configuration: "test", catalogue: "test" },
    budget: { question: 5, day: { person: 5, channel: 10, all: 25 } },
    places: { person: 50, channel: 50, all: 50, waiting: 1000 },
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
