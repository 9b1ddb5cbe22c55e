import { createMemoryRegister } from "../src/register/memory-register.ts";
import { setImmediate, setTimeout } from "node:timers/promises";
import { z } from "zod";
import { describe, expect, it, onTestFinished } from "vitest";
import { createMemoryAudit } from "../src/access/audit/memory-audit.ts";
import { NOTHING_KNOWN } from "../src/catalog/known.ts";
import type { Clock } from "../src/clock.ts";
import { readConfig } from "../src/config.ts";
import type { Result } from "../src/engine/engine.ts";
import type { JobStore } from "../src/jobs/job-store.ts";
import { createMemoryStore } from "../src/jobs/memory-store.ts";
import { createLog } from "../src/log.ts";
import { createSkewWatch } from "../src/monitor/skew.ts";
import type { LocalSlack } from "../src/playground/local-slack.ts";
import { startLocalSlack } from "../src/playground/start-local-slack.ts";
import type { SlackBot } from "../src/slack/slack-bot.ts";
import { runBot } from "../src/start-bot.ts";
import { NOW } from "./fixtures/bot.ts";
import { steppedClock, type SteppedClock } from "./fixtures/clock.ts";
import { ALICE } from "./fixtures/conversation.ts";
import { shippedIntents } from "./fixtures/intents.ts";
import { temporaryFolder } from "./fixtures/logs.ts";
import { createMemoryEngine, type MemoryEngine, type Script } from "./fixtures/memory-engine.ts";

/** Other work on the machine may take its time. */
const PATIENCE = { timeout: 20_000 };

interface Running {
  readonly clock: SteppedClock;
  readonly slack: LocalSlack;
  readonly store: JobStore;
  readonly bot: SlackBot;
  /** What /healthz says: the status, and the reasons. */
  health(): Promise<{ readonly status: number; readonly reasons: readonly string[] }>;
  lines(): readonly string[];
  /** The signal that ends the process. */
  signal(): void;
  readonly ended: Promise<number>;
}

interface Settings {
  readonly engine?: MemoryEngine;
  readonly store?: JobStore;
  /** Milliseconds by which the event loop comes late, when they are asked for. */
  readonly late?: () => number;
  /** Slack's clock, where it is not the bot's. */
  readonly slackClock?: (clock: Clock) => Clock;
}

const Port = z.object({ msg: z.literal("the monitor is open"), port: z.number() });
const Health = z.object({ reasons: z.array(z.string()).default([]) });
const RUNNING: Script = { states: ["running"], columns: [{ name: "eventid", type: "varchar" }] };

/** The bot as `start` runs it, in this process, on a clock that stands still. */
async function running(settings: Settings = {}): Promise<Running> {
  const clock = steppedClock(NOW);
  const slack = await startLocalSlack({ clock: settings.slackClock?.(clock) ?? clock });
  onTestFinished(() => slack.close());
  const store = settings.store ?? createMemoryStore();
  const lines: string[] = [];
  const log = createLog("info", { write: (line) => void lines.push(line) });
  const over = new AbortController();
  let ended: Promise<number> = Promise.resolve(0);
  const bot = await new Promise<SlackBot>((ready, failed) => {
    const run = async (): Promise<number> =>
      runBot(
        {
          config: { ...(await readConfig({})), access: [{}], monitor: { port: 0 } },
          botToken: slack.botToken,
          apiUrl: slack.apiUrl,
          receiving: { by: "socket", appToken: slack.appToken, connections: 2 },
          trail: {
            ...(await shippedIntents()),
            engine: settings.engine ?? createMemoryEngine(() => RUNNING),
            clock,
            accountNames: {},
            known: NOTHING_KNOWN,
            confirmAbove: 0.25,
            notes: [],
          },
          store,
          audit: createMemoryAudit(),
          queue: null,
          register: createMemoryRegister(),
          clock,
          steady: () => clock.now() + (settings.late?.() ?? 0),
          log,
          skew: createSkewWatch(clock, (message, facts) => log.warn(message, facts)),
          state: temporaryFolder(),
          signal: over.signal,
        },
        ready,
      );
    ended = run();
    ended.catch(failed);
  });
  onTestFinished(async () => {
    over.abort();
    await Promise.race([ended, elapse(clock, 25_000)]);
  });
  const port = lines.flatMap((line) => Port.safeParse(JSON.parse(line)).data?.port ?? [])[0] ?? 0;
  return {
    clock,
    slack,
    store,
    bot,
    async health() {
      const response = await fetch(`http://127.0.0.1:${port}/healthz`);
      return { status: response.status, ...Health.parse(await response.json()) };
    },
    lines: () => lines,
    signal: () => over.abort(),
    ended,
  };
}

/** Lets the clock go on, half a second at a time, while real calls have their turn. */
async function elapse(clock: SteppedClock, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 500) {
    await clock.advance(500);
    await setImmediate();
  }
}

const ask = (at: Running, id: string) =>
  at.slack.command({ ...ALICE, command: "/trail", text: `who-changed sg-${id} last 12h` });

