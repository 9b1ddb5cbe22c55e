import { describe, expect, it } from "vitest";
import { TrailError } from "../../src/errors.ts";
import type { HeldJob } from "../../src/jobs/held-job.ts";
import { createJobLife, type JobLife } from "../../src/jobs/job-life.ts";
import type { Ending } from "../../src/jobs/job.ts";
import type { JobStore } from "../../src/jobs/job-store.ts";
import { createMemoryStore } from "../../src/jobs/memory-store.ts";
import { LetGo } from "../../src/jobs/hold.ts";
import type { Work } from "../../src/jobs/work.ts";
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
  parts: {
    store?: JobStore;
    owner?: string;
    failed?: Work["failed"];
    ended?: Work["ended"];
    steady?: () => number;
  } = {},
): Scene {
  const store = parts.store ?? createMemoryStore();
  const failures: unknown[] = [];
  const troubles: string[] = [];
  let count = 0;
  const clock = movingClock();
  const failed: Work["failed"] =
    parts.failed ??
    (async (_, cause) => {
      failures.push(cause);
      return "failed";
    });
  const life = createJobLife({
    store,
    clock,
    steady: parts.steady ?? (() => clock.now()),
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

  it("fault 220: whose asker cannot be told is tried again, and given up at last; the operator is told", async () => {
    let tellings = 0;
    const { life, store, troubles } = scene(() => Promise.reject(new Error("a")), {
      failed: () => {
        tellings += 1;
        return Promise.reject(new Error("b"));
      },
    });
    const { job } = await life.accept(FRESH);
    life.begin(job);
    await life.idle();
    expect(tellings).toBe(6);
    expect(await store.get(job.id)).toMatchObject({ ending: "given-up" });
    expect(troubles).toEqual([`job ${job.id} is given up: its asker cannot be told`]);
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

describe("a process that ends (fault 209)", () => {
  it("does not wait for what hangs, and lets go of it", async () => {
    const { life, store } = scene(() => new Promise(() => undefined));
    const { job } = await life.accept(FRESH);
    life.begin(job);
    await life.drain(15_000);
    expect(life.inHand()).toBe(1);
    expect(await store.takeUp({ owner: "two", now: 0, until: 30_000 }, 1)).toMatchObject([{ id: job.id }]);
  });

  it("does not wait for a store that hangs either, nor for what was cancelled and cannot be told", async () => {
    const store = createMemoryStore();
    const hanging: JobStore = { ...store, letGo: () => new Promise(() => undefined) };
    const { life } = scene(stopped, { store: hanging, failed: () => new Promise(() => undefined) });
    const { job } = await life.accept(FRESH);
    life.begin(job);
    await life.cancel(job.id, "U0BOB");
    await life.drain(15_000);
    expect(await store.get(job.id)).toMatchObject({ ending: null, cancelledBy: "U0BOB" });
  });

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
  it("fault 220: is given up in words after five attempts, and the operator is told", async () => {
    const store = createMemoryStore();
    let attempts = 0;
    const { life, failures, troubles } = scene(
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
    expect(troubles).toEqual([`job ${job.id} was taken up 5 times and is given up`]);
  });

  it("fault 220: ends without a word where even telling it ends the process each time", async () => {
    const store = createMemoryStore();
    const { life, failures } = scene(async () => "answered", { store });
    await life.accept(FRESH);
    for (let attempt = 2; attempt <= 11; attempt++) {
      await store.letGo("one");
      await store.takeUp({ owner: "one", now: 0, until: 30_000 }, 1);
    }
    const job = await store.get(FRESH.id);
    if (job !== null) life.begin(job);
    await life.idle();
    expect(failures).toEqual([]);
    expect(await store.get(FRESH.id)).toMatchObject({ attempts: 11, ending: "given-up" });
  });

  it("fault 213: an overtaken process stops at its next turn, and is told to let go", async () => {
    const store = createMemoryStore();
    const reasons: unknown[] = [];
    const one = scene(
      async (held) => {
        await stopped(held).catch((reason: unknown) => reasons.push(reason));
        await held.mayGoOn();
        return "answered";
      },
      { store },
    );
    const { job } = await one.life.accept(FRESH);
    one.life.begin(job);
    await store.letGo("one");
    await store.takeUp({ owner: "two", now: 0, until: 30_000 }, 1);
    one.life.start();
    await one.life.idle();
    await one.life.drain(0);
    expect(reasons).toEqual([expect.any(LetGo)]);
    expect(one.failures).toEqual([]);
    expect(await store.get(job.id)).toMatchObject({ ending: null, fence: 2 });
  });

  it("fault 213: a look before something is shown tells who was overtaken, and who was cancelled elsewhere", async () => {
    const store = createMemoryStore();
    const looks: unknown[] = [];
    const look = async (held: HeldJob): Promise<Ending> => {
      await held.mayGoOn();
      await store.cancel(held.job.id, "U0BOB");
      await held.mayGoOn().catch((cause: unknown) => looks.push(cause));
      await store.letGo("one");
      await store.takeUp({ owner: "two", now: 0, until: 30_000 }, 1);
      await held.mayGoOn().catch((cause: unknown) => looks.push(cause));
      return "answered";
    };
    const { life } = scene(look, { store });
    const { job } = await life.accept(FRESH);
    life.begin(job);
    await life.idle();
    expect(looks).toMatchObject([{ code: "cancelled" }, { name: "LostHold" }]);
  });

  it("fault 219: an hour by which the clock jumps changes nothing: holds go by the steady clock", async () => {
    const store = createMemoryStore();
    let steady = 1000;
    const settings = { store, steady: () => steady };
    const one = scene(stopped, settings);
    const two = scene(async () => "answered", { ...settings, owner: "two" });
    const { job } = await one.life.accept(FRESH);
    one.life.begin(job);
    const turns = async (): Promise<void> => {
      two.life.start();
      for (let count = 0; count < 50; count++) await new Promise((resolve) => setImmediate(resolve));
    };
    // Each of these turns moves the clock of `two` by two seconds, and the steady one not at all.
    await turns();
    expect(await store.get(job.id)).toMatchObject({ ending: null, fence: 1 });
    steady += 30_000;
    await turns();
    expect(await store.get(job.id)).toMatchObject({ ending: "answered", fence: 2 });
    await Promise.all([one.life.drain(0), two.life.drain(0)]);
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
