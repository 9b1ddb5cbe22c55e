import { describe, expect, it } from "vitest";
import type { Clock } from "../../src/clock.ts";
import { holdJob, type HeldJob } from "../../src/jobs/held-job.ts";
import { createMemoryStore } from "../../src/jobs/memory-store.ts";
import type { Ready } from "../../src/question/interpretation.ts";
import { answeredBefore } from "../../src/slack/answered-before.ts";
import { clockAt, NOW, scene } from "../fixtures/bot.ts";
import { movingClock } from "../fixtures/clock.ts";
import { ALICE, lastThread, QUESTION, told } from "../fixtures/conversation.ts";
import { createMemoryEngine } from "../fixtures/memory-engine.ts";

const THREAD = `${NOW / 1000}.000001`;
const MEANING: Ready = {
  status: "ready",
  intent: "console-logins",
  params: {},
  window: { start: "2026-11-20T00:00:00Z", end: "2026-11-20T12:00:00Z", zone: "UTC", text: "today" },
  limit: null,
  include: [],
  notes: [],
};

/** A thread with a reply in it, and a clock on which things happen in it: what is to happen, by the second. */
async function thread(events: Readonly<Record<number, () => Promise<unknown>>> = {}) {
  const store = createMemoryStore();
  const moving = movingClock(NOW);
  const clock: Clock = {
    now: () => moving.now(),
    async after(ms) {
      const before = moving.now();
      await moving.after(ms);
      for (const [second, event] of Object.entries(events)) {
        const at = NOW + Number(second) * 1000;
        if (at > before && at <= moving.now()) await event();
      }
    },
  };
  const ask = async (id: string, key: string, stop = new AbortController()): Promise<HeldJob> => {
    const place = { asker: "U0ALICE", channel: "C0INC", thread: THREAD, question: {} };
    const fresh = { id, key: `message:C0INC:${key}`, ...place, acceptedAt: clock.now() };
    const { job } = await store.accept(fresh, { owner: "o", now: clock.now(), until: clock.now() + 30_000 });
    return holdJob(job, store, { signal: stop.signal, letGo: new AbortController().signal }, () => "token");
  };
  const look = (held: HeldJob) => answeredBefore(held, { channel: "C0INC", thread: THREAD }, { store, clock });
  const waited = (): number => (moving.now() - NOW) / 1000;
  return { ask, look, waited };
}

const answer = (held: HeldJob | undefined): Promise<unknown> | undefined =>
  held?.change({ meaning: MEANING, ending: "answered", endedAt: NOW });

describe("what came before a reply in its thread (fault 27)", () => {
  it("is waited for while it runs", async () => {
    let parent: HeldJob | undefined;
    const { ask, look, waited } = await thread({ 2: async () => answer(parent) });
    parent = await ask("parent", THREAD);
    expect(await look(await ask("reply", "2.1"))).toMatchObject({ earlier: { ready: MEANING }, isComing: false });
    expect(waited()).toBe(2);
  });

  it("is waited for where its event comes in after that of the reply", async () => {
    const box: { parent?: HeldJob } = {};
    const at = await thread({
      1: async () => (box.parent = await at.ask("parent", THREAD)),
      3: async () => answer(box.parent),
    });
    expect(await at.look(await at.ask("reply", "2.1"))).toMatchObject({ earlier: { ready: MEANING } });
    expect(at.waited()).toBe(3);
  });

  it("is waited for five seconds at most", async () => {
    const { ask, look, waited } = await thread();
    await (await ask("parent", THREAD)).change({ meaning: MEANING });
    expect(await look(await ask("reply", "2.1"))).toEqual({ earlier: null, isComing: true });
    expect(waited()).toBe(5);
  });

  it("is not waited for where nothing can come: the question began the thread, or all have ended", async () => {
    const { ask, look, waited } = await thread();
    const root = await ask("root", THREAD);
    expect(await look(root)).toEqual({ earlier: null, isComing: false });
    await root.change({ ending: "asked", endedAt: NOW });
    expect(await look(await ask("reply", "2.1"))).toEqual({ earlier: null, isComing: false });
    expect(waited()).toBe(0);
  });

  it("is not waited for by a question that is stopped", async () => {
    const stop = new AbortController();
    const { ask, look } = await thread({ 1: async () => stop.abort(new Error("stopped")) });
    await ask("parent", THREAD);
    await expect(look(await ask("reply", "2.1", stop))).rejects.toThrow("stopped");
  });
});

it("a reply to a question that runs on is asked back, with the reason (fault 27)", async () => {
  const normal = clockAt();
  const fast: Clock = {
    now: () => NOW + (normal.now() - NOW) * 10,
    after: (ms, signal) => normal.after(ms / 10, signal),
  };
  const engine = createMemoryEngine(() => ({ states: ["running"] }));
  const at = await scene({ engine, bot: { clock: fast }, slack: { clock: normal } });
  await at.slack.command({ ...ALICE, command: "/trail", text: QUESTION });
  await expect.poll(() => engine.started).toHaveLength(1);
  const [root] = lastThread(at.slack, "C0INC");
  await at.slack.write({ ...ALICE, thread: root?.ts ?? "", text: `<@${at.slack.botUser}> and the day before?` });
  await expect.poll(() => told(at)).toHaveLength(1);
  expect(told(at)[0]).toContain("to go on from that, reply again once it has one");
});
