import { randomUUID } from "node:crypto";
import { systemClock } from "../../src/clock.ts";
import type { Statement } from "../../src/engine/engine.ts";
import { createMemoryLedger } from "../../src/jobs/ledger.ts";
import { runToEnd } from "../../src/jobs/run-to-end.ts";
import { atMost, type Measurement, type Place } from "../measurement.ts";
import { athenaAt } from "./engine.ts";
import { startStandIn } from "./stand-in.ts";

const WATCHED = 200;
const WATCHED_MS = 12_000;
const MOST_CALLS = 2;

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

/** How often Athena is asked for the state of 200 queries that all run. */
export async function measurePolling({ quick }: Pick<Place, "quick">): Promise<readonly Measurement[]> {
  const watchedMs = quick ? WATCHED_MS / 2 : WATCHED_MS;
  const standIn = await startStandIn({ runs: () => 3_600_000, rows: 0 });
  const engine = athenaAt(standIn.url);
  const stop = new AbortController();
  const watch = { clock: systemClock, random: Math.random, signal: stop.signal, onState: () => undefined };
  const watched = Array.from({ length: WATCHED }, () =>
    runToEnd(engine, STATEMENT, 0, createMemoryLedger(randomUUID), watch).catch(() => undefined),
  );
  while (standIn.times("StartQueryExecution").length < WATCHED) await systemClock.after(20);
  const from = Date.now();
  await systemClock.after(watchedMs);
  const calls = standIn.times("BatchGetQueryExecution").filter((at) => at >= from).length;
  stop.abort();
  await Promise.all(watched);
  await engine.close();
  await standIn.close();
  const seconds = watchedMs / 1000;
  const what = `calls a second while ${WATCHED} queries run`;
  return [atMost(what, calls / seconds, MOST_CALLS, (rate) => rate.toFixed(2), { text: `${calls} in ${seconds} s` })];
}
