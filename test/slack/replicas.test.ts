import { describe, expect, it } from "vitest";
import { verify } from "../../src/access/audit/verify.ts";
import { NO_ALERTS } from "../../src/slack/alerts/alert-settings.ts";
import { hurriedClock, scene, type Scene } from "../fixtures/bot.ts";
import type { Register } from "../../src/register/register.ts";
import { alarm } from "../fixtures/alerts/payloads.ts";
import { ALICE, BOB, lastThread, pressLabel, QUESTION } from "../fixtures/conversation.ts";
import { createMemoryEngine, type Script } from "../fixtures/memory-engine.ts";
import { replicas, type Replicas } from "../fixtures/replicas.ts";

/** Two bots with one table between them behave as one. The engine is one for both, as Athena is. */

/** Other work on the machine may take its time. */
const PATIENCE = { timeout: 20_000 };
const ROWS: Script = {
  columns: ["eventid", "actor", "hidden"].map((name) => ({ name, type: "varchar" })),
  rows: [{ eventid: "one", actor: "alice", hidden: "" }],
  spent: { bytes: 5000, dollars: 0.02 },
};
const RUNNING: Script = { ...ROWS, states: ["running"] };
const ANSWER = "1 change to sg-5887f224 by alice.";
const texts = (at: Scene, channel = "C0INC"): readonly string[] => at.slack.messages(channel).map(({ text }) => text);

/** Asks one bot and waits for the answer. */
async function answered(both: Replicas, bot: Scene, text: string = QUESTION, who: typeof ALICE | typeof BOB = ALICE) {
  await both.type(bot, { ...who, text });
  await both.quiet();
  return lastThread(bot.slack, who.channel);
}

