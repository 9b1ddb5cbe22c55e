import { describe, expect, it } from "vitest";
import type { Engine, Result } from "../../src/engine/engine.ts";
import { createMemoryEngine } from "../fixtures/memory-engine.ts";
import { duckDbOver } from "../fixtures/duckdb.ts";
import { event, put, records, temporaryFolder } from "../fixtures/logs.ts";
import { clockAt, hurriedClock, scene } from "../fixtures/bot.ts";
import {
  ALICE,
  askByCommand,
  BOB,
  elementsOf,
  labelsOf,
  lastThread,
  pressLabel,
  QUESTION,
  told,
} from "../fixtures/conversation.ts";

describe.each([
  ["Socket Mode", false],
  ["signed HTTP", true],
])("over %s", (_, http) => {
  it("a command is answered: headline, reply, file", async () => {
    const at = await scene({ http });
    const delivery = await at.slack.command({ ...ALICE, command: "/trail", text: QUESTION });
    expect(delivery).toMatchObject({ acknowledged: true, body: null });
    await at.quiet();
    const [root, answer, file, ...more] = lastThread(at.slack, "C0INC");
    expect(root?.text).toContain("1 change to sg-5887f224 by alice.");
    expect(root?.text).toContain("high: alice opened port 143 of sg-5887f224 to 0.0.0.0/0");
    expect(more).toEqual([]);
    expect(JSON.stringify(answer?.blocks)).toContain("AuthorizeSecurityGroupIngress");
    expect(file?.files).toMatchObject([{ name: "who-changed-sg-5887f224-2026-11-19T2300Z-2026-11-20T1200Z.csv" }]);
    expect(at.slack.content(file?.files[0]?.id ?? "").toString()).toContain('"AuthorizeSecurityGroupIngress"');
    expect(at.slack.calls().filter(({ ok }) => !ok)).toEqual([]);
  });

  it("a mention is answered in its thread, in the asker's own zone", async () => {
    const at = await scene({ http });
    const { ts } = await at.slack.write({ ...BOB, text: `<@${at.slack.botUser}> who changed sg-5887f224 yesterday?` });
    await at.quiet();
    const [, root, answer, file] = at.slack.thread("C0INC", ts);
    expect(root?.text).toContain("1 change to sg-5887f224 by alice.");
    // Yesterday in New York begins at five in UTC.
    expect(answer?.text).toContain("2026-11-19 05:00:00 to 2026-11-20 05:00:00 UTC");
    expect(file?.files).toHaveLength(1);
    expect(at.slack.messages("C0INC")).toHaveLength(1);
  });

  it("a direct message is answered where it was written", async () => {
    const at = await scene({ http });
    await at.slack.write({ user: "U0ALICE", channel: "D0ALICE", text: "who changed sg-5887f224 today" });
    await at.quiet();
    expect(at.slack.messages("D0ALICE").map(({ text }) => text.split("\n")[0])).toEqual([
      "who changed sg-5887f224 today",
      "1 change to sg-5887f224 by alice.",
    ]);
  });

  it("buttons and forms reach the bot", async () => {
    const at = await scene({ http });
    const [, answer] = await askByCommand(at);
    await pressLabel(at, "U0ALICE", answer, "Verify");
    expect(told(at).at(-1)).toContain("execution duckdb-");
    await at.slack.command({ ...ALICE, command: "/trail", text: "" });
    await expect.poll(() => at.slack.view("U0ALICE")?.submit).toBe("Ask");
  });
});

