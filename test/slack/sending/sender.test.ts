import type { Clock } from "../../../src/clock.ts";
import { describe, expect, it, onTestFinished } from "vitest";
import type { LocalSlack } from "../../../src/playground/local-slack.ts";
import { startLocalSlack } from "../../../src/playground/start-local-slack.ts";
import { createSender, SlackRefused, SlackUncertain, type Sender } from "../../../src/slack/sending/sender.ts";
import { createWeb } from "../../../src/slack/sending/web.ts";
import { movingClock, stoppedClock } from "../../fixtures/clock.ts";
import { quietLogger } from "../../fixtures/quiet-logger.ts";

interface Scene<C extends Clock> {
  readonly slack: LocalSlack;
  readonly sender: Sender;
  readonly clock: C;
  readonly outcomes: string[];
}

async function scene(): Promise<Scene<ReturnType<typeof movingClock>>>;
async function scene<C extends Clock>(clock: C): Promise<Scene<C>>;
async function scene(clock: Clock = movingClock()): Promise<Scene<Clock>> {
  const slack = await startLocalSlack();
  onTestFinished(() => slack.close());
  const outcomes: string[] = [];
  const web = createWeb({ token: slack.botToken, apiUrl: slack.apiUrl, logger: quietLogger() });
  const sender = createSender(web, clock, (method, outcome) => outcomes.push(`${method} ${outcome}`));
  return { slack, sender, clock, outcomes };
}

const post = (sender: Sender, channel: string, text: string) =>
  sender.once("chat.postMessage", { channel, text }, { channel });
const texts = (slack: LocalSlack, channel: string) => slack.messages(channel).map(({ text }) => text);

describe("fault 146 and fault 147: too many calls", () => {
  it.each([
    [30, 30_000],
    [null, 30_000],
  ])("are waited out, in order, before the same is called again (Retry-After %s)", async (retryAfter, ms) => {
    const { slack, sender, clock } = await scene();
    slack.fail("chat.postMessage", { kind: "limited", retryAfter });
    await Promise.all(["a", "b", "c"].map((text) => post(sender, "C0INC", text)));
    expect(texts(slack, "C0INC")).toEqual(["a", "b", "c"]);
    expect(clock.now()).toBe(ms);
  });

  it("hold up neither other channels nor other methods", { timeout: 5000 }, async () => {
    const clock = stoppedClock();
    const { slack, sender } = await scene(clock);
    slack.fail("chat.postMessage", { kind: "limited", retryAfter: 30 });
    const held = post(sender, "C0INC", "a");
    await expect.poll(() => clock.waiting()).toBe(1);
    await post(sender, "C0OPS", "b");
    await sender.once("users.info", { user: "U0ALICE" });
    expect([texts(slack, "C0INC"), texts(slack, "C0OPS")]).toEqual([[], ["b"]]);
    clock.pass(30_000);
    await held;
    expect(texts(slack, "C0INC")).toEqual(["a"]);
  });

  it("are not waited out beyond the caller's time", async () => {
    const { slack, sender } = await scene();
    slack.fail("chat.postMessage", { kind: "limited", retryAfter: 30 });
    await expect(
      sender.once("chat.postMessage", { channel: "C0INC", text: "a" }, { until: 10_000 }),
    ).rejects.toBeInstanceOf(SlackUncertain);
    expect(texts(slack, "C0INC")).toEqual([]);
  });
});

describe("lost answers", () => {
  it.each([
    ["status", { kind: "status", status: 500, done: true }],
    ["reset", { kind: "reset", done: true }],
    ["Slack's own fault", { kind: "error", error: "internal_error" }],
  ] as const)("of a post are the caller's to think about: %s", async (_, fault) => {
    const { slack, sender, outcomes } = await scene();
    slack.fail("chat.postMessage", fault);
    await expect(post(sender, "C0INC", "a")).rejects.toBeInstanceOf(SlackUncertain);
    expect(outcomes).toEqual(["chat.postMessage uncertain"]);
  });

  it("of what may be repeated are asked for again, ever less often", async () => {
    const { slack, sender, clock } = await scene();
    for (let count = 0; count < 7; count++) slack.fail("users.info", { kind: "status", status: 503, done: false });
    await sender.repeat("users.info", { user: "U0ALICE" });
    expect(clock.waits.filter((ms) => ms > 0)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it("through half an hour without Slack what waits is sent within half a minute of its return, once and in order", async () => {
    const { slack, sender, clock } = await scene();
    slack.outage(true);
    const { ts } = { ts: slack.post({ channel: "C0INC", botId: slack.botId, text: "status" }) };
    const back = 30 * 60_000;
    const watched = { now: () => clock.now() };
    const update = sender.repeat("chat.update", { channel: "C0INC", ts, text: "headline" }, { channel: "C0INC" });
    const after = update.then(() => post(sender, "C0INC", "answer"));
    while (watched.now() < back) await new Promise((resolve) => setImmediate(resolve));
    slack.outage(false);
    await after;
    expect(clock.now() - back).toBeLessThanOrEqual(60_000);
    expect(texts(slack, "C0INC")).toEqual(["headline", "answer"]);
  });

  it("fault 162: of a network that is gone are asked for again when it is back, at most half a minute apart", async () => {
    const { slack, sender, clock } = await scene();
    await slack.close();
    const answer = sender.repeat("users.info", { user: "U0ALICE" });
    await expect.poll(() => clock.waits.filter((ms) => ms > 0).length).toBeGreaterThan(6);
    const again = await startLocalSlack({ port: Number(new URL(slack.origin).port) });
    onTestFinished(() => again.close());
    expect(await answer).toMatchObject({ ok: true });
    expect(Math.max(...clock.waits)).toBe(30_000);
  });

  it("are given up at the caller's time", async () => {
    const { slack, sender } = await scene();
    slack.outage(true);
    await expect(sender.repeat("users.info", { user: "U0ALICE" }, { until: 20_000 })).rejects.toBeInstanceOf(
      SlackUncertain,
    );
  });
});

it("what Slack refuses is not asked again", async () => {
  const { slack, sender, outcomes } = await scene();
  await expect(sender.repeat("users.info", { user: "U0NOBODY" })).rejects.toMatchObject({
    name: "SlackRefused",
    code: "user_not_found",
  });
  expect(outcomes).toEqual(["users.info refused"]);
  await expect(sender.repeat("https://evil.example/x", {})).rejects.toBeInstanceOf(SlackRefused);
  expect(slack.calls().at(-1)?.error).toBe("unknown_method");
});

it("a call that was stopped waits no longer", async () => {
  const { slack, sender } = await scene();
  slack.outage(true);
  const stop = new AbortController();
  const call = sender.repeat("users.info", { user: "U0ALICE" }, { signal: stop.signal });
  stop.abort(new Error("over"));
  await expect(call).rejects.toThrow("over");
});
