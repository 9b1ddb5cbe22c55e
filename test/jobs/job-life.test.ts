import { describe, expect, it } from "vitest";
import { TrailError } from "../../src/errors.ts";
import type { HeldJob } from "../../src/jobs/held-job.ts";
import { createJobLife, type JobLife, type Work } from "../../src/jobs/job-life.ts";
import type { Ending } from "../../src/jobs/job.ts";
import type { JobStore } from "../../src/jobs/job-store.ts";
import { createMemoryStore } from "../../src/jobs/memory-store.ts";
import { LetGo } from "../../src/jobs/hold.ts";
import { movingClock } from "../fixtures/clock.ts";

const FRESH = {
  id: "id-one-1",
  key: "k",
  asker: "U0ALICE",
  channel: "C0INC",
  thread: null,
  question: {},
  acceptedAt: 0,
};

interface Scene {
  readonly life: JobLife;
  readonly store: JobStore;
  readonly failures: unknown[];
  readonly troubles: string[];
}

function scene(
  answer: Work["answer"],
  parts: { store?: JobStore; owner?: string; failed?: Work["failed"]; ended?: Work["ended"] } = {},
): Scene {
  const store = parts.store ?? createMemoryStore();
  const failures: unknown[] = [];
  const troubles: string[] = [];
  let count = 0;
  const failed: Work["failed"] =
    parts.failed ??
    (async (_, cause) => {
      failures.push(cause);
      return "failed";
    });
  const life = createJobLife({
    store,
    clock: movingClock(),
    owner: parts.owner ?? "one",
    work: { answer, failed, ended: parts.ended ?? (async () => undefined) },
    newId: () => `id-${parts.owner ?? "one"}-${++count}`,
    trouble: (what) => troubles.push(what),
  });
  return { life, store, failures, troubles };
}

/** Waits for the signal of a job, and throws its reason. */
async function stopped({ signal }: HeldJob): Promise<never> {
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  throw signal.reason;
}

describe("a job", () => {
  it("is worked on once, and ends as the work says", async () => {
    const worked: string[] = [];
    const { life, store } = scene(async ({ job }) => {
      worked.push(job.id);
      return "answered";
    });
    const { job } = await life.accept(FRESH);
    expect(worked).toEqual([]);
    life.begin(job);
    life.begin(job);
    await life.idle();
    expect(worked).toEqual([job.id]);
    expect(await store.get(job.id)).toMatchObject({ ending: "answered" });
    expect((await life.accept(FRESH)).isNew).toBe(false);
  });

  it("that fails is told so, and ends", async () => {
    const failure = new TrailError("engine-user", "No.");
    const { life, store, failures } = scene(() => Promise.reject(failure));
    const { job } = await life.accept(FRESH);
    life.begin(job);
    await life.idle();
    expect(failures).toEqual([failure]);
    expect(await store.get(job.id)).toMatchObject({ ending: "failed" });
  });

  it("whose asker cannot be told either stays open for another attempt", async () => {
    const { life, store, troubles } = scene(() => Promise.reject(new Error("a")), {
      failed: () => Promise.reject(new Error("b")),
    });
    const { job } = await life.accept(FRESH);
    life.begin(job);
    await life.idle();
    expect(await store.get(job.id)).toMatchObject({ ending: null });
    expect(troubles).toEqual([`job ${job.id} could not be ended`]);
  });

  it("is stopped at once by its own process", async () => {
    const { life, store, failures } = scene(stopped);
    const { job } = await life.accept(FRESH);
    life.begin(job);
    expect(await life.cancel(job.id, "U0BOB")).toBe(true);
    await life.idle();
    expect(failures).toMatchObject([{ code: "cancelled" }]);
    expect(await store.get(job.id)).toMatchObject({ cancelledBy: "U0BOB" });
    expect(await life.cancel(job.id, "U0BOB")).toBe(false);
  });

  it("is stopped through the store by another process", async () => {
    const store = createMemoryStore();
    const one = scene(stopped, { store });
    const two = scene(stopped, { store, owner: "two" });
    const { job } = await one.life.accept(FRESH);
    one.life.begin(job);
    expect(await two.life.cancel(job.id, "U0BOB")).toBe(true);
    one.life.start();
    await one.life.idle();
    expect(one.failures).toMatchObject([{ code: "cancelled" }]);
    await one.life.drain(0);
  });

  it("that was stopped before it was taken up is not worked on for long", async () => {
    const store = createMemoryStore();
    const one = scene(stopped, { store });
    const { job } = await one.life.accept(FRESH);
    await store.cancel(job.id, "U0BOB");
    await store.letGo("one");
    const two = scene(
      async (held) => {
        held.signal.throwIfAborted();
        return "answered";
      },
      { store, owner: "two" },
    );
    two.life.start();
    await until(async () => (await store.get(job.id))?.ending === "failed");
    await two.life.drain(0);
    expect(two.failures).toMatchObject([{ code: "cancelled" }]);
  });
});

/** Gives other work its turn until something is so. */
async function until(so: () => Promise<boolean>): Promise<void> {
  while (!(await so())) await new Promise((resolve) => setImmediate(resolve));
}

