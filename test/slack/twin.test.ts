import { describe, expect, it } from "vitest";
import { createMemoryEngine, type Script } from "../fixtures/memory-engine.ts";
import { scene } from "../fixtures/bot.ts";
import { ALICE, askByCommand, BOB, lastThread } from "../fixtures/conversation.ts";

const ROWS: Script = {
  columns: [
    { name: "eventid", type: "varchar" },
    { name: "actor", type: "varchar" },
    { name: "hidden", type: "varchar" },
  ],
  rows: [{ eventid: "one", actor: "alice", hidden: "" }],
  spent: { bytes: 1000, dollars: 0.01 },
};
/** Means the same in every zone. */
const QUESTION = "who-changed sg-5887f224 last 12h";
const YESTERDAY = "who-changed sg-5887f224 yesterday";
const BOB_IN_OPS = { user: "U0BOB", channel: "C0OPS" };
const engineWith = (script: Script = ROWS) => createMemoryEngine(() => script);

describe("the same question twice within a minute (fault 54)", () => {
  it("is answered once in a channel: the second asker is shown where", async () => {
    const engine = engineWith();
    const at = await scene({ engine });
    await askByCommand(at, QUESTION);
    await askByCommand(at, QUESTION, BOB);
    expect(engine.started).toHaveLength(1);
    expect(at.slack.messages("C0INC")).toHaveLength(1);
    const [pointer] = at.slack.ephemerals("C0INC", "U0BOB");
    expect(JSON.stringify(pointer?.blocks)).toContain("/archives/C0INC/p");
    expect(pointer?.text).toContain("asked the same");
    expect((await at.store.ofAsker("U0BOB", 1))[0]).toMatchObject({ ending: "pointed", executions: [] });
  });

  it("is run once for two channels, and answered in both, each under its asker's rights", async () => {
    const engine = engineWith();
    const at = await scene({ engine });
    await askByCommand(at, QUESTION);
    await askByCommand(at, QUESTION, BOB_IN_OPS);
    expect(engine.started).toHaveLength(1);
    const [root, answer] = lastThread(at.slack, "C0OPS");
    expect(root?.text).toContain("1 change to sg-5887f224 by alice.");
    expect(answer?.text).toContain("The same question was asked a moment before");
    const { all, asker } = await at.store.spentSince(0, { asker: "U0BOB", channel: "C0OPS" });
    expect(all.dollars).toBe(0.01);
    expect(asker).toMatchObject({ jobs: 1, dollars: 0 });
  });

  it("waits for the first, and is run by itself where the first is cancelled", async () => {
    const states: Script["states"] = ["running"];
    const engine = createMemoryEngine((_, start) => (start === 0 ? { ...ROWS, states } : ROWS));
    const at = await scene({ engine });
    await at.slack.command({ ...ALICE, command: "/trail", text: QUESTION });
    await expect.poll(() => engine.started).toHaveLength(1);
    await at.slack.command({ ...BOB_IN_OPS, command: "/trail", text: QUESTION });
    await expect.poll(() => at.slack.messages("C0OPS")[0]?.text).toContain("The same question runs already");
    expect(engine.started).toHaveLength(1);
    await at.slack.command({ ...ALICE, command: "/trail", text: "cancel" });
    await at.quiet();
    expect(engine.started).toHaveLength(2);
    expect(lastThread(at.slack, "C0OPS")[0]?.text).toContain("1 change to sg-5887f224 by alice.");
  });

  it("is another question for whoever sees other accounts", async () => {
    const engine = engineWith();
    const at = await scene({
      engine,
      access: [
        { channels: ["C0INC"], accounts: ["prod"] },
        { channels: ["C0OPS"], accounts: ["staging"] },
      ],
    });
    await askByCommand(at, QUESTION);
    await askByCommand(at, QUESTION, BOB_IN_OPS);
    expect(engine.started.map(({ statement }) => statement.accounts)).toEqual([["111122223333"], ["444455556666"]]);
  });

  it.each([
    ["with another resource", QUESTION, "who-changed sg-11111111 last 12h", ALICE],
    ["with another window", QUESTION, "who-changed sg-5887f224 last 13h", ALICE],
    ["in a zone in which the words mean another day", YESTERDAY, YESTERDAY, BOB_IN_OPS],
  ])("is not the same %s", async (_, first, second, who) => {
    const engine = engineWith();
    const at = await scene({ engine });
    await askByCommand(at, first);
    await askByCommand(at, second, who);
    expect(engine.started).toHaveLength(2);
  });

  it("is looked at anew after a minute", async () => {
    let now = Date.parse("2026-11-20T12:00:00Z");
    const engine = engineWith();
    const clock = { now: () => now, after: () => new Promise<void>((done) => setImmediate(done)) };
    const at = await scene({ engine, bot: { clock } });
    await askByCommand(at, QUESTION);
    now += 61_000;
    await askByCommand(at, QUESTION, BOB);
    expect(engine.started).toHaveLength(2);
  });
});