describe("what goes with an answer", () => {
  it("says what is hidden, and shows it when asked", async () => {
    const at = await scene();
    const [, answer] = await askByCommand(at);
    expect(labelsOf(answer)).toEqual([
      "What else did alice do?",
      "Everything about sg-5887f224, reads too",
      "Who created sg-5887f224?",
      "Look further back",
      "Reads too",
      "Re-check in 15 min",
      "Verify",
    ]);
    await pressLabel(at, "U0ALICE", answer, "Reads too");
    const [, , , again] = lastThread(at.slack, "C0INC");
    expect(again?.text).toContain("2 changes to sg-5887f224 by alice.");
  });

  it("asks a follow-up in the same thread, as whoever presses", async () => {
    const at = await scene();
    const [root, answer] = await askByCommand(at);
    await pressLabel(at, "U0BOB", answer, "What else did alice do?");
    const thread = at.slack.thread("C0INC", root?.ts ?? "");
    expect(thread).toHaveLength(6);
    expect(thread[3]?.text).toContain("alice");
    expect(thread[4]?.text).toContain("America/New_York");
    const jobs = await at.store.ofAsker("U0BOB", 5);
    expect(jobs).toMatchObject([
      { ending: "answered", meaning: { intent: "user-activity", params: { user: "alice" } } },
    ]);
  });

  it("offers the last hour of a long answer", async () => {
    const events = Array.from({ length: 30 }, (_, index) =>
      event({
        eventID: `many-${index}`,
        eventTime: `2026-11-20T${index < 25 ? "08" : "11"}:${String(index).padStart(2, "0")}:00Z`,
        eventName: "AuthorizeSecurityGroupIngress",
        requestParameters: { groupId: "sg-5887f224" },
      }),
    );
    const folder = temporaryFolder();
    put(folder, "a.json", records(...events));
    const at = await scene({ engine: await duckDbOver(folder) });
    const [root, answer] = await askByCommand(at);
    expect(root?.text).toContain("30 changes to sg-5887f224");
    await pressLabel(at, "U0ALICE", answer, "Its last hour only");
    const [, , , narrower] = lastThread(at.slack, "C0INC");
    expect(narrower?.text).toContain("5 changes to sg-5887f224");
    const [, few] = await askByCommand(at, "who-changed sg-5887f224 today from 11:20");
    expect(labelsOf(few)).not.toContain("Its last hour only");
  });

  it("looks further back", async () => {
    const at = await scene();
    const [, answer] = await askByCommand(at);
    await pressLabel(at, "U0ALICE", answer, "Look further back");
    expect(lastThread(at.slack, "C0INC")[3]?.text).toContain("2 changes to sg-5887f224 by alice.");
  });

  it("shows one row to whoever picks it, with a link to the console, and pins it for all", async () => {
    const at = await scene();
    const [root, answer] = await askByCommand(at);
    const picker = elementsOf(answer?.blocks ?? []).find((one) => one["action_id"] === "pick");
    const [option] = Array.isArray(picker?.["options"]) ? picker["options"] : [];
    await at.slack.press({
      user: "U0BOB",
      message: { channel: "C0INC", ts: answer?.ts ?? "" },
      actionId: "pick",
      value: String(option?.value),
    });
    await at.quiet();
    await expect.poll(() => told(at, BOB)).toHaveLength(1);
    expect(told(at)).toEqual([]);
    const row = at.slack.ephemerals("C0INC", "U0BOB").at(-1);
    expect(row?.text).toContain(
      "AuthorizeSecurityGroupIngress by alice on 2026-11-20 at 11:00 Europe/Berlin (10:00 UTC)",
    );
    expect(JSON.stringify(row?.blocks)).toContain(
      "https://us-east-1.console.aws.amazon.com/cloudtrailv2/home?region=us-east-1#/events/11111111-1111-4111-8111-111111111111",
    );
    await pressLabel(at, "U0BOB", row, "Open in the console");
    expect(told(at, BOB)).toHaveLength(1);
    await pressLabel(at, "U0BOB", row, "Pin to the timeline");
    await expect
      .poll(() => at.slack.thread("C0INC", root?.ts ?? "").at(-1)?.text)
      .toContain("Pinned: AuthorizeSecurityGroupIngress by alice");
  });

  it("fault 133: has no file where nothing was found, and says what was searched", async () => {
    const at = await scene();
    const thread = await askByCommand(at, "who-changed sg-00000000 today");
    expect(thread).toHaveLength(2);
    expect(thread[0]?.text).toContain("Nothing found: no changes to sg-00000000 in the logs searched");
    expect(at.slack.files()).toEqual([]);
  });
});