describe("a process that ends", () => {
  it("waits for what is in hand", async () => {
    let finish: (ending: Ending) => void = () => undefined;
    const { life, store } = scene(() => new Promise((resolve) => (finish = resolve)));
    const { job } = await life.accept(FRESH);
    life.begin(job);
    const drained = life.drain(1e9);
    finish("answered");
    await drained;
    expect(await store.get(job.id)).toMatchObject({ ending: "answered" });
  });

  it("lets go of the rest, which the next one takes up at once", async () => {
    const store = createMemoryStore();
    const one = scene(stopped, { store });
    const { job } = await one.life.accept(FRESH);
    one.life.begin(job);
    await one.life.drain(10);
    expect(one.failures).toEqual([]);
    expect(await store.get(job.id)).toMatchObject({ ending: null });
    const two = scene(async () => "answered", { store, owner: "two" });
    two.life.start();
    await until(async () => (await store.get(job.id))?.ending === "answered");
    expect(await store.get(job.id)).toMatchObject({ attempts: 2 });
    await two.life.drain(0);
  });

  it("begins nothing any more", async () => {
    const { life, store } = scene(async () => "answered");
    await life.drain(0);
    const { job } = await life.accept(FRESH);
    life.begin(job);
    expect(life.inHand()).toBe(0);
    expect(await store.get(job.id)).toMatchObject({ ending: null });
  });
});

describe("what was left behind", () => {
  it("is given up in words after five attempts", async () => {
    const store = createMemoryStore();
    let attempts = 0;
    const { life, failures } = scene(
      () => {
        attempts += 1;
        return Promise.reject(new LetGo());
      },
      { store },
    );
    const { job } = await life.accept(FRESH);
    life.begin(job);
    life.start();
    await until(async () => {
      await store.letGo("one");
      return (await store.get(job.id))?.ending === "failed";
    });
    await life.drain(0);
    expect(attempts).toBe(5);
    expect(failures).toMatchObject([{ message: expect.stringContaining("taken up 5 times") }]);
  });

  it("is not ended by a process that was overtaken", async () => {
    const store = createMemoryStore();
    let overtake: () => void = () => undefined;
    const one = scene(
      async () => {
        await new Promise<void>((resolve) => (overtake = resolve));
        return "answered";
      },
      { store },
    );
    const { job } = await one.life.accept(FRESH);
    one.life.begin(job);
    await store.letGo("one");
    await store.takeUp({ owner: "two", now: 0, until: 1e9 }, 1);
    overtake();
    await one.life.idle();
    expect(await store.get(job.id)).toMatchObject({ ending: null, fence: 2 });
    expect(one.troubles).toEqual([]);
  });
});

describe("a delivery", () => {
  it("is made once, and known by its mark afterwards", async () => {
    const made: boolean[] = [];
    const { life, store } = scene(async (held) => {
      const deliver = async (isRepeat: boolean): Promise<string> => {
        made.push(isRepeat);
        return "1.2";
      };
      expect(await held.once("status", deliver)).toBe("1.2");
      expect(await held.once("status", deliver)).toBe("1.2");
      return "answered";
    });
    const { job } = await life.accept(FRESH);
    life.begin(job);
    await life.idle();
    expect(made).toEqual([false]);
    expect(await store.get(job.id)).toMatchObject({
      ending: "answered",
      deliveries: [{ what: "status", state: "sent", mark: "1.2", tries: 1 }],
    });
  });

  it("that may have been made before is said to be a repeat", async () => {
    const store = createMemoryStore();
    const one = scene(
      async (held) => {
        await held.once("status", () => Promise.reject(new LetGo()));
        return "answered";
      },
      { store },
    );
    const { job } = await one.life.accept(FRESH);
    one.life.begin(job);
    await one.life.idle();
    expect((await store.get(job.id))?.deliveries).toEqual([{ what: "status", state: "sending", mark: null, tries: 1 }]);
    const made: boolean[] = [];
    const two = scene(
      async (held) => {
        await held.once("status", async (isRepeat) => {
          made.push(isRepeat);
          return null;
        });
        return "answered";
      },
      { store, owner: "two" },
    );
    await store.letGo("one");
    two.life.start();
    await until(async () => (await store.get(job.id))?.ending === "answered");
    await two.life.drain(0);
    expect(made).toEqual([true]);
  });

  it("and an execution written at the same time do not overwrite each other", async () => {
    const { life, store } = scene(async (held) => {
      await Promise.all([
        held.once("status", async () => "1"),
        held.once("file", async () => "2"),
        held.ledger.open(0),
        held.change({ meaning: { intent: "x" } }),
      ]);
      return "answered";
    });
    const { job } = await life.accept(FRESH);
    life.begin(job);
    await life.idle();
    const stored = await store.get(job.id);
    expect(stored?.deliveries.map(({ state }) => state)).toEqual(["sent", "sent"]);
    expect(stored).toMatchObject({ meaning: { intent: "x" }, executions: [{ step: 0, id: null }] });
  });
});
