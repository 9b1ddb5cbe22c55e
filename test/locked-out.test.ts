import { describe, expect, it, onTestFinished } from "vitest";
import { createMemoryAudit } from "../src/access/audit/memory-audit.ts";
import { NOTHING_KNOWN } from "../src/catalog/known.ts";
import { steadyNow } from "../src/clock.ts";
import { readConfig } from "../src/config.ts";
import type { JobStore } from "../src/jobs/job-store.ts";
import { createMemoryStore } from "../src/jobs/memory-store.ts";
import { createLog } from "../src/log.ts";
import { createSkewWatch } from "../src/monitor/skew.ts";
import { createMemoryRegister } from "../src/register/memory-register.ts";
import type { LocalSlack } from "../src/playground/local-slack.ts";
import { startLocalSlack } from "../src/playground/start-local-slack.ts";
import { HOPELESS, runBot } from "../src/start-bot.ts";
import { clockAt, NOW } from "./fixtures/bot.ts";
import { ALICE, QUESTION } from "./fixtures/conversation.ts";
import { shippedIntents } from "./fixtures/intents.ts";
import { temporaryFolder } from "./fixtures/logs.ts";
import { createMemoryEngine, type MemoryEngine } from "./fixtures/memory-engine.ts";

interface Running {
  readonly slack: LocalSlack;
  readonly engine: MemoryEngine;
  readonly store: JobStore;
  readonly ended: Promise<number>;
}

/** The bot of `start`, fifty times as fast, with a question whose query runs on and on. */
async function running(): Promise<Running> {
  const slack = await startLocalSlack();
  onTestFinished(() => slack.close());
  const engine = createMemoryEngine(() => ({ states: ["running"] }));
  const store = createMemoryStore();
  const clock = clockAt(NOW, 50);
  const over = new AbortController();
  const config = await readConfig({});
  const ready = Promise.withResolvers<void>();
  const ended = runBot(
    {
      config: { ...config, access: [{}] },
      botToken: slack.botToken,
      apiUrl: slack.apiUrl,
      receiving: { by: "socket", appToken: slack.appToken, connections: 1 },
      trail: {
        ...(await shippedIntents()),
        engine,
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
      steady: steadyNow,
      skew: createSkewWatch(clock, () => undefined),
      clock,
      log: createLog("silent"),
      state: temporaryFolder(),
      signal: over.signal,
    },
    () => ready.resolve(),
  );
  onTestFinished(async () => {
    over.abort();
    await ended;
  });
  await ready.promise;
  await slack.command({ ...ALICE, command: "/trail", text: QUESTION });
  await expect.poll(() => engine.started.length).toBe(1);
  return { slack, engine, store, ended };
}

const refusal = (error: string) => ({ kind: "error", error }) as const;

describe("fault 75: an app that was removed from its workspace", () => {
  it.each(["account_inactive", "token_revoked"])("stops its queries and ends for good: %s", async (error) => {
    const { slack, engine, ended } = await running();
    slack.fail("chat.update", refusal(error));
    expect(await ended).toBe(HOPELESS);
    expect(engine.cancelled).toHaveLength(1);
  });

  it("does so also where only its sockets tell", async () => {
    const { slack, engine, ended } = await running();
    slack.fail("apps.connections.open", refusal("account_inactive"));
    slack.dropSockets();
    expect(await ended).toBe(HOPELESS);
    expect(engine.cancelled).toHaveLength(1);
  });
});

describe("fault 161: a bot token that was changed", () => {
  it.each(["invalid_auth", "token_expired"])(
    "ends the process for a restart, and leaves question and query to the next one: %s",
    async (error) => {
      const { slack, engine, store, ended } = await running();
      slack.fail("chat.update", refusal(error));
      expect(await ended).toBe(1);
      expect(engine.cancelled).toEqual([]);
      const next = { owner: "next", now: NOW, until: NOW + 30_000 };
      expect(await store.takeUp(next, 9)).toMatchObject([{ asker: "U0ALICE", ending: null }]);
    },
  );

  it("fails no question whose first message it refuses", async () => {
    const { slack, store, ended } = await running();
    slack.fail("chat.postMessage", refusal("invalid_auth"));
    await slack.command({ ...ALICE, command: "/trail", text: "who-changed sg-00000002 today" });
    expect(await ended).toBe(1);
    const next = { owner: "next", now: NOW, until: NOW + 30_000 };
    expect(await store.takeUp(next, 9)).toMatchObject([{ ending: null }, { ending: null }]);
    expect(slack.ephemerals("C0INC", "U0ALICE")).toEqual([]);
  });
});
