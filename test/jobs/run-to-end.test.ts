import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Engine, ExecutionState, Result } from "../../src/engine/engine.ts";
import { TrailError } from "../../src/errors.ts";
import { createMemoryLedger, type Ledger } from "../../src/jobs/ledger.ts";
import { LetGo, whenNotAway } from "../../src/jobs/hold.ts";
import { runToEnd } from "../../src/jobs/run-to-end.ts";
import { movingClock, stoppedClock } from "../fixtures/clock.ts";
import { rowsOf } from "../fixtures/rows.ts";
import { statement } from "../fixtures/duckdb.ts";
import { createMemoryEngine, type MemoryEngine, type Script } from "../fixtures/memory-engine.ts";

const ASKED = statement("SELECT 1");

/** Runs a script to its end; `stopAt` aborts after that many looks. */
function run(engine: Engine, stopAt?: number, reason?: Error, ledger = ledgerOf()) {
  const clock = movingClock();
  const stop = new AbortController();
  const states: ExecutionState[] = [];
  if (stopAt === 0) stop.abort(reason);
  const onState = (state: ExecutionState): void => {
    states.push(state);
    if (states.length === stopAt) stop.abort(reason);
  };
  const result: Promise<Result> = runToEnd(engine, ASKED, 0, ledger, {
    clock,
    random: () => 0.5,
    signal: stop.signal,
    onState,
  });
  return { result, states, clock };
}

/** Tokens are token-1, token-2 … */
function ledgerOf(): Ledger {
  let count = 0;
  return createMemoryLedger(() => `token-${++count}`);
}

const engineOf = (...scripts: Script[]): MemoryEngine =>
  createMemoryEngine((_, start) => scripts[start] ?? scripts.at(-1) ?? {});

describe("an execution that ends", () => {
  it("gives its result, and each state on the way", async () => {
    const engine = engineOf({ states: ["queued", "running", "queued", "running", "succeeded"], rows: [{ n: 1 }] });
    const { result, states } = run(engine);
    expect(await rowsOf(await result)).toEqual([{ n: 1 }]);
    expect(states).toEqual(["queued", "running", "queued", "running", "succeeded"]);
    expect(engine.started).toEqual([{ statement: ASKED, token: "token-1" }]);
    expect(engine.cancelled).toEqual([]);
  });

  it("tells how far it has come, where the engine does", async () => {
    const reached = { files: 1, allFiles: 2, bytes: 3, allBytes: 4, leftMs: null };
    const told: unknown[] = [];
    for (const progress of [undefined, () => null, () => reached]) {
      const engine = { ...engineOf({}), ...(progress === undefined ? {} : { progress }) };
      const watch = { clock: movingClock(), random: () => 0.5, signal: new AbortController().signal };
      await runToEnd(engine, ASKED, 0, ledgerOf(), { ...watch, onState: (_, seen) => told.push(seen) });
    }
    expect(told).toEqual([null, null, reached]);
  });

  it("is looked at soon, then less often, never less than twice a second", async () => {
    const { result, clock } = run(engineOf({ states: [...Array<ExecutionState>(30).fill("running"), "succeeded"] }));
    await result;
    expect(clock.waits[0]).toBe(10);
    expect(clock.waits.every((wait, index) => wait >= (clock.waits[index - 1] ?? 0))).toBe(true);
    expect(clock.waits.slice(-5)).toEqual([500, 500, 500, 500, 500]);
  });

  it("is looked at as soon as it has ended, where the engine says so, and nothing is waited for any more", async () => {
    const clock = stoppedClock();
    const { promise, resolve } = Promise.withResolvers<void>();
    const engine: Engine = {
      ...engineOf({ states: ["running", "succeeded"], rows: [{ n: 1 }] }),
      ended: () => promise,
    };
    const watch = { clock, random: () => 0.5, signal: new AbortController().signal, onState: () => undefined };
    const result = runToEnd(engine, ASKED, 0, ledgerOf(), watch);
    while (clock.waiting() === 0) await setImmediate();
    resolve();
    expect(await rowsOf(await result)).toEqual([{ n: 1 }]);
    expect(clock.waiting()).toBe(0);
  });

  it("throws what ended it", async () => {
    const failure = new TrailError("engine-user", "The query was stopped at its deadline.");
    await expect(run(engineOf({ states: ["running", "failed"], failure })).result).rejects.toBe(failure);
    await expect(run(engineOf({ states: ["running", "cancelled"] })).result).rejects.toMatchObject({
      code: "cancelled",
    });
  });

  it("throws what the engine throws at a look", async () => {
    const engine = engineOf({});
    const failure = new TrailError("engine-user", "It is not allowed.");
    const broken: Engine = { ...engine, status: () => Promise.reject(failure) };
    await expect(run(broken).result).rejects.toBe(failure);
  });

  it("is looked at again at once where the look itself took its time", async () => {
    const engine = engineOf({ states: ["running", "running", "succeeded"] });
    const clock = movingClock();
    const slow: Engine = { ...engine, status: async (ids) => (await clock.after(700), engine.status(ids)) };
    const watch = { clock, random: () => 0.5, signal: new AbortController().signal, onState: () => undefined };
    await runToEnd(slow, ASKED, 0, ledgerOf(), watch);
    expect(clock.waits).toEqual([700, 0, 700, 0, 700]);
  });
});

