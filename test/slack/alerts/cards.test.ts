import { describe, expect, it, onTestFinished } from "vitest";
import { systemClock, type Clock } from "../../../src/clock.ts";
import type { Message } from "../../../src/playground/world.ts";
import { keepTaking } from "../../../src/queue/keep-taking.ts";
import { createMemoryRegister } from "../../../src/register/memory-register.ts";
import type { Register } from "../../../src/register/register.ts";
import type { AlertSettings } from "../../../src/slack/alerts/alert-settings.ts";
import { NO_ALERTS } from "../../../src/slack/alerts/alert-settings.ts";
import type { AlertOutcome } from "../../../src/slack/alerts/cards.ts";
import { clockAt, NOW, scene, type Scene, type SceneSettings } from "../../fixtures/bot.ts";
import { labelsOf, lastThread, pressLabel } from "../../fixtures/conversation.ts";
import { NO_FIGURES } from "../../fixtures/figures.ts";
import { alarm, alarmAction, bridged, finding, keyFinding, notified } from "../../fixtures/alerts/payloads.ts";
import { queueAt, startLocalSqs, type LocalSqs } from "../../fixtures/sqs/local-sqs.ts";

const SHOWN: AlertSettings = { ...NO_ALERTS, channel: "C0OPS" };
/** What waits for ten seconds waits for a quarter of one. */
const HASTY: Clock = {
  ...clockAt(),
  after: (ms, signal) => systemClock.after(ms > 5000 && ms <= 10_000 ? 250 : ms, signal),
};

interface Stage extends Scene {
  readonly sqs: LocalSqs;
  readonly outcomes: AlertOutcome[];
  readonly troubles: unknown[];
  /** What stands in the channel of alerts. */
  cards(): readonly Message[];
  /** Reads the queue no longer. */
  end(): Promise<void>;
  /** Puts messages in and waits until they are shown and deleted. */
  send(...bodies: readonly unknown[]): Promise<void>;
}

/** The real bot with the real client, reading a queue on this machine. */
async function stage(settings: SceneSettings = {}, sqs?: LocalSqs): Promise<Stage> {
  const queue = sqs ?? (await startLocalSqs());
  const outcomes: AlertOutcome[] = [];
  const troubles: unknown[] = [];
  const figures = { ...NO_FIGURES, alert: (outcome: AlertOutcome) => void outcomes.push(outcome) };
  const at = await scene({ ...settings, bot: { clock: HASTY, alerts: SHOWN, figures, ...settings.bot } });
  const over = new AbortController();
  const done = keepTaking({
    queue: queueAt(queue),
    clock: HASTY,
    take: (body, id) => at.bot.takeAlert(body, id),
    trouble: (_, cause) => troubles.push(cause),
    signal: over.signal,
  });
  const end = async (): Promise<void> => {
    over.abort();
    await done;
    await queue.hangUp();
  };
  onTestFinished(end);
  const drained = async (): Promise<void> => {
    await expect.poll(() => queue.left(), { timeout: 20_000 }).toBe(0);
    await at.quiet();
  };
  return {
    ...at,
    sqs: queue,
    outcomes,
    troubles,
    end,
    cards: () => at.slack.messages("C0OPS"),
    async send(...bodies) {
      for (const body of bodies) queue.put(body);
      await drained();
    },
  };
}

/** An alarm at a minute of 11 o'clock, as an event of its own. */
function alarmAt(minute: number, value: "ALARM" | "OK" = "ALARM"): Record<string, unknown> {
  const time = `2026-11-20T11:${String(minute).padStart(2, "0")}:00`;
  const event = JSON.stringify(alarm(value, { id: `event-${value}-${minute}` }));
  return JSON.parse(event.replaceAll("2026-11-20T11:40:04.538+0000", `${time}.000+0000`));
}