describe("what may be spent", () => {
  const priced = (price: number | null, priceLimit: number | null = null): Script => ({
    ...ROWS,
    estimate: { bytes: price === null ? null : 1e9, files: 1, price, priceLimit, exact: true, atLeast: false },
  });

  it("one question may not cost more than the limit (fault 79)", async () => {
    const engine = engineWith(priced(12));
    const at = await scene({ engine });
    await askByCommand(at, QUESTION);
    expect(lastThread(at.slack, "C0INC")[0]?.text).toContain("about $12.00, more than the $5.00 that one question may");
    expect(engine.started).toEqual([]);
  });

  it("fault 86: what was cancelled counts as well", async () => {
    const engine = engineWith({ ...priced(0.2), states: ["running"], spent: { bytes: 30e9, dollars: 0.15 } });
    const at = await scene({ engine });
    await at.slack.command({ ...ALICE, command: "/trail", text: QUESTION });
    await expect.poll(() => engine.started).toHaveLength(1);
    await at.slack.command({ ...ALICE, command: "/trail", text: "cancel" });
    await at.quiet();
    expect((await at.store.ofAsker("U0ALICE", 1))[0]).toMatchObject({ ending: "cancelled", spent: { dollars: 0.15 } });
  });

  it("fault 81: the next question of a day whose budget is used up is refused, for whoever it is used up", async () => {
    const engine = engineWith({ ...priced(0.2), spent: { bytes: 1e9, dollars: 0.2 } });
    const at = await scene({ engine, bot: { budget: { question: 5, day: { person: 0.5, channel: 0.7, all: 25 } } } });
    for (const id of ["sg-1111", "sg-2222", "sg-3333"]) await askByCommand(at, `who-changed ${id}aaaa today`);
    expect(lastThread(at.slack, "C0INC")[0]?.text).toContain("You have spent $0.40 of $0.50 today (UTC)");
    await askByCommand(at, "who-changed sg-4444aaaa today", BOB);
    await askByCommand(at, "who-changed sg-5555aaaa today", BOB);
    expect(lastThread(at.slack, "C0INC")[0]?.text).toContain("This channel has spent $0.60 of $0.70 today (UTC)");
    expect(engine.started).toHaveLength(3);
  });

  it("of several at once none finds room that another takes", async () => {
    const engine = engineWith({ ...priced(0.2), spent: { bytes: 1e9, dollars: 0.2 } });
    const at = await scene({ engine, bot: { budget: { question: 5, day: { person: 0.5, channel: 10, all: 25 } } } });
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        at.slack.command({ ...ALICE, command: "/trail", text: `who-changed sg-${index}aaabbbb today` }),
      ),
    );
    await at.quiet();
    const { asker } = await at.store.spentSince(0, { asker: "U0ALICE", channel: "C0INC" });
    expect(asker.dollars).toBeLessThanOrEqual(0.5);
    expect(engine.started.length).toBeLessThanOrEqual(2);
  });

  it("a question of unknown price is let in while anything is left, and counts what it cost", async () => {
    const engine = engineWith({ ...priced(null, 0.05), spent: { bytes: 1e9, dollars: 0.04 } });
    const at = await scene({ engine, bot: { budget: { question: 5, day: { person: 0.06, channel: 10, all: 25 } } } });
    await askByCommand(at, "who-changed sg-1111aaaa today");
    await askByCommand(at, "who-changed sg-2222aaaa today");
    await askByCommand(at, "who-changed sg-3333aaaa today");
    expect(engine.started).toHaveLength(2);
    expect(lastThread(at.slack, "C0INC")[0]?.text).toContain("You have spent $0.08 of $0.06");
  });
});