describe("a thread goes on", () => {
  it.each([
    [
      "and the day before?",
      "Taken over from above: everything but the time.",
      "2026-11-18 23:00:00 to 2026-11-19 23:00:00 UTC",
    ],
    ["what else did they do", "Taken over from above: alice and “today”.", "2026-11-19 23:00:00"],
    ["same for sg-00000000", "Taken over from above: the question and “today”.", "2026-11-19 23:00:00"],
  ])("%s", async (text, taken, span) => {
    const at = await scene();
    const [root] = await askByCommand(at);
    await at.slack.write({ ...ALICE, thread: root?.ts ?? "", text: `<@${at.slack.botUser}> ${text}` });
    await at.quiet();
    const [, , , , headline, answer] = at.slack.thread("C0INC", root?.ts ?? "");
    expect(headline?.text).not.toBe("");
    expect(answer?.text).toContain(taken);
    expect(answer?.text).toContain(span);
  });

  it("but not from what was never answered", async () => {
    const at = await scene();
    const { ts } = await at.slack.write({ ...ALICE, text: `<@${at.slack.botUser}> and yesterday?` });
    await at.quiet();
    expect(at.slack.thread("C0INC", ts)).toHaveLength(1);
    expect(told(at)).toHaveLength(1);
  });
});

describe("what is not a question to run", () => {
  it("is asked back to the asker alone, with the nearest as buttons that run (faults 51 and 53)", async () => {
    const at = await scene();
    await askByCommand(at, "who-chagned sg-5887f224 today");
    expect(at.slack.messages("C0INC")).toEqual([]);
    const [back] = at.slack.ephemerals("C0INC", "U0ALICE");
    expect(back?.text).toContain("Did you mean “who-changed”?");
    expect(told(at, BOB)).toEqual([]);
    await pressLabel(at, "U0ALICE", back, "who-changed sg-5887f224 today");
    expect(lastThread(at.slack, "C0INC")[0]?.text).toContain("1 change to sg-5887f224 by alice.");
  });

  it.each(["delete sg-5887f224", "select * from cloudtrail", "hello", "x".repeat(5000)])(
    "is never run: %s",
    async (text) => {
      const at = await scene();
      await askByCommand(at, text);
      expect(at.slack.messages("C0INC")).toEqual([]);
      expect(told(at)).toHaveLength(1);
      const [job] = await at.store.ofAsker("U0ALICE", 1);
      expect(job?.executions).toEqual([]);
    },
  );

  it.each([
    ["help", "Trail answers questions about your AWS CloudTrail logs"],
    ["intents", "who-changed: Who changed this resource?"],
    ["mine", "You have asked nothing yet."],
    ["cancel", "None of your questions is in hand"],
  ])("%s is answered to the asker alone", async (text, words) => {
    const at = await scene();
    await at.slack.command({ ...ALICE, command: "/trail", text });
    await expect.poll(() => told(at)).toEqual([expect.stringContaining(words)]);
    expect(at.slack.messages("C0INC")).toEqual([]);
  });

  it("mine lists one's own questions, newest first", async () => {
    const at = await scene();
    await askByCommand(at);
    await askByCommand(at, "console-logins today");
    await at.slack.command({ ...ALICE, command: "/trail", text: "mine" });
    await expect
      .poll(() => told(at).at(-1))
      .toMatch(/console-logins today: answered\n.*who-changed sg-5887f224 today: answered/);
  });
});