describe("an alert that is sent to Trail", () => {
  it.each([
    ["by EventBridge", alarm()],
    ["by SNS", notified(alarmAction)],
    ["by both", notified(alarm())],
  ])("is one card in its channel with the questions that fit, when it comes %s", async (_, body) => {
    const at = await stage();
    await at.send(body);
    expect(at.cards()).toHaveLength(1);
    const [card] = at.cards();
    expect(card?.text).toContain("web-1-cpu-high: in alarm since 2026-11-20 11:40:05 UTC.");
    expect(labelsOf(card)).toEqual([
      "What changed around i-0abc123def4567890?",
      "Who changed i-0abc123def4567890?",
      "Something else …",
    ]);
    expect(at.outcomes).toEqual(["posted"]);
  });

  it("is answered in its thread, by a press", async () => {
    const at = await stage();
    await at.send({ title: "A group was opened", resources: ["sg-5887f224"], time: "2026-11-20T11:00:00Z" });
    await pressLabel(at, "U0ALICE", at.cards()[0], "Who changed sg-5887f224?");
    const [, root, answer] = lastThread(at.slack, "C0OPS");
    expect(root?.text).toContain("1 change to sg-5887f224 by alice.");
    expect(answer?.text).toContain("2026-11-19 23:00:00 to 2026-11-20 12:00:");
  });

  it("is the same card when it is repeated, with the count, and says when it is over", async () => {
    const at = await stage();
    await at.send(alarmAt(40));
    await at.send(alarmAt(42));
    expect(at.cards()[0]?.text).toContain(
      "in alarm since 2026-11-20 11:40:00 UTC. Came 2 times, last at 2026-11-20 11:42:00 UTC.",
    );
    await at.send(alarmAt(45, "OK"));
    expect(at.cards()).toHaveLength(1);
    expect(at.cards()[0]?.text).toContain("web-1-cpu-high: resolved at 2026-11-20 11:45:00 UTC. Came 2 times");
    expect(labelsOf(at.cards()[0])).toHaveLength(3);
    expect(at.outcomes).toEqual(["posted", "repeated", "repeated"]);
  });

  it("keeps its buttons when it is drawn again", async () => {
    const at = await stage();
    const body = (minute: number) => ({
      title: "Opened",
      key: "k",
      resources: ["sg-5887f224"],
      time: `2026-11-20T11:${minute}:00Z`,
    });
    await at.send(body(10));
    const before = at.cards()[0];
    await at.send(body(20));
    expect(JSON.stringify(at.cards()[0]?.blocks)).toContain("Came 2 times");
    expect(at.cards()[0]?.blocks.at(-1)).toEqual(before?.blocks.at(-1));
    await pressLabel(at, "U0ALICE", at.cards()[0], "Who changed sg-5887f224?");
    expect(lastThread(at.slack, "C0OPS")[1]?.text).toContain("1 change to sg-5887f224 by alice.");
  });

  it("is another card when it is raised again ten minutes after it was over, and the same when it flaps", async () => {
    const at = await stage();
    await at.send(alarmAt(1));
    await at.send(alarmAt(5, "OK"));
    await at.send(alarmAt(9));
    expect(at.cards()).toHaveLength(1);
    expect(at.cards()[0]?.text).toContain("in alarm since 2026-11-20 11:09:00");
    await at.send(alarmAt(20, "OK"));
    await at.send(alarmAt(31));
    expect(at.cards().map(({ text }) => /(resolved at|in alarm since) .{16}/.exec(text)?.[0])).toEqual([
      "resolved at 2026-11-20 11:20",
      "in alarm since 2026-11-20 11:31",
    ]);
  });

  it("is not drawn by what is late: an alarm that comes after it was over", async () => {
    const at = await stage();
    await at.send(alarmAt(40));
    await at.send(alarmAt(50, "OK"));
    await at.send(alarmAt(45));
    expect(at.cards()).toHaveLength(1);
    expect(at.cards()[0]?.text).toContain("resolved at 2026-11-20 11:50:00 UTC. Came 2 times");
  });

  it("is nothing new where it is over and nobody was told that it began", async () => {
    const at = await stage();
    await at.send(alarm("OK"), alarm("INSUFFICIENT_DATA", { id: "other" }));
    expect(at.cards()).toEqual([]);
    expect(at.outcomes).toEqual(["over", "over"]);
  });

  it("faults 196 and 200: is counted once for one id, whether SQS, SNS or EventBridge sends it again", async () => {
    const at = await stage();
    await at.send(alarm(), alarm(), notified(alarm()));
    expect(at.cards()).toHaveLength(1);
    expect(at.cards()[0]?.text).not.toContain("Came");
    expect(at.outcomes.toSorted()).toEqual(["known", "known", "posted"]);
  });

  it("fault 200: is known for 25 hours, and forgotten after that", async () => {
    let ahead = 0;
    const clock = { ...HASTY, now: () => NOW + ahead };
    const register = createMemoryRegister();
    const at = await stage({ bot: { clock, register } });
    const body = { title: "Once", key: "k" };
    await at.bot.takeAlert(JSON.stringify(body), "message-1");
    ahead = 24 * 3_600_000;
    await at.bot.takeAlert(JSON.stringify(body), "message-1");
    expect(at.cards()).toHaveLength(1);
    ahead = 51 * 3_600_000;
    await at.bot.takeAlert(JSON.stringify({ title: "Another", key: "l" }), "message-2");
    expect(await register.list("alert-cards")).toHaveLength(1);
  });

  it(
    "fault 84: of 500 equal ones in a minute makes one card with the count, drawn a few times",
    { timeout: 60_000 },
    async () => {
      const at = await stage();
      await at.send(...Array.from({ length: 500 }, (_, index) => alarm("ALARM", { id: `event-${index}` })));
      expect(at.cards()).toHaveLength(1);
      expect(at.cards()[0]?.text).toContain("Came 500 times");
      expect(at.slack.calls().filter(({ method }) => method === "chat.postMessage")).toHaveLength(1);
      // The test's clock lets a quarter of a second stand for ten.
      expect(at.slack.calls().filter(({ method }) => method === "chat.update").length).toBeLessThan(100);
      expect(at.troubles).toEqual([]);
    },
  );

  it("fault 85: is dropped and counted where it is about what the bot's own role did", async () => {
    const at = await stage({ bot: { alerts: { ...SHOWN, role: "trail" } } });
    const key = {
      accessKeyDetails: { userType: "AssumedRole", userName: "trail", accessKeyId: "ASIAIOSFODNN7EXAMPLE" },
    };
    await at.send(finding("Discovery:S3/AnomalousBehavior", key));
    expect(at.cards()).toEqual([]);
    expect(at.outcomes).toEqual(["own"]);
    await at.send(keyFinding);
    expect(at.cards()).toHaveLength(1);
  });

  it("fault 197: is shown as text, without a question, where it is nothing that Trail knows", async () => {
    const at = await stage();
    await at.send("The disk is full <!channel>", JSON.stringify({ title: "x", text: "a".repeat(262_144) }));
    await at.send("The disk is still full");
    expect(at.cards()).toHaveLength(2);
    expect(at.cards().flatMap((card) => labelsOf(card))).toEqual([]);
    const texts = at
      .cards()
      .map(({ text }) => text)
      .join("\n");
    expect(texts).toContain("The disk is full &lt;!channel&gt;");
    expect(texts).toContain("… (262167 characters)");
    expect(texts).toContain("Came 2 times");
    expect(at.slack.calls().every(({ ok }) => ok)).toBe(true);
  });

  it("fault 198: shows hostile fields as text", async () => {
    const at = await stage();
    await at.send({
      title: "<!here> <https://evil.example|AWS>",
      users: ["<@U0BOB>"],
      buckets: ["<x>"],
      resources: ["*a*_b_"],
    });
    expect(at.cards()[0]?.text).toContain("&lt;!here&gt; &lt;https://evil.example|AWS&gt;");
    expect(JSON.stringify(at.cards()[0]?.blocks)).not.toMatch(/mrkdwn|"type":"link"|"type":"user"/);
    expect(at.slack.calls().every(({ ok }) => ok)).toBe(true);
  });

  it("fault 76: gives nobody a name: who asks is whoever presses", async () => {
    const at = await stage({ access: [{ who: ["U0ALICE"] }] });
    await at.send({ title: "x", users: ["admin"], user: "U0ALICE", by: ["U0ALICE"] });
    await pressLabel(at, "U0BOB", at.cards()[0], "What did admin do?");
    expect(lastThread(at.slack, "C0OPS")).toHaveLength(1);
  });

  it("tells several findings of one event apart", async () => {
    const at = await stage();
    const of = (id: string) => ({ Id: id, Title: `Finding ${id}`, Resources: [], Workflow: { Status: "NEW" } });
    await at.send(
      bridged("Security Hub Findings - Custom Action", "aws.securityhub", { findings: [of("a"), of("b")] }),
    );
    expect(at.cards()).toHaveLength(2);
  });
});

