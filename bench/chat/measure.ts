import { createMemoryRegister } from "../../src/register/memory-register.ts";
import { createMemoryAudit } from "../../src/access/audit/memory-audit.ts";
import { NOTHING_KNOWN } from "../../src/catalog/known.ts";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { steadyNow, systemClock } from "../../src/clock.ts";
import { openLogFolder } from "../../src/engine/duckdb/duckdb-engine.ts";
import { openSqliteStore } from "../../src/jobs/sqlite-store.ts";
import { createLog } from "../../src/log.ts";
import type { LocalSlack } from "../../src/playground/local-slack.ts";
import { startLocalSlack } from "../../src/playground/start-local-slack.ts";
import { createReader } from "../../src/question/reader.ts";
import { writeSample } from "../../src/sample/sample.ts";
import { createSlackBot, type SlackBot } from "../../src/slack/slack-bot.ts";
import { NO_FIGURES } from "../../test/fixtures/figures.ts";
import { grouped, inMilliseconds, median, type Measurement } from "../measurement.ts";
import { openEngine, shippedIntents } from "../parts.ts";
import { NO_ALERTS } from "../../src/slack/alerts/alert-settings.ts";

const AT_ONCE = 50;
const ROUNDS = 4;
const MOST_P99_MS = 500;
const MOST_MS = 2500;
const MOST_START_MS = 2000;

/**
 * How fast the bot is ready, and how fast it acknowledges 50 commands at once while it answers those before; bot and local
 * Slack share this process and its two cores.
 */
export async function measureChat(folder: string): Promise<readonly Measurement[]> {
  const logs = join(folder, "logs");
  await writeSample(logs, { today: new Date().toISOString().slice(0, 10), zone: "UTC" });
  const { engine } = await openEngine(await openLogFolder(logs), join(folder, "spool"));
  const slack = await startLocalSlack();
  const store = openSqliteStore(join(folder, "jobs.sqlite"));
  const catalog = await shippedIntents();
  const bot = createSlackBot({
    botToken: slack.botToken,
    apiUrl: slack.apiUrl,
    receiving: { by: "socket", appToken: slack.appToken, connections: 2 },
    trail: {
      catalog,
      reader: createReader(catalog.intents),
      engine,
      clock: systemClock,
      accountNames: {},
      known: NOTHING_KNOWN,
      confirmAbove: 1,
      notes: [],
    },
    store,
    register: createMemoryRegister(),
    clock: systemClock,
    steady: steadyNow,
    log: createLog("error"),
    owner: randomUUID(),
    newId: () => randomUUID(),
    spool: join(folder, "csv"),
    csvRows: 100_000,
    deadlineMs: 600_000,
    audit: createMemoryAudit(),

    auditChannel: null,
    hashes: { configuration: "test", catalogue: "test" },
    budget: { question: 5, day: { person: 5, channel: 10, all: 25 } },
    places: { person: 10, channel: 10, all: 10, waiting: 1000 },
    access: { rules: [{}], accountNames: {}, guests: "refuse" },
    alerts: NO_ALERTS,
    hasHistory: false,
    hasEmail: false,
    figures: NO_FIGURES,
    lockedOut: () => undefined,
  });
  const began = performance.now();
  await bot.start();
  const ready = performance.now() - began;
  try {
    return [startLine(ready), ...(await ackLines(slack, bot))];
  } finally {
    await bot.stop(0);
    await slack.close();
    await engine.close();
    await store.close();
  }
}

function startLine(ms: number): Measurement {
  return {
    what: "bot connected and ready",
    measured: inMilliseconds(ms),
    reference: "",
    ratio: null,
    bar: `≤ ${MOST_START_MS} ms`,
    holds: ms <= MOST_START_MS,
  };
}

async function ackLines(slack: LocalSlack, bot: SlackBot): Promise<readonly Measurement[]> {
  const began = performance.now();
  const acks: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const texts = Array.from(
      { length: AT_ONCE },
      (_, index) => `who-changed sg-${(round * AT_ONCE + index).toString(16).padStart(8, "0")} yesterday`,
    );
    const deliveries = await Promise.all(
      texts.map((text) => slack.command({ user: "U0ALICE", channel: "C0INC", command: "/trail", text })),
    );
    acks.push(...deliveries.map(({ acknowledged, milliseconds }) => (acknowledged ? milliseconds : Infinity)));
  }
  while (bot.inHand() > 0) await systemClock.after(20);
  const seconds = (performance.now() - began) / 1000;
  const sorted = acks.toSorted((a, b) => a - b);
  const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? Infinity;
  const worst = sorted.at(-1) ?? Infinity;
  const reference = `${inMilliseconds(median(acks))} median`;
  const answered = `${grouped(acks.length / seconds)} answers a second`;
  return [
    {
      what: `ack of ${AT_ONCE} commands at once, p99 of ${acks.length}`,
      measured: inMilliseconds(p99),
      reference,
      ratio: null,
      bar: `≤ ${MOST_P99_MS} ms`,
      holds: p99 <= MOST_P99_MS,
    },
    {
      what: `ack of ${AT_ONCE} commands at once, worst`,
      measured: inMilliseconds(worst),
      reference: answered,
      ratio: null,
      bar: `≤ ${MOST_MS} ms`,
      holds: worst <= MOST_MS,
    },
  ];
}
