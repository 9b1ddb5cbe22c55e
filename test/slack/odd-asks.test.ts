import { describe, expect, it } from "vitest";
import { clockAt, scene, type Scene } from "../fixtures/bot.ts";
import { createMemoryEngine } from "../fixtures/memory-engine.ts";
import { recordsOf } from "../fixtures/audit.ts";
import { ALICE, askByCommand, BOB, labelsOf, lastThread, pressLabel, told } from "../fixtures/conversation.ts";

const DAY = 86_400_000;
const DEAD = "This button does nothing any more: it is older than seven days, or belongs to another message.";

async function openForm(at: Scene, text = ""): Promise<void> {
  await at.slack.command({ ...ALICE, command: "/trail", text });
  await expect.poll(() => at.slack.view("U0ALICE")?.submit).toBe("Ask");
}

describe("nothing asked (fault 28)", () => {
  it("in a mention: the help with three examples to press, for the asker alone, and no job", async () => {
    const at = await scene();
    await at.slack.write({ ...ALICE, text: ` <@${at.slack.botUser}>  ` });
    await expect.poll(() => told(at)).toHaveLength(1);
    const [help] = at.slack.ephemerals("C0INC", "U0ALICE");
    expect(help?.text).toContain("Trail answers questions about your AWS CloudTrail logs");
    expect(labelsOf(help)).toHaveLength(3);
    expect(told(at, BOB)).toEqual([]);
    expect(await at.store.ofAsker("U0ALICE", 9)).toEqual([]);
  });

  it.each(["", "   ", " \u00a0 "])("in a command of %j: the form, and no job", async (text) => {
    const at = await scene();
    await openForm(at, text);
    expect(await at.store.ofAsker("U0ALICE", 9)).toEqual([]);
  });
});

describe("an asker whose zone Slack does not know (fault 48)", () => {
  const SAID = "Your time zone is not known to Slack: times are read and shown as UTC.";

  it("is answered in UTC and told so, by words, by a button and by a form", async () => {
    const at = await scene();
    at.slack.setPerson("U0ALICE", { zone: null });
    const [root, answer] = await askByCommand(at);
    expect(answer?.text).toContain("Window: 2026-11-20 00:00:00 to 2026-11-20 12:00");
    expect(answer?.text).toContain(SAID);
    await pressLabel(at, "U0ALICE", answer, "Look further back");
    const pressed = at.slack.thread("C0INC", root?.ts ?? "")[4];
    expect(pressed?.text.split(SAID)).toHaveLength(2);
    await openForm(at);
    await at.slack.press({ user: "U0ALICE", actionId: "form-intent", value: "who-changed" });
    await expect.poll(() => JSON.stringify(at.slack.view("U0ALICE")?.blocks)).toContain("param-resource");
    await at.slack.submit("U0ALICE", { "param-resource": "sg-00000001", window: "yesterday" });
    await at.quiet();
    const [, filled] = lastThread(at.slack, "C0INC");
    expect(filled?.text).toContain("Window: 2026-11-19 00:00:00 to 2026-11-20 00:00:00");
    expect(filled?.text).toContain(SAID);
  });

  it("is told so once where the price was agreed to", async () => {
    const engine = createMemoryEngine(() => ({
      estimate: { bytes: 55e9, files: 10, price: 0.27, priceLimit: null, exact: true, atLeast: false },
      columns: [{ name: "eventid", type: "varchar" }],
    }));
    const at = await scene({ engine });
    at.slack.setPerson("U0ALICE", { zone: null });
    const [root] = await askByCommand(at);
    await pressLabel(at, "U0ALICE", root, "Run, 55.0 GB, $0.27");
    const answer = at.slack.thread("C0INC", root?.ts ?? "").find(({ text }) => text.includes(SAID));
    expect(answer?.text.split(SAID)).toHaveLength(2);
  });
});

it("characters that nobody can see are refused, and spelled out wherever they are shown (fault 37)", async () => {
  const at = await scene();
  for (const text of ["who changed \u001b[31msg-1", "who changed \u202esg-1", "who changed \u0000"]) {
    await askByCommand(at, text);
    expect(at.slack.messages("C0INC")).toEqual([]);
  }
  await at.slack.command({ ...ALICE, command: "/trail", text: "mine" });
  await expect.poll(() => told(at).at(-1)).toContain("who changed ⟨U+001B⟩[31msg-1: refused");
  expect(told(at).join()).toContain("cannot be read at place 13: \\u001b");
  for (const hidden of ["\u0000", "\u001b", "\u202e"]) expect(told(at).join()).not.toContain(hidden);
});

describe("buttons", () => {
  it.each([
    [6, 2],
    [8, 1],
  ])("pressed %i days later make %i jobs in all (fault 56)", async (days, jobs) => {
    const clock = clockAt();
    let later = 0;
    const at = await scene({ bot: { clock: { ...clock, now: () => clock.now() + later } } });
    const [, answer] = await askByCommand(at);
    later = days * DAY;
    await pressLabel(at, "U0ALICE", answer, "Look further back");
    expect(await at.store.ofAsker("U0ALICE", 9)).toHaveLength(jobs);
    if (jobs === 1) await expect.poll(() => told(at)).toEqual([expect.stringContaining(DEAD)]);
  });

  it("with a value that was never made do nothing, and are put on record (fault 57)", async () => {
    const at = await scene();
    const forged = "who-changed resource=sg-1' OR '1'='1";
    const blocks = [
      {
        type: "actions",
        block_id: "b",
        elements: [
          { type: "button", action_id: "press-again", text: { type: "plain_text", text: "Again" }, value: forged },
        ],
      },
    ];
    const ts = at.slack.post({ channel: "C0INC", botId: "B0TRAIL", text: "An answer", blocks });
    await at.slack.press({ user: "U0ALICE", message: { channel: "C0INC", ts }, actionId: "press-again" });
    await expect.poll(() => told(at)).toEqual([expect.stringContaining(DEAD)]);
    expect(await at.store.ofAsker("U0ALICE", 9)).toEqual([]);
    const records = await recordsOf(at.audit);
    expect(records).toMatchObject([
      { event: "turned-away", person: "U0ALICE", channel: "C0INC", reason: expect.stringContaining("unknown") },
    ]);
    expect(JSON.stringify(records)).not.toContain("OR '1'");
  });
});

describe("a form (fault 59)", () => {
  it("that comes too late for its trigger is told to the asker, with the way to ask in words", async () => {
    const at = await scene();
    at.slack.fail("views.open", { kind: "error", error: "expired_trigger_id" });
    await at.slack.command({ ...ALICE, command: "/trail", text: "" });
    await expect.poll(() => told(at)).toEqual([expect.stringContaining("Type the question instead")]);
    await askByCommand(at);
    expect(lastThread(at.slack, "C0INC")[0]?.text).toContain("1 change to sg-5887f224");
  });

  it("that was closed while it was drawn breaks nothing", async () => {
    const at = await scene();
    at.slack.fail("views.update", { kind: "error", error: "not_found" });
    await at.slack.command({ ...ALICE, command: "/trail", text: "" });
    await expect.poll(() => at.slack.calls().some(({ method, ok }) => method === "views.update" && !ok)).toBe(true);
    await askByCommand(at);
    expect(lastThread(at.slack, "C0INC")[0]?.text).toContain("1 change to sg-5887f224");
    expect(told(at)).toEqual([]);
  });
});