describe("a card that cannot be posted", () => {
  it("is posted when Slack is back, and its message stays in the queue until then", async () => {
    const at = await stage();
    at.slack.fail("chat.postMessage", { kind: "error", error: "channel_not_found" });
    at.sqs.put(alarm());
    await expect.poll(() => at.troubles.length).toBe(1);
    expect(at.sqs.left()).toBe(1);
    at.sqs.reveal();
    await at.send();
    expect(at.cards()).toHaveLength(1);
  });

  it("is not posted in a channel that is shared with another organization", async () => {
    const at = await stage();
    at.slack.setChannel("C0OPS", { isExternallyShared: true });
    at.sqs.put(alarm());
    await expect.poll(() => at.troubles.length).toBe(1);
    expect(at.cards()).toEqual([]);
    expect(at.sqs.left()).toBe(1);
  });

  it("is found again where history may be read, when Slack's answer was lost", async () => {
    const scopes = ["app_mentions:read", "channels:read", "channels:history", "chat:write", "commands", "files:write"];
    const more = ["groups:history", "groups:read", "im:history", "im:write", "usergroups:read", "users:read"];
    const at = await stage({ slack: { scopes: [...scopes, ...more] }, bot: { hasHistory: true } });
    at.slack.fail("chat.postMessage", { kind: "reset", done: true });
    await at.send(alarm());
    expect(at.cards()).toHaveLength(1);
  });

  it("is drawn again no more where somebody removed it", async () => {
    const at = await stage();
    await at.send(alarmAt(40));
    at.slack.fail("chat.update", { kind: "error", error: "message_not_found" });
    await at.send(alarmAt(41));
    expect(at.sqs.left()).toBe(0);
    expect(at.troubles).toEqual([]);
  });
});

