import { describe, expect, it } from "vitest";
import type { Aws } from "../../../src/engine/athena/aws.ts";
import { createPoller, type Poller } from "../../../src/engine/athena/poller.ts";
import { movingClock } from "../../fixtures/clock.ts";

interface Watched {
  readonly poller: Poller;
  readonly clock: ReturnType<typeof movingClock>;
  /** Number of ids of each call, in order. */
  readonly calls: number[];
  readonly stopped: string[];
  /** What each look throws, in order; null: nothing. */
  readonly faults: (Error | null)[];
  readonly ended: Set<string>;
}

function watched(random = 0.5): Watched {
  const calls: number[] = [];
  const stopped: string[] = [];
  const faults: (Error | null)[] = [];
  const ended = new Set<string>();
  const aws: Pick<Aws, "queries" | "stopQuery"> = {
    async queries(ids) {
      calls.push(ids.length);
      const fault = faults.shift() ?? null;
      if (fault !== null) throw fault;
      const known = ids.filter((id) => id !== "unknown");
      return {
        QueryExecutions: known.map((id) => ({
          QueryExecutionId: id,
          Status: { State: ended.has(id) ? "SUCCEEDED" : "RUNNING" },
        })),
        UnprocessedQueryExecutionIds: ids.includes("unknown")
          ? [{ QueryExecutionId: "unknown", ErrorCode: "INVALID_INPUT" }]
          : [],
        $metadata: {},
      };
    },
    async stopQuery(id) {
      stopped.push(id);
    },
  };
  const clock = movingClock();
  const poller = createPoller({ aws, clock, random: () => random, trouble: () => undefined });
  return { poller, clock, calls, stopped, faults, ended };
}

const named = (count: number): string[] => Array.from({ length: count }, (_, index) => `q${index}`);
const lookAt = (poller: Poller, ids: readonly string[]): Promise<unknown> =>
  Promise.all(ids.map((id) => poller.look(id)));
const throttled = (): Error => Object.assign(new Error("slow down"), { name: "ThrottlingException" });

describe("one look for all", () => {
  it.each([
    [1, [1], 500],
    [50, [50], 500],
    [51, [50, 1], 1250],
    [200, [50, 50, 50, 50], 2500],
  ])("%i queries take %j ids a call, and never more than two calls a second", async (count, sizes, pause) => {
    const { poller, clock, calls } = watched();
    await lookAt(poller, named(count));
    await lookAt(poller, named(count));
    expect(calls).toEqual([...sizes, ...sizes]);
    expect(clock.now()).toBe(pause);
    poller.close();
  });

  it.each([
    [0, 400],
    [1, 600],
  ])("is jittered by a fifth: %i", async (random, pause) => {
    const { poller, clock } = watched(random);
    await lookAt(poller, ["a"]);
    await lookAt(poller, ["a"]);
    expect(clock.now()).toBeCloseTo(pause);
    poller.close();
  });

  it("asks for an id once, whoever waits for it, and never again when it has ended", async () => {
    const { poller, calls, ended } = watched();
    await lookAt(poller, ["a", "a", "b"]);
    ended.add("a");
    await lookAt(poller, ["a"]);
    await lookAt(poller, ["a"]);
    expect(calls).toEqual([2, 1]);
    poller.close();
  });

  it("does nothing while nobody waits", async () => {
    const { poller, clock, calls } = watched();
    await lookAt(poller, ["a"]);
    const waits = clock.waits.length;
    await new Promise((done) => setImmediate(done));
    expect([calls.length, clock.waits.length]).toEqual([1, waits]);
    poller.close();
  });

  it("tells an id that Athena does not know from one that runs", async () => {
    const { poller } = watched();
    expect(await poller.look("unknown")).toBeNull();
    expect(await poller.look("a")).toMatchObject({ Status: { State: "RUNNING" } });
    poller.close();
  });
});

describe("faults of a look", () => {
  it("fault 120: slow it down, and what was known is told meanwhile", async () => {
    const { poller, clock, faults } = watched();
    await poller.look("a");
    faults.push(throttled(), throttled(), throttled(), null);
    const pauses: number[] = [];
    for (let look = 0; look < 5; look++) {
      const from = clock.now();
      expect(await poller.look("a")).toMatchObject({ Status: { State: "RUNNING" } });
      pauses.push(clock.now() - from);
    }
    expect(pauses).toEqual([500, 1000, 2000, 4000, 500]);
    poller.close();
  });

  it("never wait longer than half a minute", async () => {
    const { poller, clock, faults } = watched();
    faults.push(...Array.from({ length: 9 }, throttled));
    for (let look = 0; look < 10; look++) await poller.look("a");
    expect(Math.max(...clock.waits)).toBe(30_000);
    poller.close();
  });

  it("that stay are told to whoever waits", async () => {
    const { poller, faults } = watched();
    const denied = Object.assign(new Error("no"), { name: "AccessDeniedException" });
    faults.push(denied);
    await expect(poller.look("a")).rejects.toBe(denied);
    expect(await poller.look("a")).toMatchObject({ Status: { State: "RUNNING" } });
    poller.close();
  });
});

describe("stopping", () => {
  it("fault 131: is done at once, then again at each look until the query has ended", async () => {
    const { poller, stopped, ended } = watched();
    await poller.stop("a");
    await poller.look("b");
    await poller.look("b");
    const before = stopped.length;
    expect(before).toBeGreaterThan(1);
    ended.add("a");
    for (let look = 0; look < 3; look++) await poller.look("b");
    expect(stopped.length - before).toBeLessThanOrEqual(1);
    await poller.stop("a");
    expect(stopped.length - before).toBeLessThanOrEqual(1);
    poller.close();
  });

  it("closing answers whoever waits", async () => {
    const { poller } = watched();
    const waiting = poller.look("a");
    poller.close();
    expect(await waiting).toEqual({ QueryExecutionId: "a" });
    expect(await poller.look("b")).toEqual({ QueryExecutionId: "b" });
  });
});
