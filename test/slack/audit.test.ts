import { describe, expect, it } from "vitest";
import { createMemoryAudit } from "../../src/access/audit/memory-audit.ts";
import { verify } from "../../src/access/audit/verify.ts";
import { systemClock, type Clock } from "../../src/clock.ts";
import { TrailError } from "../../src/errors.ts";
import { recordsOf } from "../fixtures/audit.ts";
import { createMemoryEngine } from "../fixtures/memory-engine.ts";
import { clockAt, scene } from "../fixtures/bot.ts";
import { ALICE, askByCommand, lastThread, pressLabel, QUESTION, told } from "../fixtures/conversation.ts";

/** A clock whose waits pass a hundred times as fast. */
function hundredfold(): Clock {
  const clock = clockAt();
  return { now: () => clock.now(), after: (ms, signal) => systemClock.after(ms / 100, signal) };
}

const KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

describe("the audit", () => {
  it("holds one record of a question's beginning and one of its end, without rows", async () => {
    const at = await scene();
    await askByCommand(at);
    const [accepted, ended, ...more] = await recordsOf(at.audit);
    expect(accepted).toMatchObject({
      event: "accepted",
      surface: "command",
      person: "U0ALICE",
      team: "T0TRAIL",
      channel: "C0INC",
      words: QUESTION,
      configuration: "test",
      outcome: null,
    });
    expect(ended).toMatchObject({
      event: "ended",
      job: accepted?.job,
      intent: "who-changed",
      params: { resource: "sg-5887f224" },
      window: { start: "2026-11-19T23:00:00Z", text: "today" },
      sql: expect.stringMatching(/^[0-9a-f]{12}$/),
      executions: [{ id: expect.stringContaining("duckdb-") }],
      rows: 1,
      price: 0,
      outcome: "answered",
      reason: null,
    });
    expect(ended?.bytes).toBeGreaterThan(0);
    expect(more).toEqual([]);
    expect(JSON.stringify(await recordsOf(at.audit))).not.toContain("AuthorizeSecurityGroupIngress");
    expect(await verify(at.audit)).toMatchObject({ isWhole: true });
  });

  it("faults 60 and 181: holds what was refused, not understood or failed, with the reason", async () => {
    const engine = createMemoryEngine(() => ({
      states: ["failed"],
      failure: new TrailError("engine-user", "Athena cannot read a file of the logs."),
    }));
    const at = await scene({ engine });
    await askByCommand(at, QUESTION, { user: "U0CAROL", channel: "C0INC" });
    await askByCommand(at, "who chagned everything ever");
    await askByCommand(at);
    const ended = (await recordsOf(at.audit)).filter(({ event }) => event === "ended");
    expect(ended).toMatchObject([
      { person: "U0CAROL", outcome: "refused", reason: expect.stringContaining("Guests may not ask") },
      { person: "U0ALICE", outcome: "asked", intent: null },
      { person: "U0ALICE", outcome: "failed", reason: "Athena cannot read a file of the logs." },
    ]);
  });

  it("holds who was shown a part of an answer, and what was turned away", async () => {
    const at = await scene();
    const [, answer] = await askByCommand(at);
    await pressLabel(at, "U0BOB", answer, "Verify");
    const copied = at.slack.post({ channel: "C0OPS", botId: "B0OTHER", text: "x", blocks: answer?.blocks ?? [] });
    await at.slack.press({ user: "U0BOB", message: { channel: "C0OPS", ts: copied }, actionId: "press-again" });
    await expect
      .poll(async () => (await recordsOf(at.audit)).slice(2))
      .toMatchObject([
        { event: "shown", person: "U0BOB", intent: "who-changed", outcome: "verify" },
        { event: "turned-away", person: "U0BOB", channel: "C0OPS", reason: expect.stringContaining("a button that") },
      ]);
  });

  it("holds requests of another workspace, which are not answered (fault 23)", async () => {
    const at = await scene();
    at.slack.sendRaw({
      envelope_id: "e1",
      type: "slash_commands",
      accepts_response_payload: true,
      payload: {
        command: "/trail",
        team_id: "T0OTHER",
        api_app_id: at.slack.appId,
        user_id: "U0ALICE",
        channel_id: "C0INC",
        text: QUESTION,
        trigger_id: "t",
        response_url: "http://127.0.0.1/x",
      },
    });
    await expect
      .poll(() => recordsOf(at.audit))
      .toMatchObject([{ event: "turned-away", team: "T0OTHER", person: "U0ALICE" }]);
    expect(await at.store.ofAsker("U0ALICE", 9)).toEqual([]);
  });

  it("that cannot be written lets no question in, and says so (fault 223)", async () => {
    const audit = createMemoryAudit();
    const engine = createMemoryEngine(() => ({}));
    const at = await scene({
      engine,
      bot: {
        audit: {
          ...audit,
          once: () => Promise.reject(new TrailError("engine-internal", "Trail's audit cannot be used (disk full).")),
        },
      },
    });
    const delivery = await at.slack.command({ ...ALICE, command: "/trail", text: QUESTION });
    expect(JSON.stringify(delivery.body)).toContain("Trail's audit cannot be used (disk full).");
    expect(await at.store.ofAsker("U0ALICE", 9)).toEqual([]);
    expect(engine.started).toEqual([]);
  });

  it("that fails at the end of a question is written when it works again, and the question ends once", async () => {
    const audit = createMemoryAudit();
    let failures = 3;
    const at = await scene({
      bot: {
        audit: {
          ...audit,
          once: (key, entry) =>
            entry.event === "ended" && failures-- > 0
              ? Promise.reject(new TrailError("engine-internal", "Trail's audit cannot be used (busy)."))
              : audit.once(key, entry),
        },
        clock: hundredfold(),
      },
    });
    await askByCommand(at);
    expect(await recordsOf(audit)).toMatchObject([{ event: "accepted" }, { event: "ended", outcome: "answered" }]);
    expect(lastThread(at.slack, "C0INC")[0]?.text).toContain("1 change to sg-5887f224");
    expect((await at.store.ofAsker("U0ALICE", 1))[0]).toMatchObject({ ending: "answered" });
  });

  it("never holds a secret that was typed; the question is not read, and its asker told to replace it (fault 179)", async () => {
    const at = await scene();
    await askByCommand(at, `who used ${KEY} yesterday`);
    await askByCommand(at, "who used xoxb-1234567890-abcdefghijklmno");
    expect(told(at)).toEqual([
      expect.stringContaining("replace the secret"),
      expect.stringContaining("replace the secret"),
    ]);
    const written = JSON.stringify([await recordsOf(at.audit), await at.store.ofAsker("U0ALICE", 9)]);
    expect(written).toContain("[redacted:");
    expect(written).not.toContain(KEY);
    expect(written).not.toContain("xoxb-1234567890");
    expect(at.slack.messages("C0INC")).toEqual([]);
  });

  it("asks about an access key by its id, which is no secret (fault 181)", async () => {
    const at = await scene();
    await askByCommand(at, "what did AKIAIOSFODNN7EXAMPLE do today");
    expect((await recordsOf(at.audit)).at(-1)).toMatchObject({
      intent: "access-key-activity",
      params: { accessKeyId: "AKIAIOSFODNN7EXAMPLE" },
    });
  });
});

describe("the audit's channel", () => {
  it("is told who asked what for themselves alone (fault 71), and the head each hour", async () => {
    const at = await scene({ bot: { auditChannel: "G0SEC" } });
    await askByCommand(at, `${QUESTION} privately`);
    await askByCommand(at);
    expect(at.slack.messages("G0SEC").map(({ text }) => text)).toEqual([
      expect.stringMatching(/^U0ALICE asked who-changed, answered to them alone \(question [0-9a-f-]+\)\.$/),
    ]);
    await at.bot.noteAuditHead();
    await at.bot.noteAuditHead();
    const { n, hash } = await at.audit.head();
    expect(
      at.slack
        .messages("G0SEC")
        .map(({ text }) => text)
        .slice(1),
    ).toEqual([`Trail's audit holds ${n} records. Its head is ${n}:${hash}`]);
  });
});
