import type { QueryExecution } from "@aws-sdk/client-athena";
import type { Clock } from "../../clock.ts";
import { awsFaultKind } from "../../aws/aws-fault.ts";
import type { Aws } from "./aws.ts";
import type { Trouble } from "./say-fault.ts";

/** Looks after all queries of this process together. */
export interface Poller {
  /**
   * What Athena says of a query: at once where it has ended, else at the next look. Null where Athena knows none of that
   * id. While AWS cannot be reached it is what was said last; throws where a look is refused.
   */
  look(id: string): Promise<QueryExecution | null>;
  /** Stops a query, and again at each look until it has ended. */
  stop(id: string): Promise<void>;
  close(): void;
}

export interface PollerParts {
  readonly aws: Pick<Aws, "queries" | "stopQuery">;
  readonly clock: Clock;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
  readonly trouble: Trouble;
}

/** Ids that one call may name. */
const IDS_A_CALL = 50;
/** Time between looks that take one call: two calls a second. */
const TICK_MS = 500;
/** Time for each call of a look that takes several, so that jitter too stays within two calls a second. */
const CALL_MS = 625;
/** Longest time between looks while AWS is away or throttles. */
const SLOWEST_MS = 30_000;
const JITTER = 0.2;
/** Ended queries that are remembered. */
const REMEMBERED = 1000;

interface Waiting {
  readonly id: string;
  readonly tell: (execution: QueryExecution | null) => void;
  readonly refuse: (cause: unknown) => void;
}

/** One `BatchGetQueryExecution` for each 50 queries at each tick, however many wait. */
export function createPoller({ aws, clock, random, trouble }: PollerParts): Poller {
  const last = new Map<string, QueryExecution>();
  const stopping = new Set<string>();
  const over = new AbortController();
  let waiting: Waiting[] = [];
  let nextAt = 0;
  let faults = 0;
  let isRunning = false;

  const run = async (): Promise<void> => {
    while (!over.signal.aborted && (waiting.length > 0 || stopping.size > 0)) {
      await clock.after(Math.max(0, nextAt - clock.now()), over.signal);
      if (!over.signal.aborted) await tick();
    }
    isRunning = false;
  };

  const tick = async (): Promise<void> => {
    const asked = waiting;
    waiting = [];
    const ids = [...new Set([...asked.map(({ id }) => id), ...stopping])];
    const unknown = await lookAt(ids).catch((cause: unknown) => {
      for (const { refuse } of asked) refuse(cause);
      return null;
    });
    const calls = Math.max(1, Math.ceil(ids.length / IDS_A_CALL));
    const pace = calls === 1 ? TICK_MS : calls * CALL_MS;
    const pause = Math.min(pace * 2 ** Math.min(faults, 6), SLOWEST_MS);
    nextAt = clock.now() + pause * (1 - JITTER + 2 * JITTER * random());
    if (unknown === null) return;
    for (const { id, tell } of asked) tell(unknown.has(id) ? null : (last.get(id) ?? { QueryExecutionId: id }));
    await stopAgain(unknown);
  };

  /** Resolves to the ids that Athena does not know; throws where a look is refused for good. */
  const lookAt = async (ids: readonly string[]): Promise<ReadonlySet<string>> => {
    const unknown = new Set<string>();
    for (let at = 0; at < ids.length; at += IDS_A_CALL) {
      try {
        const found = await aws.queries(ids.slice(at, at + IDS_A_CALL));
        faults = 0;
        for (const execution of found.QueryExecutions ?? []) remember(execution);
        for (const { QueryExecutionId: id = "", ErrorCode: code = "" } of found.UnprocessedQueryExecutionIds ?? []) {
          if (!/throttl|internal|limit/i.test(code)) unknown.add(id);
        }
      } catch (cause) {
        if (faults === 0) trouble("queries cannot be looked at", "poll", cause);
        faults++;
        if (!["throttled", "away", "expired", "unknown"].includes(awsFaultKind(cause))) throw cause;
      }
    }
    return unknown;
  };

  const remember = (execution: QueryExecution): void => {
    const { QueryExecutionId: id = "" } = execution;
    last.delete(id);
    last.set(id, execution);
    const [oldest] = last.keys();
    if (last.size > REMEMBERED && oldest !== undefined) last.delete(oldest);
  };

  const stopAgain = async (unknown: ReadonlySet<string>): Promise<void> => {
    for (const id of stopping) {
      if (hasEnded(last.get(id)) || unknown.has(id)) stopping.delete(id);
      else await stopOnce(id);
    }
  };

  const stopOnce = async (id: string): Promise<void> => {
    await aws.stopQuery(id).catch((cause: unknown) => {
      // Athena refuses to stop what has ended or was never there.
      if (awsFaultKind(cause) === "invalid") stopping.delete(id);
      else trouble("a query could not be stopped yet", id, cause);
    });
  };

  const wake = (): void => {
    if (isRunning || over.signal.aborted) return;
    isRunning = true;
    void run();
  };

  return {
    look(id) {
      const known = last.get(id);
      if (known !== undefined && hasEnded(known)) return Promise.resolve(known);
      if (over.signal.aborted) return Promise.resolve(known ?? { QueryExecutionId: id });
      return new Promise((tell, refuse) => {
        waiting.push({ id, tell, refuse });
        wake();
      });
    },
    async stop(id) {
      if (hasEnded(last.get(id))) return;
      stopping.add(id);
      await stopOnce(id);
      wake();
    },
    close() {
      over.abort();
      for (const { id, tell } of waiting) tell(last.get(id) ?? { QueryExecutionId: id });
      waiting = [];
    },
  };
}

/** Whether nothing more will happen to a query. */
export function hasEnded(execution: QueryExecution | undefined): boolean {
  const state = execution?.Status?.State;
  return state === "SUCCEEDED" || state === "FAILED" || state === "CANCELLED";
}
