import { expect, it } from "vitest";
import type { Ending } from "../../src/jobs/job.ts";
import { createMemoryStore } from "../../src/jobs/memory-store.ts";
import { reapOrphans } from "../../src/jobs/reaper.ts";
import { statement } from "../fixtures/duckdb.ts";
import { createMemoryEngine } from "../fixtures/memory-engine.ts";

const HOUR = 3_600_000;

it("fault 131: stops the queries of questions that ended without an answer, and no others", async () => {
  const store = createMemoryStore();
  const engine = createMemoryEngine(({ sql }) => ({ states: [sql === "done" ? "succeeded" : "running"] }));
  const end = async (name: string, ending: Ending | null, endedAt: number | null, sql = "runs"): Promise<void> => {
    const id = await engine.start(statement(sql), name);
    const { job } = await store.accept(
      { id: name, key: name, asker: "U0", channel: "C0", thread: null, question: {}, acceptedAt: 0 },
      { owner: "me", now: 0, until: 9 * HOUR },
    );
    await store.change(job, { ending, endedAt, executions: [{ step: 0, token: name, id, isLost: false }] });
  };
  await end("cancelled", "cancelled", 5 * HOUR);
  await end("failed", "failed", 5 * HOUR);
  await end("answered", "answered", 5 * HOUR);
  await end("open", null, null);
  await end("over", "failed", 5 * HOUR, "done");
  await end("long ago", "failed", 2 * HOUR);
  expect((await reapOrphans(store, engine, 6 * HOUR)).toSorted()).toEqual(["memory-cancelled", "memory-failed"]);
  expect(engine.cancelled.toSorted()).toEqual(["memory-cancelled", "memory-failed"]);
  expect(await reapOrphans(store, engine, 6 * HOUR)).toEqual([]);
});

it("asks nothing of the engine where nothing ended", async () => {
  const engine = createMemoryEngine(() => ({}));
  const silent = { ...engine, status: () => Promise.reject(new Error("It was asked.")) };
  expect(await reapOrphans(createMemoryStore(), silent, 0)).toEqual([]);
});