describe("two replicas on one table", () => {
  it("fault 212: take up what another one let go of, and answer it once", async () => {
    const states: ("running" | "succeeded")[] = ["running"];
    const engine = createMemoryEngine(() => ({ ...ROWS, states }));
    const both = await replicas({ engine, bot: { clock: hurriedClock() } });
    await both.type(both.one, { ...ALICE, text: QUESTION });
    await expect.poll(() => engine.started).toHaveLength(1);
    await both.one.bot.stop(0);
    states.splice(0, 1, "succeeded");
    await expect.poll(() => texts(both.two), PATIENCE).toEqual([expect.stringContaining(ANSWER)]);
    await both.two.quiet();
    expect(engine.started).toHaveLength(1);
    expect(await both.two.store.ofAsker("U0ALICE", 2)).toMatchObject([{ ending: "answered", attempts: 2 }]);
  });

  it("know each other's buttons and threads", async () => {
    const engine = createMemoryEngine(() => ROWS);
    const both = await replicas({ engine });
    const [, answer] = await answered(both, both.one);
    both.to(both.two);
    await pressLabel(both.two, "U0BOB", answer, "Everything about sg-5887f224, reads too");
    await expect.poll(() => engine.started, PATIENCE).toHaveLength(2);
    await both.quiet();
    const root = both.one.slack.messages("C0INC")[0];
    const mention = `<@${both.one.slack.botUser}> same for sg-11111111`;
    await both.one.slack.write({ ...BOB, text: mention, thread: root?.ts ?? "" });
    await expect.poll(() => engine.started, PATIENCE).toHaveLength(3);
    await both.quiet();
    expect(JSON.stringify(engine.started.at(-1)?.statement.values)).toContain("sg-11111111");
  });

  it("stop a question that another one answers", async () => {
    const engine = createMemoryEngine(() => RUNNING);
    const both = await replicas({ engine, bot: { clock: hurriedClock() } });
    await both.type(both.one, { ...ALICE, text: QUESTION });
    await expect.poll(() => engine.started).toHaveLength(1);
    await both.type(both.two, { ...ALICE, text: "cancel" });
    await expect.poll(() => engine.cancelled, PATIENCE).toHaveLength(1);
    await both.quiet();
    expect(texts(both.one)).toEqual([expect.stringContaining("Cancelled")]);
  });

  it("fault 77: have one line for the questions of a person", async () => {
    const states: ("running" | "succeeded")[] = ["running"];
    const engine = createMemoryEngine(() => ({ ...ROWS, states }));
    const places = { person: 1, channel: 5, all: 5, waiting: 1 };
    const both = await replicas({ engine, bot: { places, clock: hurriedClock() } });
    await both.type(both.one, { ...ALICE, text: QUESTION });
    await expect.poll(() => engine.started).toHaveLength(1);
    await both.type(both.two, { ...ALICE, text: "console-logins today" });
    await expect.poll(() => texts(both.two).at(-1), PATIENCE).toContain("Waiting for a place: next in line.");
    await both.type(both.one, { ...ALICE, text: "failed-logins today" });
    await expect.poll(() => texts(both.one).at(-1), PATIENCE).toContain("as many questions waiting as one person may");
    await both.type(both.two, { ...BOB, text: "usage" });
    await expect
      .poll(() => both.two.slack.ephemerals("C0INC", "U0BOB").at(-1)?.text)
      .toContain("Running now: 1 of 5, 1 waiting");
    states.splice(0, 1, "succeeded");
    await both.quiet();
    expect(engine.started).toHaveLength(2);
    expect(texts(both.two).filter((text) => /waiting|running/i.test(text))).toHaveLength(1);
  });

  it("fault 80: keep the dollars of a day for all of them together", async () => {
    const price = { bytes: 1e9, files: 1, price: 0.2, priceLimit: null, exact: true, atLeast: false };
    const engine = createMemoryEngine(() => ({ ...RUNNING, estimate: price }));
    const budget = { question: 5, day: { person: 0.3, channel: 10, all: 25 } };
    const both = await replicas({ engine, bot: { budget } });
    await both.type(both.one, { ...ALICE, text: QUESTION });
    await both.type(both.two, { ...ALICE, text: "console-logins today" });
    await both.type(both.one, { ...ALICE, text: "failed-logins today" });
    await expect.poll(() => texts(both.one).join("\n"), PATIENCE).toContain("You have spent $");
    await expect.poll(async () => both.one.bot.inHand() + both.two.bot.inHand(), PATIENCE).toBeLessThan(2);
    expect(engine.started.length).toBeLessThan(2);
    both.one.bot.abandon();
    both.two.bot.abandon();
  });

  it("fault 54: scan once for the same question asked of both", async () => {
    const engine = createMemoryEngine(() => ROWS);
    const both = await replicas({ engine });
    await answered(both, both.one, "who-changed sg-5887f224 last 12h");
    await answered(both, both.two, "who-changed sg-5887f224 last 12h", BOB);
    expect(engine.started).toHaveLength(1);
    expect(both.two.slack.ephemerals("C0INC", "U0BOB")[0]?.text).toContain("asked the same");
  });

  it("fault 54: scan twice where each has an engine of its own, and do not say otherwise", async () => {
    const both = await replicas({ engine: createMemoryEngine(() => ROWS) });
    const own = createMemoryEngine(() => ROWS);
    const { store, slack, register } = both.two;
    const three = await scene({ at: slack, store, engine: own, http: true, bot: { register } });
    await answered(both, both.one, "who-changed sg-5887f224 last 12h");
    await both.type(three, { user: "U0BOB", channel: "C0OPS", text: "who-changed sg-5887f224 last 12h" });
    await three.quiet();
    expect(own.started).toHaveLength(1);
    const [root, answer] = lastThread(slack, "C0OPS");
    expect(root?.text).toContain(ANSWER);
    expect(answer?.text).not.toContain("nothing scanned again");
  });

  it("fault 212: answer once what Slack brings to both", async () => {
    const engine = createMemoryEngine(() => ROWS);
    const both = await replicas({ engine });
    await answered(both, both.one);
    both.to(both.two);
    expect(await both.two.slack.redeliver()).toMatchObject({ acknowledged: true });
    await both.quiet();
    expect(engine.started).toHaveLength(1);
    expect(texts(both.one)).toHaveLength(1);
  });

  it("run a schedule once, though both look", async () => {
    const engine = createMemoryEngine(() => ROWS);
    const both = await replicas({ engine });
    await both.type(both.one, { ...ALICE, text: `schedule hourly ${QUESTION}` });
    await expect.poll(() => both.one.register.list("schedules"), PATIENCE).toHaveLength(1);
    const [schedule] = await both.one.register.list("schedules");
    await both.one.register.put("schedules", "1", dueNow(schedule?.value), schedule?.version ?? null);
    await Promise.all([both.one.bot.runDue(), both.two.bot.runDue()]);
    await both.quiet();
    expect(engine.started).toHaveLength(1);
    expect((await both.one.store.ofAsker("U0ALICE", 9)).filter(({ key }) => key.startsWith("schedule:"))).toHaveLength(
      1,
    );
  });

  it("show an alert once that is brought to both", async () => {
    const both = await replicas({ bot: { alerts: { ...NO_ALERTS, channel: "C0OPS" } } });
    const text = JSON.stringify(alarm());
    const take = (at: Scene, id: string): Promise<void> => at.bot.takeAlert(text, id).catch(() => undefined);
    await Promise.all([take(both.one, "a"), take(both.two, "b")]);
    await take(both.two, "b");
    await both.quiet();
    expect(texts(both.one, "C0OPS")).toHaveLength(1);
  });

  it("show the last state of an alert, though one draws what the other has changed meanwhile", async () => {
    const both = await replicas({ bot: { alerts: { ...NO_ALERTS, channel: "C0OPS" } } });
    const text = (value: "ALARM" | "OK", id: string): string => JSON.stringify(alarm(value, { id }));
    let looks = Infinity;
    const change = async (): Promise<void> => {
      await both.two.bot.takeAlert(text("OK", "third"), "c");
      await both.two.quiet();
    };
    const register: Register = {
      ...both.one.register,
      async get(shelf, id) {
        const entry = await both.one.register.get(shelf, id);
        // Once when it is counted on, once when it is read to be drawn.
        if (--looks === 0) await change();
        return entry;
      },
    };
    const slow = await scene({
      at: both.one.slack,
      store: both.one.store,
      bot: { register, alerts: { ...NO_ALERTS, channel: "C0OPS" } },
    });
    await slow.bot.takeAlert(text("ALARM", "first"), "a");
    looks = 2;
    await slow.bot.takeAlert(text("ALARM", "second"), "b");
    await slow.quiet();
    expect(JSON.stringify(both.one.slack.messages("C0OPS")[0]?.blocks)).toContain("Resolved at ");
  });

  it("fault 222: write one chain of records", async () => {
    const both = await replicas({ engine: createMemoryEngine(() => ROWS) });
    for (const id of ["1", "2", "3", "4", "5", "6"]) {
      await both.type(Number(id) % 2 === 0 ? both.one : both.two, {
        ...ALICE,
        text: `who-changed sg-0000000${id} today`,
      });
    }
    await both.quiet();
    const head = await both.one.audit.head();
    expect(head.n).toBeGreaterThanOrEqual(12);
    expect(await verify(both.two.audit)).toEqual({ isWhole: true, head });
  });

  it("note the audit's head once", async () => {
    const both = await replicas({ engine: createMemoryEngine(() => ROWS), bot: { auditChannel: "G0SEC" } });
    await answered(both, both.one);
    await Promise.all([both.one.bot.noteAuditHead(), both.two.bot.noteAuditHead()]);
    expect(texts(both.one, "G0SEC")).toHaveLength(1);
  });
});