/** A register whose process dies at the write of a number, counted from now. */
function dyingAt(register: Register, write: number): Register {
  let writes = 0;
  return {
    ...register,
    async put(shelf, id, value, expected) {
      if (++writes >= write) throw new Error("killed");
      return register.put(shelf, id, value, expected);
    },
  };
}

describe("a kill between receiving and posting", () => {
  it.each([
    ["before anything is written", 1],
    ["after the card is written, before it is claimed", 2],
    ["after it is claimed, before its buttons are", 3],
  ])("loses nothing, and another process posts once: %s", async (_, write) => {
    const register = createMemoryRegister();
    let ahead = 0;
    const clock = { ...HASTY, now: () => HASTY.now() + ahead };
    const dying = await stage({ bot: { register: dyingAt(register, write), clock, owner: "one" } });
    dying.sqs.put(alarm());
    await expect.poll(() => dying.troubles.length).toBe(1);
    await dying.end();
    await dying.bot.stop(0);
    expect(dying.cards()).toEqual([]);
    ahead = 120_000;
    dying.sqs.reveal();
    const next = await stage({ at: dying.slack, bot: { register, clock, owner: "two" } }, dying.sqs);
    await next.send();
    expect(next.cards()).toHaveLength(1);
    expect(next.cards()[0]?.text).not.toContain("Came");
  });

  it("leaves a card alone that another process is posting", async () => {
    const register = createMemoryRegister();
    const one = await stage({ bot: { register: dyingAt(register, 3), owner: "one" } });
    one.sqs.put(alarm());
    await expect.poll(() => one.troubles.length).toBe(1);
    const two = await scene({ at: one.slack, bot: { register, owner: "two", alerts: SHOWN, clock: HASTY } });
    await expect(two.bot.takeAlert(JSON.stringify(alarm()), "again")).rejects.toThrow("Another process posts");
    expect(one.cards()).toEqual([]);
  });
});
