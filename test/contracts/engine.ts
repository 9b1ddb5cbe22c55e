import { describe, expect, it } from "vitest";
import type { Engine, ExecutionState, Statement } from "../../src/engine/engine.ts";
import { movingClock } from "../fixtures/clock.ts";
import { rowsOf } from "../fixtures/rows.ts";

/** An engine with four statements of known fate. */
export interface EngineUnderTest {
  readonly engine: Engine;
  /** Succeeds with the rows {n: 1}, {n: 2}. */
  readonly two: Statement;
  /** Succeeds with the row {n: 7}. */
  readonly seven: Statement;
  readonly failing: Statement;
  /** Runs until it is cancelled. */
  readonly endless: Statement;
}

const ENDED: readonly ExecutionState[] = ["succeeded", "failed", "cancelled"];

/** The state in which an execution ends. */
async function endOf(engine: Engine, id: string): Promise<ExecutionState> {
  const clock = movingClock();
  for (;;) {
    const state = (await engine.status([id])).get(id) ?? "lost";
    if (ENDED.includes(state)) return state;
    await clock.after(1);
  }
}

/** What every engine promises. `open` is called in each test. */
export function engineContract(name: string, open: () => Promise<EngineUnderTest>): void {
  describe(`${name} keeps the contract of an engine`, () => {
    it("starts a token once, and other tokens apart", async () => {
      const { engine, two } = await open();
      const id = await engine.start(two, "token-a");
      expect(await engine.start(two, "token-a")).toBe(id);
      expect(await endOf(engine, id)).toBe("succeeded");
      expect(await engine.start(two, "token-a")).toBe(id);
      expect(await engine.start(two, "token-b")).not.toBe(id);
    });

    it("tells the state of many ids, lost where it knows none", async () => {
      const { engine, two, failing } = await open();
      const [good, bad] = [await engine.start(two, "good"), await engine.start(failing, "bad")];
      await Promise.all([endOf(engine, good), endOf(engine, bad)]);
      expect(await engine.status([good, "nobody", bad])).toEqual(
        new Map([
          [good, "succeeded"],
          ["nobody", "lost"],
          [bad, "failed"],
        ]),
      );
      expect(await engine.status([])).toEqual(new Map());
    });

    it("says when an execution has ended, however, where it can", async () => {
      const { engine, two, failing, endless } = await open();
      if (engine.ended === undefined) return;
      const ids = [await engine.start(two, "two"), await engine.start(failing, "failing")];
      const stopped = await engine.start(endless, "endless");
      for (const id of ids) await engine.ended(id);
      await Promise.all([engine.ended(stopped), engine.cancel(stopped)]);
      expect([...(await engine.status([...ids, stopped])).values()]).toEqual(["succeeded", "failed", "cancelled"]);
      await engine.ended("nobody");
    });

    it("hands out rows, columns and what was run", async () => {
      const { engine, two } = await open();
      const id = await engine.start(two, "rows");
      await endOf(engine, id);
      const result = await engine.rows(id, two);
      expect(await rowsOf(result)).toEqual([{ n: 1 }, { n: 2 }]);
      expect(result.columns).toEqual([{ name: "n", type: "bigint" }]);
      expect(result.truncated()).toBe(false);
      expect(result).toMatchObject({ execution: { id, values: two.values, reusedFrom: null } });
      expect(result.execution.sql).toContain(two.sql);
      expect(result.scannedBytes).toBeGreaterThanOrEqual(0);
    });

    it("throws what ended a failed execution, each time", async () => {
      const { engine, failing } = await open();
      const id = await engine.start(failing, "failing");
      expect(await endOf(engine, id)).toBe("failed");
      for (let time = 0; time < 2; time++) {
        await expect(engine.rows(id, failing)).rejects.toMatchObject({ name: "TrailError", code: "engine-user" });
      }
    });

    it("throws for rows of an id that it does not know", async () => {
      const { engine, two } = await open();
      await expect(engine.rows("nobody", two)).rejects.toMatchObject({ name: "TrailError", code: "engine-internal" });
    });

    it("stops what is cancelled", async () => {
      const { engine, endless } = await open();
      const id = await engine.start(endless, "endless");
      expect(ENDED).not.toContain((await engine.status([id])).get(id));
      await engine.cancel(id);
      expect(await endOf(engine, id)).toBe("cancelled");
      await expect(engine.rows(id, endless)).rejects.toMatchObject({ name: "TrailError", code: "cancelled" });
    });

    it("leaves alone what has ended or is not known when it is cancelled", async () => {
      const { engine, two, failing, endless } = await open();
      const ids = await Promise.all(
        [two, failing, endless].map((statement, index) => engine.start(statement, `c-${index}`)),
      );
      const [good = "", bad = "", stopped = ""] = ids;
      await engine.cancel(stopped);
      const before = await Promise.all(ids.map((id) => endOf(engine, id)));
      for (const id of [...ids, "nobody"]) await engine.cancel(id);
      expect([...(await engine.status([good, bad, stopped, "nobody"])).values()]).toEqual([...before, "lost"]);
      expect(before).toEqual(["succeeded", "failed", "cancelled"]);
      expect(await rowsOf(await engine.rows(good, two))).toHaveLength(2);
      await expect(engine.rows(bad, failing)).rejects.toMatchObject({ code: "engine-user" });
    });

    it("keeps several at once apart, one of them cancelled", async () => {
      const { engine, two, seven, endless } = await open();
      const ids = await Promise.all(
        [seven, endless, two].map((statement, index) => engine.start(statement, `t-${index}`)),
      );
      const [one = "", stopped = "", other = ""] = ids;
      expect(new Set(ids).size).toBe(3);
      await engine.cancel(stopped);
      await Promise.all([endOf(engine, one), endOf(engine, other)]);
      const results = await Promise.all([engine.rows(other, two), engine.rows(one, seven)]);
      expect(await Promise.all(results.map(rowsOf))).toEqual([[{ n: 1 }, { n: 2 }], [{ n: 7 }]]);
    });

    it("tells what executions have cost, whatever became of them; those it does not know cost nothing", async () => {
      const { engine, two, failing } = await open();
      const good = await engine.start(two, "t-1");
      const bad = await engine.start(failing, "t-2");
      await Promise.all([endOf(engine, good), endOf(engine, bad)]);
      const { scannedBytes, price } = await engine.rows(good, two);
      expect(await engine.spent([good, "nobody"])).toEqual({ bytes: scannedBytes, dollars: price });
      const all = await engine.spent([good, bad]);
      expect(all.bytes).toBeGreaterThanOrEqual(scannedBytes);
      expect(await engine.spent([])).toEqual({ bytes: 0, dollars: 0 });
    });

    it("estimates without starting anything", async () => {
      const { engine, two } = await open();
      const { bytes, files, price, exact } = await engine.estimate(two);
      for (const number of [bytes, files, price]) expect(number === null || number >= 0).toBe(true);
      expect(typeof exact).toBe("boolean");
    });
  });
}
