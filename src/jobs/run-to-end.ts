import type { Clock } from "../clock.ts";
import type { Engine, ExecutionState, Result, Statement } from "../engine/engine.ts";
import { TrailError } from "../errors.ts";
import type { Execution } from "./job.ts";
import type { Ledger } from "./ledger.ts";

/** How an execution is watched. */
export interface Watch {
  readonly clock: Clock;
  /** Aborts: the execution is stopped before this returns, unless the reason is {@link LetGo}. */
  readonly signal: AbortSignal;
  /** Called with each state seen, also when it has not changed. */
  onState(state: ExecutionState): void;
}

/** The reason of an abort by which this process stops watching and leaves the execution to the next one. */
export class LetGo extends Error {
  override readonly name = "LetGo";
}

/** First and longest pause between two looks, in milliseconds. */
const SOONEST = 10;
const LATEST = 500;
/** Little enough that a short query is not kept waiting for as long again as it took. */
const GROWTH = 1.25;

/**
 * Runs a step of a question to its end, or goes on with the execution that the ledger knows. Throws the TrailError that
 * ended it; the signal's reason where that aborted, the engine's query being stopped by then. An execution that died with
 * its process is started again once.
 */
export async function runToEnd(
  engine: Engine,
  statement: Statement,
  step: number,
  ledger: Ledger,
  watch: Watch,
): Promise<Result> {
  let { id, execution } = await start(engine, statement, step, ledger, watch);
  for (let pause = SOONEST, restarts = 0; ; pause = Math.min(pause * GROWTH, LATEST)) {
    const state = (await engine.status([id])).get(id) ?? "lost";
    watch.onState(state);
    if (state === "succeeded" || state === "failed" || state === "cancelled") return await engine.rows(id);
    if (watch.signal.aborted) {
      if (!(watch.signal.reason instanceof LetGo)) await engine.cancel(id);
      throw reasonFor(watch.signal);
    }
    if (state === "lost") {
      if (++restarts > 1) throw new TrailError("engine-internal", "The query was lost twice; ask again.");
      await ledger.lost(execution);
      ({ id, execution } = await start(engine, statement, step, ledger, watch));
    }
    await watch.clock.after(pause, watch.signal);
  }
}

async function start(
  engine: Engine,
  statement: Statement,
  step: number,
  ledger: Ledger,
  { signal }: Watch,
): Promise<{ id: string; execution: Execution }> {
  const execution = await ledger.open(step);
  if (execution.id !== null) return { id: execution.id, execution };
  if (signal.aborted) throw reasonFor(signal);
  const id = await engine.start(statement, execution.token);
  await ledger.started(execution, id);
  return { id, execution: { ...execution, id } };
}

function reasonFor({ reason }: AbortSignal): Error {
  if (reason instanceof LetGo || reason instanceof TrailError) return reason;
  return new TrailError("cancelled", "Cancelled: the query was stopped.", { cause: reason });
}
