import type { Engine } from "../engine/engine.ts";
import type { JobStore } from "./job-store.ts";

/** How long after its end a question's queries are looked after, in milliseconds. */
const LOOKED_AFTER_MS = 2 * 3_600_000;
const MOST_JOBS = 200;

/**
 * Stops queries that still run though their question has ended: a stop that never arrived, a process that died between the
 * two. Resolves to the ids that it stopped. Throws what the store or the engine throws.
 */
export async function reapOrphans(store: JobStore, engine: Engine, now: number): Promise<readonly string[]> {
  const jobs = await store.endedSince(now - LOOKED_AFTER_MS, MOST_JOBS);
  const ids = jobs
    .filter(({ ending }) => ending !== "answered")
    .flatMap(({ executions }) => executions.flatMap(({ id, isLost }) => (id === null || isLost ? [] : [id])));
  if (ids.length === 0) return [];
  const running = [...(await engine.status(ids))].filter(([, state]) => state === "queued" || state === "running");
  for (const [id] of running) await engine.cancel(id);
  return running.map(([id]) => id);
}
