import { describe, expect, it } from "vitest";
import type { Engine, ExecutionState, Result } from "../../src/engine/engine.ts";
import { TrailError } from "../../src/errors.ts";
import { runToEnd } from "../../src/jobs/run-to-end.ts";
import { movingClock } from "../fixtures/clock.ts";
import { rowsOf } from "../fixtures/rows.ts";
import { statement } from "../fixtures/duckdb.ts";
import { createMemoryEngine, type MemoryEngine, type Script } from "../fixtures/memory-engine.ts";

const ASKED = statement("SELECT 1");

/** Runs a script to its end; `stopAt` aborts after that many looks. */
function run(engine: Engine, stopAt?: number) {
  const clock = movingClock();
  const stop = new AbortController();
  const states: ExecutionState[] = [];
  if (stopAt === 0) stop.abort();
  const onState = (state: ExecutionState): void => {
    states.push(state);
    if (states.length === stopAt) stop.abort();
  };
  const result: Promise<Result> = runToEnd(engine, ASKED, "token", { clock, signal: stop.signal, onState });
  return { result, states, clock };
}

const engineOf = (...scripts: Script[]): MemoryEngine =>
  createMemoryEngine((_, start) => scripts[start] ?? scripts.at(-1) ?? {});

describe("an execution that ends", () => {
  it("gives its result, and each state on the way", async () => {
    const engine = engineOf({ states: ["queued", "running", "queued", "running", "succeeded"], rows: [{ n: 1 }] });
    const { result, states } = run(engine);
    expect(await rowsOf(await result)).toEqual([{ n: 1 }]);
    expect(states).toEqual(["queued", "running", "queued", "running", "succeeded"]);
    expect(engine.started).toEqual([{ statement: ASKED, token: "token" }]);
    expect(engine.cancelled).toEqual([]);
  });

  it("is looked at soon, then less often, never less than twice a second", async () => {
    const { result, clock } = run(engineOf({ states: [...Array<ExecutionState>(30).fill("running"), "succeeded"] }));
    await result;
    expect(clock.waits[0]).toBe(10);
    expect(clock.waits.every((wait, index) => wait >= (clock.waits[index - 1] ?? 0))).toBe(true);
    expect(clock.waits.slice(-5)).toEqual([500, 500, 500, 500, 500]);
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
    const failure = new TrailError("engine-throttled", "Slow down.");
    const broken: Engine = { ...engine, status: () => Promise.reject(failure) };
    await expect(run(broken).result).rejects.toBe(failure);
  });
});

describe("an execution that was lost with its process", () => {
  it("is started again, once, under a token of its own", async () => {
    const engine = engineOf({ states: ["running", "lost"] }, { states: ["running", "succeeded"], rows: [{ n: 2 }] });
    const { result, states } = run(engine);
    expect(await rowsOf(await result)).toEqual([{ n: 2 }]);
    expect(states).toEqual(["running", "lost", "running", "succeeded"]);
    expect(engine.started.map(({ token }) => token)).toEqual(["token", "token-1"]);
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
  it.each([0, 1, 3])("after %i looks stops the engine's query before it throws", async (looks) => {
    const engine = engineOf({ states: ["running"] });
    await expect(run(engine, looks).result).rejects.toMatchObject({ code: "cancelled" });
    expect(engine.cancelled).toEqual(["memory-token"]);
    expect((await engine.status(["memory-token"])).get("memory-token")).toBe("cancelled");
  });

  it("too late leaves the result as it is", async () => {
    const engine = engineOf({ states: ["running", "succeeded"], rows: [{ n: 1 }] });
    expect(await rowsOf(await run(engine, 2).result)).toEqual([{ n: 1 }]);
    expect(engine.cancelled).toEqual([]);
  });
});