describe("a private question", () => {
  it.each([`privately ${QUESTION}`, `${QUESTION} --private`, `${QUESTION}, privately`])(
    "%s goes to the asker alone",
    async (text) => {
      const at = await scene();
      await at.slack.command({ ...ALICE, command: "/trail", text });
      await at.quiet();
      expect(at.slack.messages("C0INC")).toEqual([]);
      const [root] = at.slack.messages("D0ALICE");
      expect(root?.text).toContain("1 change to sg-5887f224 by alice.");
      expect(at.slack.thread("D0ALICE", root?.ts ?? "")).toHaveLength(3);
    },
  );

  it("can be shared where it was asked, by its asker", async () => {
    const at = await scene();
    await at.slack.command({ ...ALICE, command: "/trail", text: `${QUESTION} privately` });
    await at.quiet();
    const [root] = at.slack.messages("D0ALICE");
    const [, answer] = at.slack.thread("D0ALICE", root?.ts ?? "");
    await pressLabel(at, "U0ALICE", answer, "Share in the channel");
    await expect
      .poll(() => at.slack.messages("C0INC").map(({ text }) => text.split("\n")[0]))
      .toEqual(["1 change to sg-5887f224 by alice."]);
  });
});

describe("a question in hand", () => {
  const running = () => createMemoryEngine(() => ({ states: ["running"] }));

  it("shows how far it is, with its Cancel, and stops when that is pressed", async () => {
    const engine = running();
    const at = await scene({ engine });
    await at.slack.command({ ...ALICE, command: "/trail", text: QUESTION });
    await expect
      .poll(() => lastThread(at.slack, "C0INC")[0]?.text)
      .toMatch(/^Who changed this resource\? sg-5887f224 · .* · (Starting|Running)/);
    await expect.poll(() => engine.started).toHaveLength(1);
    const [status] = lastThread(at.slack, "C0INC");
    expect(labelsOf(status)).toEqual(["Cancel"]);
    await pressLabel(at, "U0ALICE", status, "Cancel");
    await at.quiet();
    expect(lastThread(at.slack, "C0INC")[0]?.text).toContain("Cancelled: the query was stopped.");
    expect(engine.cancelled).toHaveLength(1);
    expect(await at.store.ofAsker("U0ALICE", 1)).toMatchObject([{ ending: "cancelled", cancelledBy: "U0ALICE" }]);
  });

  it("is stopped by the command too", async () => {
    const engine = running();
    const at = await scene({ engine });
    await at.slack.command({ ...ALICE, command: "/trail", text: QUESTION });
    await expect.poll(() => engine.started).toHaveLength(1);
    await at.slack.command({ ...ALICE, command: "/trail", text: "cancel" });
    await at.quiet();
    expect(told(at).at(-1)).toContain("Stopping your last question: who-changed sg-5887f224 today.");
    expect(lastThread(at.slack, "C0INC")[0]?.text).toContain("Cancelled");
  });

  it.each(["before", "after"])("fault 132: is not answered where Cancel comes %s its rows were read", async (when) => {
    const engine = createMemoryEngine(() => ({ columns: [{ name: "eventid", type: "varchar" }], rows: [{}, {}, {}] }));
    const stop = async (): Promise<void> =>
      void (await at.slack.command({ ...ALICE, command: "/trail", text: "cancel" }));
    async function* stopped(batches: Result["batches"]): Result["batches"] {
      if (when === "before") await stop();
      yield* batches;
      if (when === "after") await stop();
    }
    const rows: Engine["rows"] = async (id, asked) => {
      const result = await engine.rows(id, asked);
      return { ...result, batches: stopped(result.batches) };
    };
    const at = await scene({ engine: { ...engine, rows } });
    const [root, ...more] = await askByCommand(at);
    expect(root?.text).toContain("Cancelled");
    expect(more).toEqual([]);
    expect(await at.store.ofAsker("U0ALICE", 1)).toMatchObject([{ ending: "cancelled", spent: { bytes: 1000 } }]);
  });

  it("fault 124: says for twenty minutes that the engine has not begun, with its Cancel", async () => {
    const clock = hurriedClock();
    let late = 0;
    const engine = createMemoryEngine(() => ({ states: ["queued"] }));
    const late20 = { ...clock, now: () => clock.now() + late };
    const at = await scene({ engine, bot: { clock: late20 }, slack: { clock: clockAt() } });
    await at.slack.command({ ...ALICE, command: "/trail", text: QUESTION });
    await expect.poll(() => engine.started).toHaveLength(1);
    late = 20 * 60_000;
    const status = () => lastThread(at.slack, "C0INC")[0];
    await expect.poll(() => status()?.text).toContain("Waiting for the engine for 20 min");
    await pressLabel(at, "U0ALICE", status(), "Cancel");
    expect(status()?.text).toContain("Cancelled");
    expect(at.slack.messages("C0INC")).toHaveLength(1);
  });

  it("fault 124: is given up in words at its deadline, also while it waits for a place", async () => {
    const engine = running();
    let letGo = (): void => undefined;
    const stopped = new Promise<void>((done) => (letGo = done));
    const cancel: Engine["cancel"] = async (id) => (await stopped, engine.cancel(id));
    const places = { person: 1, channel: 5, all: 5, waiting: 1 };
    const at = await scene({ engine: { ...engine, cancel }, bot: { deadlineMs: 300, places } });
    await at.slack.command({ ...ALICE, command: "/trail", text: QUESTION });
    await expect.poll(() => engine.started).toHaveLength(1);
    await at.slack.command({ ...ALICE, command: "/trail", text: "console-logins today" });
    await expect.poll(() => at.slack.messages("C0INC").at(-1)?.text).toContain("Given up after 0 min");
    letGo();
    await at.quiet();
    expect(at.slack.messages("C0INC")[0]?.text).toContain("Given up after 0 min");
    expect(engine.started).toHaveLength(1);
  });

  it("is given up in words at its deadline", async () => {
    const engine = running();
    const at = await scene({ engine, bot: { deadlineMs: 300 } });
    await askByCommand(at);
    expect(lastThread(at.slack, "C0INC")[0]?.text).toContain("Given up after 0 min: narrow the window");
    expect(engine.cancelled).toHaveLength(1);
  });

  it("above the price asks first, and runs when that is agreed to (fault 80)", async () => {
    const engine = createMemoryEngine(() => ({
      estimate: { bytes: 55e9, files: 10, price: 0.27, priceLimit: null, exact: true, atLeast: false },
      columns: [{ name: "eventid", type: "varchar" }],
    }));
    const at = await scene({ engine });
    const [root] = await askByCommand(at);
    expect(root?.text).toContain("This reads 55.0 GB, $0.27: more than the $0.25 that run without asking.");
    expect(engine.started).toEqual([]);
    await pressLabel(at, "U0BOB", root, "Run, 55.0 GB, $0.27");
    expect(engine.started).toHaveLength(1);
  });

  it("waits for a place, and says so (fault 77)", async () => {
    const engine = running();
    const at = await scene({ engine, bot: { places: { person: 1, channel: 5, all: 5, waiting: 1 } } });
    await at.slack.command({ ...ALICE, command: "/trail", text: QUESTION });
    await expect.poll(() => engine.started).toHaveLength(1);
    await at.slack.command({ ...ALICE, command: "/trail", text: "console-logins today" });
    await expect.poll(() => at.slack.messages("C0INC").at(-1)?.text).toContain("Waiting for a place: next in line.");
    await at.slack.command({ ...ALICE, command: "/trail", text: "failed-logins today" });
    await expect
      .poll(() => at.slack.messages("C0INC").at(-1)?.text)
      .toContain("as many questions waiting as one person may");
    const first = at.slack.messages("C0INC")[0];
    await at.slack.press({
      user: "U0BOB",
      message: { channel: "C0INC", ts: first?.ts ?? "" },
      actionId: "press-cancel",
    });
    await expect.poll(() => engine.started).toHaveLength(2);
  });
});

