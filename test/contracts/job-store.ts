import { expect, it } from "vitest";
import { LostHold, type Holder, type JobStore } from "../../src/jobs/job-store.ts";
import type { NewJob } from "../../src/jobs/job.ts";

const HOLDER: Holder = { owner: "one", now: 1000, until: 31_000 };
const OTHER: Holder = { owner: "two", now: 2000, until: 32_000 };

function fresh(id: string, parts: Partial<NewJob> = {}): NewJob {
  return {
    id,
    key: `key-${id}`,
    asker: "U0ALICE",
    channel: "C0INC",
    thread: null,
    question: { text: "who changed sg-1" },
    acceptedAt: 1000,
    ...parts,
  };
}

const ids = (jobs: readonly { id: string }[]): string[] => jobs.map(({ id }) => id);

/** What every store of jobs holds to. `open` gives a new, empty one. */
export function jobStoreContract(open: () => Promise<JobStore>): void {
  it("writes a job down as it begins", async () => {
    const store = await open();
    const { job, isNew } = await store.accept(fresh("a"), HOLDER);
    expect(isNew).toBe(true);
    expect(await store.get("a")).toEqual(job);
    expect(job).toEqual({
      ...fresh("a"),
      meaning: null,
      lookedUp: null,
      answer: null,
      executions: [],
      spent: { bytes: 0, dollars: 0 },
      deliveries: [],
      endedAt: null,
      ending: null,
      cancelledBy: null,
      attempts: 1,
      fence: 1,
    });
    expect(await store.get("b")).toBeNull();
  });

  it("fault 212: makes one job of two deliveries of the same thing", async () => {
    const store = await open();
    await store.accept(fresh("a", { key: "same" }), HOLDER);
    const again = await store.accept(fresh("b", { key: "same" }), OTHER);
    expect(again).toMatchObject({ isNew: false, job: { id: "a" } });
    expect(await store.get("b")).toBeNull();
  });

  it("changes the parts that are named, and nothing else", async () => {
    const store = await open();
    const { job } = await store.accept(fresh("a"), HOLDER);
    const changed = await store.change(job, {
      thread: "1.2",
      meaning: { intent: "who-changed" },
      lookedUp: { ids: ["eni-6c5ca5a8"], notes: [] },
      answer: { headline: "x" },
      executions: [{ step: 0, token: "t", id: null, isLost: false }],
      deliveries: [{ what: "status", state: "sent", mark: "1.2", tries: 1 }],
    });
    expect(await store.get("a")).toEqual(changed);
    expect(changed).toMatchObject({
      key: "key-a",
      thread: "1.2",
      lookedUp: { ids: ["eni-6c5ca5a8"] },
      answer: { headline: "x" },
    });
  });

  it("fault 212: leaves held jobs alone until the hold is over, then counts an attempt", async () => {
    const store = await open();
    await store.accept(fresh("a"), HOLDER);
    expect(await store.takeUp(OTHER, 10)).toEqual([]);
    const later = { now: 31_000, until: 61_000 };
    const [taken] = await store.takeUp({ ...OTHER, ...later }, 10);
    expect(taken).toMatchObject({ id: "a", attempts: 2, fence: 2 });
    expect(await store.takeUp({ ...HOLDER, ...later }, 10)).toEqual([]);
  });

  it("takes up oldest first, no more than asked for, and nothing that has ended", async () => {
    const store = await open();
    for (const [id, acceptedAt] of [
      ["c", 30],
      ["a", 10],
      ["b", 20],
      ["d", 40],
    ] as const)
      await store.accept(fresh(id, { acceptedAt }), HOLDER);
    const first = await store.get("a");
    if (first !== null) await store.change(first, { ending: "answered", endedAt: 50 });
    await store.letGo("one");
    expect((await store.takeUp(OTHER, 2)).map(({ id }) => id)).toEqual(["b", "c"]);
    expect((await store.takeUp(OTHER, 2)).map(({ id }) => id)).toEqual(["d"]);
  });

  it("faults 212 and 213: refuses a holder who was overtaken", async () => {
    const store = await open();
    const { job } = await store.accept(fresh("a"), HOLDER);
    await store.letGo("one");
    const [taken] = await store.takeUp(OTHER, 1);
    await expect(store.change(job, { ending: "answered", endedAt: 1 })).rejects.toBeInstanceOf(LostHold);
    expect(await store.get("a")).toEqual(taken);
  });

  it("keeps held what is renewed, and tells what is to be stopped", async () => {
    const store = await open();
    await store.accept(fresh("a"), HOLDER);
    await store.accept(fresh("b"), HOLDER);
    const held = (id: string, isToStop = false) => ({ id, fence: 1, isToStop });
    expect(await store.renew({ ...HOLDER, until: 61_000 })).toEqual([held("a"), held("b")]);
    expect(await store.takeUp({ ...OTHER, now: 31_000, until: 61_000 }, 10)).toEqual([]);
    expect(await store.cancel("a", "U0BOB")).toBe(true);
    expect(await store.renew({ ...HOLDER, until: 62_000 })).toEqual([held("a", true), held("b")]);
    expect(await store.renew({ ...OTHER, until: 62_000 })).toEqual([]);
    expect(await store.get("a")).toMatchObject({ cancelledBy: "U0BOB" });
  });

  it("fault 213: renews only what the owner still holds and what is open", async () => {
    const store = await open();
    for (const id of ["a", "b", "c"]) await store.accept(fresh(id), HOLDER);
    await store.takeUp({ ...OTHER, now: 31_000, until: 61_000 }, 1);
    const last = await store.get("c");
    if (last !== null) await store.change(last, { ending: "answered", endedAt: 5 });
    expect(await store.renew(HOLDER)).toEqual([{ id: "b", fence: 1, isToStop: false }]);
    expect(await store.renew({ ...OTHER, until: 61_000 })).toEqual([{ id: "a", fence: 2, isToStop: false }]);
  });

  it("fault 219: takes up what is held for longer than anybody may: the machine was started anew since", async () => {
    const store = await open();
    await store.accept(fresh("a"), { owner: "one", now: 9e9, until: 9e9 + 30_000 });
    expect(await store.takeUp(OTHER, 10)).toMatchObject([{ id: "a", fence: 2 }]);
  });

  it("remembers who stopped a job first, through later changes, and stops none that has ended", async () => {
    const store = await open();
    const { job } = await store.accept(fresh("a"), HOLDER);
    await store.cancel("a", "U0BOB");
    await store.cancel("a", "U0ALICE");
    const changed = await store.change(job, { meaning: { intent: "x" } });
    expect(changed).toMatchObject({ cancelledBy: "U0BOB" });
    await store.change(changed, { ending: "cancelled", endedAt: 5 });
    expect(await store.get("a")).toMatchObject({ cancelledBy: "U0BOB", meaning: { intent: "x" }, ending: "cancelled" });
    expect(await store.cancel("a", "U0ALICE")).toBe(false);
    expect(await store.cancel("nobody", "U0ALICE")).toBe(false);
  });

  it("finds jobs by asker and by thread, newest first", async () => {
    const store = await open();
    await store.accept(fresh("a", { thread: "1.1", acceptedAt: 1 }), HOLDER);
    await store.accept(fresh("b", { thread: "1.1", acceptedAt: 2, asker: "U0BOB" }), HOLDER);
    const { job } = await store.accept(fresh("c", { acceptedAt: 3 }), HOLDER);
    await store.change(job, { thread: "1.1" });
    await store.accept(fresh("d", { thread: "1.1", channel: "C0OPS", acceptedAt: 4 }), HOLDER);
    expect(ids(await store.ofThread("C0INC", "1.1", 10))).toEqual(["c", "b", "a"]);
    expect(ids(await store.ofThread("C0INC", "1.1", 1))).toEqual(["c"]);
    expect(ids(await store.ofAsker("U0ALICE", 10))).toEqual(["d", "c", "a"]);
    expect(ids(await store.ofChannel("C0INC", 2, 10))).toEqual(["c", "b"]);
    expect(ids(await store.ofChannel("C0INC", 0, 1))).toEqual(["c"]);
  });

  it("adds up what jobs have cost since a moment: an asker's, a channel's, and all", async () => {
    const store = await open();
    const costs = [
      ["early", 999, "U0ALICE", "C0INC", 8],
      ["a", 1000, "U0ALICE", "C0INC", 0.25],
      ["b", 2000, "U0BOB", "C0INC", 0.5],
      ["c", 3000, "U0ALICE", "C0OPS", 0.125],
    ] as const;
    for (const [id, acceptedAt, asker, channel, dollars] of costs) {
      const { job } = await store.accept(fresh(id, { acceptedAt, asker, channel }), HOLDER);
      await store.change(job, { spent: { bytes: 1000, dollars } });
    }
    expect(await store.spentSince(1000, { asker: "U0ALICE", channel: "C0INC" })).toEqual({
      asker: { jobs: 2, bytes: 2000, dollars: 0.375 },
      channel: { jobs: 2, bytes: 2000, dollars: 0.75 },
      all: { jobs: 3, bytes: 3000, dollars: 0.875 },
    });
    const nothing = { jobs: 0, bytes: 0, dollars: 0 };
    expect(await store.spentSince(4000, { asker: "U0ALICE", channel: "C0INC" })).toEqual({
      asker: nothing,
      channel: nothing,
      all: nothing,
    });
  });

  it("finds what ended lately, newest first", async () => {
    const store = await open();
    for (const [id, endedAt] of [
      ["a", 100],
      ["b", 300],
      ["c", 200],
    ] as const) {
      const { job } = await store.accept(fresh(id), HOLDER);
      await store.change(job, { ending: "failed", endedAt });
    }
    await store.accept(fresh("open"), HOLDER);
    expect(ids(await store.endedSince(101, 10))).toEqual(["b", "c"]);
    expect(ids(await store.endedSince(100, 2))).toEqual(["b", "c"]);
    expect(ids(await store.endedSince(301, 10))).toEqual([]);
  });

  it("keeps small things once, until their time is over", async () => {
    const store = await open();
    expect(await store.keep("p1", { kind: "cancel", job: "a" }, 500)).toBe(true);
    expect(await store.keep("p1", { kind: "other" }, 900)).toBe(false);
    expect(await store.kept("p1", 499)).toEqual({ kind: "cancel", job: "a" });
    expect(await store.kept("p1", 500)).toBeNull();
    expect(await store.kept("__proto__", 0)).toBeNull();
  });

  it("forgets what ended long ago, and never what is open", async () => {
    const store = await open();
    const { job } = await store.accept(fresh("a"), HOLDER);
    await store.change(job, { ending: "answered", endedAt: 100 });
    await store.accept(fresh("b"), HOLDER);
    await store.keep("p", 1, 100);
    await store.forget(100, 99);
    expect(await store.get("a")).not.toBeNull();
    await store.forget(101, 100);
    expect(await store.get("a")).toBeNull();
    expect(await store.get("b")).not.toBeNull();
    expect(await store.keep("p", 2, 300)).toBe(true);
  });
}
