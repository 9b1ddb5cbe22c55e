import { describe, expect, it } from "vitest";
import { holdJob, type HeldJob } from "../../src/jobs/held-job.ts";
import type { Job } from "../../src/jobs/job.ts";
import { createMemoryStore } from "../../src/jobs/memory-store.ts";

const FRESH = { id: "a", key: "k", asker: "U0ALICE", channel: "C0INC", thread: null, question: {}, acceptedAt: 0 };
const HOLDER = { owner: "one", now: 0, until: 1 };

/** A job that each call takes in hand anew, as another process does after a crash. */
async function job(): Promise<{ take: () => Promise<HeldJob>; stored: () => Promise<Job | null> }> {
  const store = createMemoryStore();
  await store.accept(FRESH, HOLDER);
  return {
    async take() {
      await store.letGo("one");
      const [taken] = await store.takeUp(HOLDER, 1);
      if (taken === undefined) throw new Error("The job is not free.");
      return holdJob(
        taken,
        store,
        { signal: new AbortController().signal, letGo: new AbortController().signal },
        () => "token",
      );
    },
    stored: () => store.get("a"),
  };
}

const never = (): Promise<unknown> => Promise.reject(new Error("It was looked up once more."));

describe("what is looked up for a job", () => {
  it("is stored before it is given out, and never looked up again", async () => {
    const { take, stored } = await job();
    const first = await take();
    expect(await first.ledger.lookedUp(async () => ({ ids: ["one"] }))).toEqual({ ids: ["one"] });
    expect((await stored())?.lookedUp).toEqual({ ids: ["one"] });
    expect(await first.ledger.lookedUp(never)).toEqual({ ids: ["one"] });
    await first.ledger.open(0);
    expect(await (await take()).ledger.lookedUp(never)).toEqual({ ids: ["one"] });
  });

  it("is looked up again where the process died before it was stored", async () => {
    const { take } = await job();
    await expect((await take()).ledger.lookedUp(never)).rejects.toThrow(/once more/);
    expect(await (await take()).ledger.lookedUp(async () => "told")).toBe("told");
  });

  it("is nothing once an execution was begun without it", async () => {
    const { take } = await job();
    const first = await take();
    expect(await first.ledger.lookedUp(async () => null)).toBeNull();
    await first.ledger.open(0);
    expect(await (await take()).ledger.lookedUp(never)).toBeNull();
  });
});
