import { randomUUID } from "node:crypto";
import { instantOf, millisecondsOf, systemClock } from "../clock.ts";
import type { Config } from "../config.ts";
import { ok, unknown, wrong, type Check } from "../engine/check.ts";
import type { Engine, Result, Statement } from "../engine/engine.ts";
import { TrailError, reasonOf } from "../errors.ts";
import { createMemoryLedger } from "../jobs/ledger.ts";
import { runToEnd } from "../jobs/run-to-end.ts";
import { openDuckDb } from "../open-engine.ts";
import type { AskedIntent } from "./asked-intents.ts";

/** Whether the folder of logs can be read, and until when there are any. */
export async function* duckDbChecks(config: Config): AsyncGenerator<Check> {
  if (config.data === null) {
    yield unknown("logs", "TRAIL_DATA is not set: answers come from sample logs");
    return;
  }
  try {
    const opened = await openDuckDb(config.data, config, { mayCache: false });
    try {
      const end = instantOf(systemClock.now());
      const window = { start: instantOf(millisecondsOf(end) - 86_400_000), end };
      const { coverage } = await run(opened.engine, { ...NOTHING_ASKED, window });
      yield ok("logs", `${config.data} can be read; logs until ${coverage.logsUntil ?? "an unknown time"}`);
    } finally {
      await opened.close();
    }
  } catch (cause) {
    if (!(cause instanceof TrailError)) throw cause;
    yield wrong("logs", cause.message);
  }
}

const NOTHING_ASKED: Omit<Statement, "window"> = {
  intent: "doctor",
  sql: "SELECT count(DISTINCT eventid) AS events FROM cloudtrail",
  values: [],
  before: null,
  accounts: [],
  regions: [],
  global: false,
  withoutServices: false,
  needs: [],
  fresh: true,
};

function run(engine: Engine, statement: Statement): Promise<Result> {
  return runToEnd(engine, statement, 0, createMemoryLedger(randomUUID), {
    clock: systemClock,
    random: Math.random,
    signal: new AbortController().signal,
    onState: () => undefined,
  });
}

/** Runs each intent's SQL over the logs. */
export async function* ran(asked: readonly AskedIntent[], config: Config): AsyncGenerator<Check> {
  if (config.data === null) {
    yield unknown("intents", "TRAIL_DATA is not set: ./trail intents check runs every intent on its own events");
    return;
  }
  const opened = await openDuckDb(config.data, config, { mayCache: false });
  try {
    for (const { intent, statements } of asked) {
      const fault = await firstFault(statements.map((statement) => () => run(opened.engine, statement)));
      yield fault === null ? ok(intent, "DuckDB runs its SQL") : wrong(intent, fault);
    }
  } finally {
    await opened.close();
  }
}

async function firstFault(works: readonly (() => Promise<unknown>)[]): Promise<string | null> {
  for (const work of works) {
    try {
      await work();
    } catch (cause) {
      return reasonOf(cause);
    }
  }
  return null;
}
