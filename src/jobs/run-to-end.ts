import type { Clock } from "../clock.ts";
import type { Engine, ExecutionState, Result, Statement } from "../engine/engine.ts";
import { TrailError } from "../errors.ts";

/** How an execution is watched. */
export interface Watch {
  readonly clock: Clock;
  /** Aborts: the execution is stopped before this returns. */
  readonly signal: AbortSignal;
  /** Called with each state seen, also when it has not changed. */
  onState(state: ExecutionState): void;
}

/** First and longest pause between two looks, in milliseconds. */
const SOONEST = 10;
const LATEST = 500;
/** Little enough that a short query is not kept waiting for as long again as it took. */
const GROWTH = 1.25;

/**
 * Starts an execution under the given token and waits for its end. Throws the TrailError that ended it, "cancelled" when
 * the signal aborted; the engine's query is stopped by then. An execution that died with its process is started again.
 */
export async function runToEnd(engine: Engine, statement: Statement, token: string, watch: Watch): Promise<Result> {
  let id = await engine.start(statement, token);
  for (let pause = SOONEST, restarts = 0; ; pause = Math.min(pause * GROWTH, LATEST)) {
    const state = (await engine.status([id])).get(id) ?? "lost";
    watch.onState(state);
    if (state === "succeeded" || state === "failed" || state === "cancelled") return await engine.rows(id);
    if (watch.signal.aborted) {
      await engine.cancel(id);
      throw new TrailError("cancelled", "Cancelled: the query was stopped.");
    }
    if (state === "lost") {
      if (++restarts > 1) throw new TrailError("engine-internal", "The query was lost twice; ask again.");
      id = await engine.start(statement, `${token}-${restarts}`);
    }
    await watch.clock.after(pause, watch.signal);
  }
}