describe("/healthz", () => {
  it("fault 225: is bad for a minute when the event loop was blocked for ten seconds", async () => {
    let late = 0;
    const at = await running({ late: () => late });
    await elapse(at.clock, 1000);
    expect(await at.health()).toMatchObject({ status: 200 });
    late = 12_000;
    await elapse(at.clock, 1000);
    expect(await at.health()).toEqual({
      status: 503,
      reasons: ["the event loop was blocked for 12 s within the last minute"],
    });
    await elapse(at.clock, 61_000);
    expect(await at.health()).toMatchObject({ status: 200 });
  });

  it("fault 226: is bad when no connection to Slack was open for two minutes, and good again with the next", async () => {
    const at = await running();
    await expect.poll(() => at.bot.sockets(), PATIENCE).toBe(2);
    at.slack.outage(true);
    at.slack.dropSockets();
    await expect.poll(() => at.bot.sockets(), PATIENCE).toBe(0);
    await elapse(at.clock, 110_000);
    expect(await at.health()).toMatchObject({ status: 200 });
    await elapse(at.clock, 15_000);
    expect(await at.health()).toEqual({ status: 503, reasons: ["no connection to Slack for over two minutes"] });
    at.slack.outage(false);
    for (let turn = 0; turn < 100 && at.bot.sockets() === 0; turn++) {
      await elapse(at.clock, 1000);
      await setTimeout(5);
    }
    await elapse(at.clock, 1000);
    expect(await at.health()).toMatchObject({ status: 200 });
  });

  it("is bad when the store has not answered for two minutes, and good again with the next answer", async () => {
    const memory = createMemoryStore();
    let isAway = false;
    const kept: JobStore["kept"] = async (id, now) => {
      if (isAway) throw new Error("not now");
      return memory.kept(id, now);
    };
    const at = await running({ store: { ...memory, kept } });
    await elapse(at.clock, 16_000);
    isAway = true;
    await elapse(at.clock, 100_000);
    expect(await at.health()).toEqual({ status: 200, reasons: [] });
    await elapse(at.clock, 30_000);
    expect(await at.health()).toEqual({ status: 503, reasons: ["the store has not answered for over two minutes"] });
    isAway = false;
    await elapse(at.clock, 16_000);
    expect(await at.health()).toEqual({ status: 200, reasons: [] });
  });

  it.each([
    [20_000, 200, [], []],
    [60_000, 200, [], [{ service: "Slack", seconds: -60 }]],
    [
      300_000,
      503,
      [expect.stringContaining("clock is 300 s behind that of Slack")],
      [{ service: "Slack", seconds: -300 }],
    ],
    [-300_000, 503, [expect.stringContaining("clock is 299 s ahead of that of Slack")], [{ service: "Slack" }]],
  ])("fault 88: with Slack's clock %i ms ahead it is %i", async (ahead, status, reasons, told) => {
    const slackClock = (clock: Clock): Clock => ({ ...clock, now: () => clock.now() + ahead });
    const at = await running({ slackClock });
    expect(await at.health()).toEqual({ status, reasons });
    const warnings = at.lines().filter((line) => line.includes("clock is wrong"));
    expect(warnings.map((line) => JSON.parse(line))).toMatchObject(told);
  });
});

describe("fault 217: a store that is away when the bot starts", () => {
  it("is said, and the bot takes questions all the same", async () => {
    const memory = createMemoryStore();
    const forget = (): Promise<void> => Promise.reject(new Error("not now"));
    const at = await running({ store: { ...memory, forget } });
    expect(at.lines().join("")).toContain("what is too old could not be removed");
    await at.slack.command({ ...ALICE, command: "/trail", text: "console-logins last 12h" });
    expect(await memory.ofAsker("U0ALICE", 1)).toHaveLength(1);
  });

  it("holds up neither the bot nor its end", async () => {
    const forget = (): Promise<void> => new Promise<never>(() => undefined);
    const at = await running({ store: { ...createMemoryStore(), forget } });
    at.signal();
    await elapse(at.clock, 2000);
    expect(await at.ended).toBe(0);
  });
});

describe("fault 209: a signal while queries run", () => {
  it.each([
    ["rows without end", () => endless()],
    ["rows that never come", () => new Promise<never>(() => undefined)],
  ])("ends within 20 s with 0, and leaves queries to the next process: %s", async (_, next) => {
    const memory = createMemoryEngine((_statement, start) => ({
      ...RUNNING,
      states: [start === 0 ? "succeeded" : "running"],
    }));
    const engine: MemoryEngine = {
      ...memory,
      rows: async (id, statement): Promise<Result> => ({
        ...(await memory.rows(id, statement)),
        batches: { [Symbol.asyncIterator]: () => ({ next }) },
      }),
    };
    const at = await running({ engine });
    for (let index = 0; index < 3; index++) await ask(at, `0000000${index}`);
    await expect.poll(() => engine.started, PATIENCE).toHaveLength(3);
    at.signal();
    let isOver = false;
    const left = at.ended.finally(() => (isOver = true));
    const began = at.clock.now();
    while (!isOver && at.clock.now() - began < 60_000) await elapse(at.clock, 500);
    expect(await left).toBe(0);
    expect(at.clock.now() - began).toBeLessThanOrEqual(18_500);
    expect(engine.cancelled).toEqual([]);
    const now = at.clock.now();
    expect(await at.store.takeUp({ owner: "next", now, until: now + 30_000 }, 10)).toHaveLength(3);
  });
});

/** Rows as fast as they are taken. */
async function endless(): Promise<IteratorResult<readonly { eventid: string }[]>> {
  await setImmediate();
  return { done: false, value: [] };
}
