import { describe, expect, it, onTestFinished } from "vitest";
import { holdJob, type HeldJob } from "../../src/jobs/held-job.ts";
import type { JobStore } from "../../src/jobs/job-store.ts";
import { createMemoryStore } from "../../src/jobs/memory-store.ts";
import type { LocalSlack } from "../../src/playground/local-slack.ts";
import { startLocalSlack } from "../../src/playground/start-local-slack.ts";
import { createSender, type Sender } from "../../src/slack/sending/sender.ts";
import { createWeb } from "../../src/slack/sending/web.ts";
import type { Forms } from "../../src/slack/sending/form.ts";
import { mrkdwn } from "../../src/slack/sending/mrkdwn.ts";
import { createThread, type Thread } from "../../src/slack/thread.ts";
import { stoppedClock } from "../fixtures/clock.ts";
import { quietLogger } from "../fixtures/quiet-logger.ts";

interface Scene {
  readonly slack: LocalSlack;
  readonly clock: ReturnType<typeof stoppedClock>;
  readonly sender: Sender;
  readonly thread: Thread;
  /** The thread as the next process finds it. */
  readonly again: () => Promise<Thread>;
  /** Texts that the status message was changed to, in order. */
  readonly changes: () => readonly unknown[];
}

const saying = (text: string): Forms => [{ text: mrkdwn(text), blocks: [] }];

async function heldJob(store: JobStore): Promise<HeldJob> {
  const asked = { id: "j1", key: "k1", asker: "U0ALICE", channel: "C0INC", thread: null, question: {}, acceptedAt: 0 };
  const { job } = await store.accept(asked, { owner: "o", now: 0, until: 30_000 });
  return holdJob(job, store, { signal: new AbortController().signal, letGo: new AbortController().signal }, () => "t");
}

async function scene(): Promise<Scene> {
  const slack = await startLocalSlack();
  onTestFinished(() => slack.close());
  const clock = stoppedClock();
  const web = createWeb({ token: slack.botToken, apiUrl: slack.apiUrl, logger: quietLogger() });
  const sender = createSender(web, clock, () => undefined);
  const store = createMemoryStore();
  const post = { sender, hasHistory: false, repeated: () => undefined };
  const uploading = { sender, hasHistory: false, apiUrl: slack.apiUrl, clock, patience: 1000 };
  const threadOf = (held: HeldJob): Thread =>
    createThread(held, { post, uploading, clock, channel: "C0INC", asked: null, options: {} });
  return {
    slack,
    clock,
    sender,
    thread: threadOf(await heldJob(store)),
    again: async () => threadOf(await heldJob(store)),
    changes: () =>
      slack
        .calls()
        .filter(({ method, ok }) => method === "chat.update" && ok)
        .map((call) => call.arguments["text"]),
  };
}

const turns = (count: number) => Array.from({ length: count }, (_, index) => `number ${index + 1}`);

describe("fault 146: a status that changes while Slack takes no change", () => {
  it("is shown as it stands when Slack takes one again, and nobody else waits for that", async () => {
    const { slack, clock, sender, thread, changes } = await scene();
    await thread.open(saying("status"));
    slack.fail("chat.update", { kind: "limited", retryAfter: 30 });
    const shown = thread.progress(saying("first"));
    await expect.poll(() => clock.waiting()).toBe(1);
    for (const text of turns(10)) void thread.progress(saying(text));
    await sender.once("chat.postMessage", { channel: "C0OPS", text: "elsewhere" }, { channel: "C0OPS" });
    expect([clock.waiting(), changes()]).toEqual([1, []]);
    clock.pass(30_000);
    await shown;
    expect(changes()).toEqual(["number 10"]);
  });

  it("gives way to the answer", async () => {
    const { slack, clock, thread, changes } = await scene();
    await thread.open(saying("status"));
    slack.fail("chat.update", { kind: "limited", retryAfter: 30 });
    void thread.progress(saying("status, later"));
    await expect.poll(() => clock.waiting()).toBe(1);
    const reported = thread.report(saying("headline"), null);
    await expect.poll(() => clock.waiting()).toBe(1);
    void thread.progress(saying("status, too late"));
    clock.pass(30_000);
    await reported;
    expect(changes()).toEqual(["headline"]);
  });

  it("changes once in three seconds at most", async () => {
    const { clock, thread, changes } = await scene();
    await thread.open(saying("status"));
    await thread.progress(saying("one"));
    const second = thread.progress(saying("two"));
    void thread.progress(saying("three"));
    await expect.poll(() => clock.waiting()).toBe(1);
    clock.pass(2999);
    expect([clock.waiting(), changes()]).toEqual([1, ["one"]]);
    clock.pass(1);
    await second;
    expect(changes()).toEqual(["one", "three"]);
  });
});

describe("fault 150: a crash after the thread was removed", () => {
  it("leaves what was said in the channel as it is, and goes on below it", async () => {
    const { slack, thread, again } = await scene();
    await thread.open(saying("status"));
    slack.remove("C0INC", thread.root() ?? "");
    await thread.report(saying("headline"), saying("rows"));
    const next = await again();
    await next.open(saying("status"));
    await next.report(saying("headline"), saying("rows"));
    const [root, ...others] = slack.messages("C0INC");
    expect([root?.text, others]).toEqual(["headline", []]);
    expect(slack.thread("C0INC", root?.ts ?? "").map(({ text }) => text)).toEqual(["headline", "rows"]);
  });

  it("the same where only the headline was there", async () => {
    const { slack, thread, again } = await scene();
    await thread.open(saying("status"));
    await thread.report(saying("headline"), null);
    slack.remove("C0INC", thread.root() ?? "");
    await thread.report(saying("headline"), saying("rows"));
    const next = await again();
    await next.open(saying("status"));
    await next.report(saying("headline"), saying("rows"));
    expect(slack.messages("C0INC").map(({ text }) => text)).toEqual(["rows"]);
    expect(next.root()).toBe(slack.messages("C0INC")[0]?.ts);
  });
});