describe("fault 217: the store of two replicas throttled or away", () => {
  it.each([
    ["throttled", { kind: "error", name: "ThrottlingException" }],
    ["away", { kind: "dropped" }],
  ] as const)(
    "%s: new questions are told so, the one in hand keeps its result, and all goes on by itself",
    async (_, fault) => {
      const states: ("running" | "succeeded")[] = ["running"];
      const engine = createMemoryEngine(() => ({ ...ROWS, states }));
      const both = await replicas({ engine });
      await both.type(both.one, { ...ALICE, text: QUESTION });
      await expect.poll(() => engine.started).toHaveLength(1);
      await expect.poll(() => texts(both.one)).toHaveLength(1);
      both.local.fail(null, fault, Infinity);
      const refused = await both.type(both.two, { ...BOB, text: "console-logins today" });
      expect(refused).toMatchObject({ acknowledged: true });
      expect(JSON.stringify(refused.body)).toContain("audit cannot be used (DynamoDB ");
      states.splice(0, 1, "succeeded");
      const calls = both.local.calls.length;
      await expect.poll(() => both.local.calls.length, PATIENCE).toBeGreaterThan(calls + 5);
      both.local.mend();
      await expect.poll(() => texts(both.one), PATIENCE).toEqual([expect.stringContaining(ANSWER)]);
      await both.quiet();
      expect(engine.started).toHaveLength(1);
      expect(await answered(both, both.two, "failed-logins today", BOB)).not.toEqual([]);
    },
  );
});

function dueNow(value: unknown): unknown {
  return typeof value === "object" && value !== null ? { ...value, next: 1 } : value;
}