describe("an engine that takes no query just now", () => {
  it.each(["engine-away", "engine-throttled"] as const)(
    "fault 119: %s: is asked again, later each time, with the same token",
    async (code) => {
      const engine = engineOf({ rows: [{ n: 1 }] });
      const tokens: string[] = [];
      const held: string[] = [];
      const busy: Engine = {
        ...engine,
        async start(asked, token) {
          tokens.push(token);
          if (tokens.length <= 7) throw new TrailError(code, "Not now.");
          return engine.start(asked, token);
        },
      };
      const clock = movingClock();
      const watch = { clock, random: () => 0.5, signal: new AbortController().signal, onState: () => undefined };
      const result = await runToEnd(busy, ASKED, 0, ledgerOf(), { ...watch, onHeld: (reason) => held.push(reason) });
      expect(await rowsOf(result)).toEqual([{ n: 1 }]);
      expect(tokens).toEqual(Array(8).fill("token-1"));
      expect(clock.waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
      expect(held).toEqual(Array(7).fill("Not now."));
    },
  );

  it("fault 119: is not asked by all questions at the same moment", async () => {
    const waits = async (random: number): Promise<readonly number[]> => {
      const clock = movingClock();
      let calls = 0;
      const call = async (): Promise<number> => {
        if (calls++ < 2) throw new TrailError("engine-throttled", "Not now.");
        return calls;
      };
      await whenNotAway({ clock, random: () => random, signal: new AbortController().signal }, call);
      return clock.waits;
    };
    expect((await waits(0)).map(Math.round)).toEqual([800, 1600]);
    expect((await waits(1)).map(Math.round)).toEqual([1200, 2400]);
  });

  it("is given up when the signal says so", async () => {
    const reason = new TrailError("engine-user", "Given up after 30 min.");
    const stop = new AbortController();
    const away: Engine = { ...engineOf({}), start: () => Promise.reject(new TrailError("engine-away", "Away.")) };
    const watch = { clock: movingClock(), random: () => 0.5, signal: stop.signal, onState: () => undefined };
    const onHeld = (): void => stop.abort(reason);
    await expect(runToEnd(away, ASKED, 0, ledgerOf(), { ...watch, onHeld })).rejects.toBe(reason);
  });

  it("is waited for at a look and at the rows as well", async () => {
    const engine = engineOf({ rows: [{ n: 1 }] });
    let faults = 0;
    const flaky = async (): Promise<void> => {
      if (faults++ % 2 === 0) throw new TrailError("engine-away", "Away.");
    };
    const away: Engine = {
      ...engine,
      status: async (ids) => (await flaky(), engine.status(ids)),
      rows: async (id, asked) => (await flaky(), engine.rows(id, asked)),
    };
    expect(await rowsOf(await run(away).result)).toEqual([{ n: 1 }]);
    expect(faults).toBe(4);
    expect(engine.started).toHaveLength(1);
  });
});

describe("an execution that failed by a fault of the engine's own", () => {
  const failure = new TrailError("engine-internal", "A fault of its own.");

  it("is started again once, under a token of its own", async () => {
    const engine = engineOf({ states: ["running", "failed"], failure }, { rows: [{ n: 2 }] });
    expect(await rowsOf(await run(engine).result)).toEqual([{ n: 2 }]);
    expect(engine.started.map(({ token }) => token)).toEqual(["token-1", "token-2"]);
  });

  it("is given up when it fails again, and never repeated for any other reason", async () => {
    const twice = engineOf({ states: ["failed"], failure });
    await expect(run(twice).result).rejects.toBe(failure);
    expect(twice.started).toHaveLength(2);
    const user = engineOf({ states: ["failed"], failure: new TrailError("engine-user", "Too wide.") });
    await expect(run(user).result).rejects.toMatchObject({ code: "engine-user" });
    expect(user.started).toHaveLength(1);
  });
});

describe("an execution that was lost with its process", () => {
  it("is started again, once, under a token of its own", async () => {
    const engine = engineOf({ states: ["running", "lost"] }, { states: ["running", "succeeded"], rows: [{ n: 2 }] });
    const { result, states } = run(engine);
    expect(await rowsOf(await result)).toEqual([{ n: 2 }]);
    expect(states).toEqual(["running", "lost", "running", "succeeded"]);
    expect(engine.started.map(({ token }) => token)).toEqual(["token-1", "token-2"]);
  });

  it("is given up when it is lost again", async () => {
    const engine = engineOf({ states: ["lost"] });
    await expect(run(engine).result).rejects.toMatchObject({
      code: "engine-internal",
      message: expect.stringMatching(/lost twice/),
    });
    expect(engine.started).toHaveLength(2);
  });

  it("is not started again once it is cancelled", async () => {
    const engine = engineOf({ states: ["running", "lost"] });
    await expect(run(engine, 2).result).rejects.toMatchObject({ code: "cancelled" });
    expect(engine.started).toHaveLength(1);
  });
});

describe("cancelling", () => {
  it("before the start starts nothing", async () => {
    const engine = engineOf({ states: ["running"] });
    await expect(run(engine, 0).result).rejects.toMatchObject({ code: "cancelled" });
    expect(engine.started).toEqual([]);
  });

  it("says what it was stopped for", async () => {
    const reason = new TrailError("engine-user", "It took too long.");
    await expect(run(engineOf({ states: ["running"] }), 1, reason).result).rejects.toBe(reason);
  });

  it("finds and stops a query that was begun before, though its id was never stored", async () => {
    const engine = engineOf({ states: ["running"] });
    const ledger = ledgerOf();
    const { execution } = await ledger.open(0);
    await engine.start(ASKED, execution.token);
    await expect(run(engine, 0, undefined, ledger).result).rejects.toMatchObject({ code: "cancelled" });
    expect(engine.cancelled).toEqual(["memory-token-1"]);
    expect(engine.started).toHaveLength(1);
  });

  it("does not wait for a look that takes long", async () => {
    const engine = engineOf({ states: ["running"] });
    const stop = new AbortController();
    const never: Engine = {
      ...engine,
      status: () => {
        stop.abort();
        return new Promise(() => undefined);
      },
    };
    const watch = { clock: movingClock(), random: () => 0.5, signal: stop.signal, onState: () => undefined };
    await expect(runToEnd(never, ASKED, 0, ledgerOf(), watch)).rejects.toMatchObject({ code: "cancelled" });
    expect(engine.cancelled).toEqual(["memory-token-1"]);
  });

  it.each([1, 3])("after %i looks stops the engine's query before it throws", async (looks) => {
    const engine = engineOf({ states: ["running"] });
    await expect(run(engine, looks).result).rejects.toMatchObject({ code: "cancelled" });
    expect(engine.cancelled).toEqual(["memory-token-1"]);
    expect((await engine.status(["memory-token-1"])).get("memory-token-1")).toBe("cancelled");
  });

  it("fault 132: of what has just ended throws the result away", async () => {
    const engine = engineOf({ states: ["running", "succeeded"], rows: [{ n: 1 }] });
    await expect(run(engine, 2).result).rejects.toMatchObject({ code: "cancelled" });
    expect(engine.cancelled).toEqual([]);
  });
});

describe("letting go", () => {
  it("leaves the engine's query running for whoever goes on", async () => {
    const engine = engineOf({ states: ["running", "running", "succeeded"], rows: [{ n: 1 }] });
    const ledger = ledgerOf();
    await expect(run(engine, 1, new LetGo(), ledger).result).rejects.toBeInstanceOf(LetGo);
    expect(engine.cancelled).toEqual([]);
    expect(await rowsOf(await run(engine, undefined, undefined, ledger).result)).toEqual([{ n: 1 }]);
    expect(engine.started).toHaveLength(1);
  });

  it("fault 122: before the engine's id was stored finds the same query by its token", async () => {
    const engine = engineOf({ rows: [{ n: 1 }] });
    const ledger = ledgerOf();
    const { execution } = await ledger.open(0);
    await engine.start(ASKED, execution.token);
    expect(await rowsOf(await run(engine, undefined, undefined, ledger).result)).toEqual([{ n: 1 }]);
    expect(engine.started).toHaveLength(1);
  });
});
