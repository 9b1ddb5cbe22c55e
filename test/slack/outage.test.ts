import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { SCOPES } from "../../src/playground/start-local-slack.ts";
import { NOW, scene, type Scene } from "../fixtures/bot.ts";
import { steppedClock, type SteppedClock } from "../fixtures/clock.ts";
import { ALICE, BOB, lastThread } from "../fixtures/conversation.ts";
import { createMemoryEngine, type MemoryEngine } from "../fixtures/memory-engine.ts";

/** Other work on the machine may take its time. */
const PATIENCE = { timeout: 20_000 };

const HALF_AN_HOUR = 30 * 60_000;
const STEP = 10_000;
const QUESTION = "who-changed sg-5887f224 last 12h";
const ANSWER = "1 change to sg-5887f224 by alice.";

interface Stage extends Scene {
  readonly clock: SteppedClock;
  readonly engine: MemoryEngine;
  /** Called when the rows are asked for. */
  onRows(call: () => void): void;
}

/** A bot on whose clock half an hour takes a second. */
async function stage(): Promise<Stage> {
  const clock = steppedClock(NOW);
  const memory = createMemoryEngine(() => ({
    columns: ["eventid", "actor", "hidden"].map((name) => ({ name, type: "varchar" })),
    rows: [{ eventid: "one", actor: "alice", hidden: "" }],
  }));
  let called = (): void => undefined;
  const engine: MemoryEngine = {
    ...memory,
    rows(id, statement) {
      called();
      return memory.rows(id, statement);
    },
  };
  const at = await scene({
    engine,
    slack: { clock, scopes: [...SCOPES, "channels:history", "groups:history"] },
    bot: { clock, hasHistory: true },
  });
  return { ...at, clock, engine, onRows: (call) => void (called = call) };
}

const ask = (at: Scene, text = QUESTION, who: { user: string; channel: string } = ALICE) =>
  at.slack.command({ ...who, command: "/trail", text });

/** Lets the clock go on while real calls are under way. */
async function pass(at: Stage, ms: number, so: () => boolean = () => false): Promise<void> {
  for (let passed = 0; passed < ms && !so(); passed += STEP) {
    for (let turn = 0; turn < 20 && !so() && ms < HALF_AN_HOUR; turn++) await setTimeout(2);
    await setTimeout(1);
    await at.clock.advance(STEP);
  }
}

/** Slack is away for half an hour, and two minutes later nothing may be left to do. */
async function throughTheOutage(at: Stage): Promise<void> {
  await pass(at, HALF_AN_HOUR);
  at.slack.outage(false);
  await pass(at, 2 * 60_000, () => at.bot.inHand() === 0);
  expect(at.bot.inHand()).toBe(0);
}

function isAnsweredOnce(at: Stage, questions = 1): void {
  const roots = at.slack.messages("C0INC").filter(({ botId }) => botId !== null);
  expect(roots.map(({ text }) => text)).toEqual(Array(questions).fill(expect.stringContaining(ANSWER)));
  const thread = at.slack.thread("C0INC", roots.at(-1)?.ts ?? "");
  expect(thread.map(({ files }) => files.length)).toEqual([0, 0, 1]);
  expect(at.engine.started).toHaveLength(questions);
}

describe("fault 148: Slack is away for half an hour", () => {
  it("before the question is asked: it is answered when Slack is back", async () => {
    const at = await stage();
    at.slack.outage(true);
    await ask(at);
    await throughTheOutage(at);
    isAnsweredOnce(at);
  });

  it("when it is known who asks, before anything is said", async () => {
    const at = await stage();
    // Who alice is, and who reads the channel, is remembered for five minutes.
    await ask(at, "who-changed sg-5887f224 last 1h");
    await expect.poll(() => at.slack.files(), PATIENCE).toHaveLength(1);
    await expect.poll(() => at.bot.inHand(), PATIENCE).toBe(0);
    at.slack.outage(true);
    await ask(at);
    await at.slack.write({ ...ALICE, text: `<@${at.slack.botUser}> who` });
    await throughTheOutage(at);
    isAnsweredOnce(at, 2);
    expect(at.slack.ephemerals("C0INC", "U0ALICE")).toHaveLength(1);
  });

  it("while the query runs", async () => {
    const at = await stage();
    const out = new Promise<void>((resolve) =>
      at.onRows(() => {
        at.slack.outage(true);
        resolve();
      }),
    );
    await ask(at);
    await out;
    await throughTheOutage(at);
    isAnsweredOnce(at);
  });

  it("between the answer and its file", async () => {
    const at = await stage();
    const unwatch = at.slack.watch(() => {
      if (lastThread(at.slack, "C0INC").length < 2) return;
      at.slack.outage(true);
      unwatch();
    });
    await ask(at);
    await expect.poll(() => lastThread(at.slack, "C0INC"), PATIENCE).toHaveLength(2);
    await throughTheOutage(at);
    isAnsweredOnce(at);
  });

  it("what is asked back is asked once, and several are answered in the order in which they came", async () => {
    const at = await stage();
    at.slack.outage(true);
    await at.slack.write({ ...BOB, text: `<@${at.slack.botUser}> who` });
    const ids = ["sg-00000001", "sg-00000002", "sg-00000003"];
    for (const id of ids) await ask(at, `who-changed ${id} last 12h`);
    await throughTheOutage(at);
    expect(at.slack.ephemerals("C0INC", "U0BOB")).toHaveLength(1);
    expect(at.slack.messages("C0INC").flatMap(({ text }) => /sg-\d+/.exec(text)?.[0] ?? [])).toEqual(ids);
    expect(at.engine.started).toHaveLength(3);
  });
});