describe("the form", () => {
  async function openForm(at: Awaited<ReturnType<typeof scene>>): Promise<void> {
    await at.slack.command({ ...ALICE, command: "/trail", text: "" });
    await expect.poll(() => at.slack.view("U0ALICE")?.submit).toBe("Ask");
  }

  it("opens at once, then offers questions, their params, windows; and asks", async () => {
    const at = await scene();
    await openForm(at);
    await at.slack.press({ user: "U0ALICE", actionId: "form-intent", value: "who-changed" });
    await expect.poll(() => JSON.stringify(at.slack.view("U0ALICE")?.blocks)).toContain("param-resource");
    await at.slack.submit("U0ALICE", { "param-resource": "sg-5887f224", window: "today" });
    expect(at.slack.view("U0ALICE")).toBeNull();
    await at.quiet();
    expect(lastThread(at.slack, "C0INC")[0]?.text).toContain("1 change to sg-5887f224 by alice.");
  });

  it("shows what is wrong under its field", async () => {
    const at = await scene();
    await openForm(at);
    await at.slack.press({ user: "U0ALICE", actionId: "form-intent", value: "console-logins" });
    await expect.poll(() => JSON.stringify(at.slack.view("U0ALICE")?.blocks)).toContain("param-ip");
    await at.slack.submit("U0ALICE", { "param-ip": "300.1.1.1", window: "between two moments" });
    expect(at.slack.view("U0ALICE")?.errors).toMatchObject({
      "param-console-logins-ip": expect.any(String),
      from: "“between two moments” needs the first of the two.",
    });
    expect(await at.store.ofAsker("U0ALICE", 5)).toEqual([]);
  });

  it("opens from a message, with the id that it mentions", async () => {
    const at = await scene();
    const ts = at.slack.post({ channel: "C0INC", botId: "B0ALARM", text: "ALARM: sg-5887f224 is open to the world" });
    await at.slack.shortcut({ user: "U0ALICE", callbackId: "ask-about-message", message: { channel: "C0INC", ts } });
    await expect.poll(() => at.slack.view("U0ALICE")?.submit).toBe("Ask");
    await at.slack.press({ user: "U0ALICE", actionId: "form-intent", value: "who-changed" });
    await expect
      .poll(() => JSON.stringify(at.slack.view("U0ALICE")?.blocks))
      .toContain('"initial_value":"sg-5887f224"');
    await at.slack.submit("U0ALICE", { window: "today" });
    await at.quiet();
    expect(at.slack.thread("C0INC", ts)[1]?.text).toContain("1 change to sg-5887f224 by alice.");
  });

  it("opens from anywhere, and asks where the answer goes", async () => {
    const at = await scene();
    await at.slack.shortcut({ user: "U0ALICE", callbackId: "ask" });
    await expect.poll(() => at.slack.view("U0ALICE")?.submit).toBe("Ask");
    await at.slack.press({ user: "U0ALICE", actionId: "form-intent", value: "who-changed" });
    await expect.poll(() => JSON.stringify(at.slack.view("U0ALICE")?.blocks)).toContain("param-resource");
    await at.slack.submit("U0ALICE", { "param-resource": "sg-5887f224", window: "today", channel: "C0OPS" });
    await at.quiet();
    expect(lastThread(at.slack, "C0OPS")[0]?.text).toContain("1 change to sg-5887f224");
  });
});

it("mentions the asker of an answer that took long", async () => {
  const clock = clockAt();
  let late = 0;
  const slow = { ...clock, now: () => clock.now() + late };
  const engine = createMemoryEngine(() => ({ columns: [{ name: "eventid", type: "varchar" }] }));
  const at = await scene({
    engine: { ...engine, rows: async (id, asked) => ((late = 12 * 60_000), engine.rows(id, asked)) },
    bot: { clock: slow },
    slack: { clock },
  });
  await askByCommand(at);
  const [root] = lastThread(at.slack, "C0INC");
  expect(root?.text).toContain("(12 min late)");
  expect(JSON.stringify(root?.blocks)).toContain('{"type":"user","user_id":"U0ALICE"}');
});
