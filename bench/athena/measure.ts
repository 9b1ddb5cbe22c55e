import { createMemoryRegister } from "../../src/register/memory-register.ts";
import { createMemoryAudit } from "../../src/access/audit/memory-audit.ts";
import { NOTHING_KNOWN } from "../../src/catalog/known.ts";
import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { steadyNow, systemClock } from "../../src/clock.ts";
import type { Statement } from "../../src/engine/engine.ts";
import { createMemoryLedger } from "../../src/jobs/ledger.ts";
import { createMemoryStore } from "../../src/jobs/memory-store.ts";
import { runToEnd } from "../../src/jobs/run-to-end.ts";
import { createLog } from "../../src/log.ts";
import { startLocalSlack } from "../../src/playground/start-local-slack.ts";
import { createReader } from "../../src/question/reader.ts";
import { createSlackBot } from "../../src/slack/slack-bot.ts";
import { NO_FIGURES } from "../../test/fixtures/figures.ts";
import { grouped, inMegabytes, inMilliseconds, median, type Measurement } from "../measurement.ts";
import { shippedIntents } from "../parts.ts";
import { startChild } from "../process/child.ts";
import { memoryOf } from "../scan/measure.ts";
import { athenaAt } from "./engine.ts";
import { startStandIn } from "./stand-in.ts";
import { NO_ALERTS } from "../../src/slack/alerts/alert-settings.ts";

const WATCHED = 200;
const WATCHED_MS = 12_000;
const MOST_CALLS = 2;
const RUNNING = 50;
const MOST_LATENESS_MS = 500;
const ROWS = 1_000_000;
/** Rows of each of ten large results, and the memory of a small container that must do for all of them together. */
const ROWS_EACH = 200_000;
const CONTAINER = 512 * 1024 * 1024;

/** What Trail adds to Athena: how often it looks, how late it sees, and what the largest result takes. */
export async function measureAthena(folder: string): Promise<readonly Measurement[]> {
  await mkdir(folder, { recursive: true });
  return [await polling(), await lateness(folder), await largeResult(folder), await tenResults(folder)];
}

const STATEMENT: Statement = {
  intent: "bench",
  sql: "SELECT eventid FROM cloudtrail",
  values: [],
  window: { start: "2026-11-19T00:00:00Z", end: "2026-11-20T00:00:00Z" },
  before: null,
  accounts: [],
  regions: [],
  global: false,
  withoutServices: false,
  needs: [],
  fresh: true,
};

async function polling(): Promise<Measurement> {
  const standIn = await startStandIn({ runs: () => 3_600_000, rows: 0 });
  const engine = athenaAt(standIn.url);
  const stop = new AbortController();
  const watch = { clock: systemClock, random: Math.random, signal: stop.signal, onState: () => undefined };
  const watched = Array.from({ length: WATCHED }, () =>
    runToEnd(engine, STATEMENT, 0, createMemoryLedger(randomUUID), watch).catch(() => undefined),
  );
  while (standIn.times("StartQueryExecution").length < WATCHED) await systemClock.after(20);
  const from = Date.now();
  await systemClock.after(WATCHED_MS);
  const calls = standIn.times("BatchGetQueryExecution").filter((at) => at >= from).length;
  stop.abort();
  await Promise.all(watched);
  await engine.close();
  await standIn.close();
  const rate = calls / (WATCHED_MS / 1000);
  return {
    what: `calls a second while ${WATCHED} queries run`,
    measured: rate.toFixed(2),
    reference: `${calls} in ${WATCHED_MS / 1000} s`,
    ratio: null,
    bar: `≤ ${MOST_CALLS}`,
    holds: rate <= MOST_CALLS,
  };
}

/** From the moment a query has succeeded to its headline in Slack, with many running at once through the real bot. */
async function lateness(folder: string): Promise<Measurement> {
  const standIn = await startStandIn({ runs: (nth) => 3000 + nth * 137, rows: 5 });
  const engine = athenaAt(standIn.url);
  const slack = await startLocalSlack();
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
    store: createMemoryStore(),
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
    places: { person: RUNNING, channel: RUNNING, all: RUNNING, waiting: 1000 },
    access: { rules: [{}], accountNames: {}, guests: "refuse" },
    alerts: NO_ALERTS,
    hasHistory: false,
    hasEmail: false,
    figures: NO_FIGURES,
    lockedOut: () => undefined,
  });
  await bot.start();
  const ids = Array.from({ length: RUNNING }, (_, index) => `sg-${(index + 1).toString(16).padStart(8, "0")}`);
  await Promise.all(
    ids.map((id) =>
      slack.command({ user: "U0ALICE", channel: "C0INC", command: "/trail", text: `who-changed ${id} yesterday` }),
    ),
  );
  while (bot.inHand() > 0) await systemClock.after(20);
  const headlines = slack.calls().filter(({ method }) => method === "chat.update");
  const late = ids.flatMap((id) => {
    const said = headlines.find(({ arguments: args }) => new RegExp(`changes? to ${id} `).test(String(args["text"])));
    const succeeded = standIn.succeeded.get(id);
    return said === undefined || succeeded === undefined ? [] : [said.at - succeeded];
  });
  await bot.stop(0);
  await slack.close();
  await engine.close();
  await standIn.close();
  const middle = median(late);
  return {
    what: `“succeeded” to headline, ${late.length} of ${RUNNING} running at once`,
    measured: inMilliseconds(middle),
    reference: `${inMilliseconds(Math.max(...late))} worst`,
    ratio: null,
    bar: `≤ ${MOST_LATENESS_MS} ms median`,
    holds: late.length === RUNNING && middle <= MOST_LATENESS_MS,
  };
}

async function largeResult(folder: string): Promise<Measurement> {
  const standIn = await startStandIn({ runs: () => 0, rows: ROWS });
  const child = await startChild(new URL("./result-process.ts", import.meta.url), [standIn.url, folder]);
  const figures = await child.run("answer");
  await child.close();
  await standIn.close();
  const { rows = 0, bytes = 0, ms = 0, uploadMs = 0 } = figures;
  const line = memoryOf(`${grouped(rows)} rows from Athena to CSV and upload`, figures);
  const time = `${inMegabytes(bytes)} in ${(ms / 1000).toFixed(1)} s, upload ${(uploadMs / 1000).toFixed(1)} s`;
  return { ...line, reference: `${line.reference}; ${time}`, holds: line.holds && rows === ROWS };
}

async function tenResults(folder: string): Promise<Measurement> {
  const standIn = await startStandIn({ runs: () => 0, rows: ROWS_EACH });
  const child = await startChild(new URL("./result-process.ts", import.meta.url), [standIn.url, folder]);
  const { rows = 0, peak = 0, idle = 0, ms = 0 } = await child.run("tenAtOnce");
  await child.close();
  await standIn.close();
  return {
    what: `memory in all, ten results of ${grouped(rows / 10)} rows from Athena at once`,
    measured: inMegabytes(peak),
    reference: `${inMegabytes(idle)} idle; ${(ms / 1000).toFixed(1)} s`,
    ratio: null,
    bar: `≤ ${inMegabytes(CONTAINER)}`,
    holds: peak <= CONTAINER && rows === 10 * ROWS_EACH,
  };
}
