import type { Engine, ExecutionState, Progress, Result, Statement } from "../engine/engine.ts";
import { TrailError } from "../errors.ts";
import { LetGo, reasonFor, throwIfOver, whenNotAway, type Hold } from "./hold.ts";
import type { Execution } from "./job.ts";
import type { Ledger } from "./ledger.ts";

/** How an execution is watched; when `signal` aborts it is stopped before this returns, unless the reason is LetGo. */
export interface Watch extends Hold {
  /** Called with each state seen, also when it has not changed, and with how far the execution has come where that is known. */
  onState(state: ExecutionState, progress: Progress | null): void;
}

/** First and longest pause between two looks, in milliseconds; the time that a look itself took counts. */
const SOONEST = 10;
const LATEST = 500;
/** Little enough that a short query is not kept waiting for as long again as it took. */
const GROWTH = 1.25;
/**
 * Runs a step of a question to its end, or goes on with the execution that the ledger knows. Throws the TrailError that
 * ended it; the signal's reason where that aborted, the engine's query having ended or being stopped by then. An engine
 * that is away or has too much to do is waited for. An execution that died with its process, or by a fault of the engine's own, is
 * started again once.
 */
export async function runToEnd(
  engine: Engine,
  statement: Statement,
  step: number,
  ledger: Ledger,
  watch: Watch,
): Promise<Result> {
  for (let isLast = false; ; isLast = true) {
    const { id, execution } = await start(engine, statement, step, ledger, watch);
    try {
      const state = await end(engine, id, watch);
      throwIfOver(watch.signal);
      if (state !== "lost") return await whenNotAway(watch, () => engine.rows(id, statement));
      if (isLast) throw new TrailError("engine-internal", "The query was lost twice; ask again.");
    } catch (cause) {
      if (isLast || !(cause instanceof TrailError) || cause.code !== "engine-internal") throw cause;
    }
    await ledger.lost(execution);
  }
}

/** Waits until nothing more happens to an execution. */
async function end(engine: Engine, id: string, watch: Watch): Promise<ExecutionState> {
  const { clock, signal } = watch;
  const aborted = abortOf(signal);
  for (let pause = SOONEST; ; pause = Math.min(pause * GROWTH, LATEST)) {
    const from = clock.now();
    const looked = await Promise.race([whenNotAway(watch, () => engine.status([id])), aborted.promise]);
    const state = looked?.get(id) ?? (signal.aborted ? "running" : "lost");
    watch.onState(state, engine.progress?.(id) ?? null);
    if (state === "succeeded" || state === "failed" || state === "cancelled") return state;
    if (signal.aborted) {
      if (!(signal.reason instanceof LetGo)) await engine.cancel(id);
      throw reasonFor(signal);
    }
    if (state === "lost") return state;
    await pauseOrEnd(Math.max(0, pause - (clock.now() - from)), engine.ended?.(id), watch);
  }
}

/** Resolves after a pause in milliseconds, and before where the execution ends or the signal aborts. */
async function pauseOrEnd(ms: number, ended: Promise<void> | undefined, { clock, signal }: Watch): Promise<void> {
  const over = new AbortController();
  const pause = clock.after(ms, AbortSignal.any([signal, over.signal]));
  await Promise.race(ended === undefined ? [pause] : [pause, ended]);
  over.abort();
}

/** The execution of a step: the one that the ledger knows, or a new one under a token that is stored first. */
async function start(
  engine: Engine,
  statement: Statement,
  step: number,
  ledger: Ledger,
  watch: Watch,
): Promise<{ id: string; execution: Execution }> {
  const { execution, isNew } = await ledger.open(step);
  if (execution.id !== null) return { id: execution.id, execution };
  // One that was begun before may run already: starting it again under its token tells its id, so that it can be stopped.
  if (watch.signal.aborted && isNew) throw reasonFor(watch.signal);
  const id = await whenNotAway(watch, () => engine.start(statement, execution.token));
  await ledger.started(execution, id);
  return { id, execution: { ...execution, id } };
}

/** Resolves, to nothing, when a signal aborts. */
function abortOf(signal: AbortSignal): { readonly promise: Promise<undefined> } {
  return {
    promise: new Promise((resolve) => {
      if (signal.aborted) resolve(undefined);
      else signal.addEventListener("abort", () => resolve(undefined), { once: true });
    }),
  };
}
