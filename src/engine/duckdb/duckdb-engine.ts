import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { DuckDBInstance } from "@duckdb/node-api";
import type { Clock } from "../../clock.ts";
import { TrailError } from "../../errors.ts";
import type { Engine, ExecutionState, Result } from "../engine.ts";
import { redactRow } from "../redact.ts";
import type { DayCache } from "./cache/day-cache.ts";
import { connectTo } from "./database.ts";
import { runStatement, type Finished } from "./execution.ts";
import { createListings } from "./listings.ts";
import { sizeOfLogs } from "./log-set.ts";
import type { Reading } from "./reading.ts";
import { keptRows } from "./rows/kept-rows.ts";
import { createResults, type Resting, type Results } from "./rows/results.ts";

export interface DuckDbSettings {
  /** From {@link openDatabase}; may serve several engines, and is closed by whoever opened it. */
  readonly database: DuckDBInstance;
  /** Real path of a folder of CloudTrail files (see {@link openLogFolder}) that the database may read. */
  readonly folder: string;
  /** Where salvaged files and answers may be written, in a folder for each question; the database may read it and write there. */
  readonly spool: string;
  /** From {@link openDayCache}, in a folder where the database may read and write; null or left out: every question reads the logs. */
  readonly cache?: DayCache | null;
  /** Milliseconds after which an execution is stopped. */
  readonly deadlineMs: number;
  /** Most rows of a result; more are cut and said to be cut. */
  readonly mostRows: number;
  readonly clock: Clock;
}

export { openDayCache, type DayCache } from "./cache/day-cache.ts";
export { openDatabase } from "./database.ts";
export { openLogFolder } from "./log-folder.ts";

/** An engine that can be put away. */
export interface DuckDbEngine extends Engine {
  /** Stops what runs, and removes what was written to the state folder. */
  close(): Promise<void>;
}

/** What an execution found, as the results know it. */
interface AtRest extends Finished {
  readonly resting: Resting;
}

interface Running {
  state: ExecutionState;
  readonly stop: AbortController;
  readonly token: string;
  /** Resolves when the execution has ended, however it ended. */
  ended: Promise<void>;
  /** What it reads; null before it begins. */
  reading: Reading | null;
  finished: AtRest | null;
  failure: unknown;
}

/**
 * Runs statements on an embedded DuckDB over CloudTrail files on disk. Executions live in this process: after a restart
 * their ids are `lost`.
 */
export function createDuckDbEngine(settings: DuckDbSettings): DuckDbEngine {
  const { database, spool } = settings;
  const listings = createListings(settings.folder, settings.clock);
  const executions = new Map<string, Running>();
  let count = 0;
  let isClosed = false;
  const results = createResults();

  const find = (id: string): Running => {
    const running = executions.get(id);
    if (running === undefined)
      throw new TrailError("engine-internal", `The execution ${id} is not known to this engine.`);
    return running;
  };

  return {
    name: "duckdb",

    async estimate(statement) {
      const spans = statement.before === null ? [statement.window] : [statement.window, statement.before];
      const sizes = await Promise.all(spans.map((span) => sizeOfLogs(listings, statement, span)));
      return {
        bytes: sum(sizes.map((size) => size.bytes)),
        files: sum(sizes.map((size) => size.files)),
        price: 0,
        priceLimit: 0,
        exact: true,
        atLeast: false,
      };
    },

    async start(statement, token) {
      const known = [...executions].find(([, running]) => running.token === token);
      if (known !== undefined) return known[0];
      if (isClosed) throw new TrailError("engine-internal", "The local engine is closed.");
      const id = `duckdb-${process.pid}-${++count}`;
      const running = begin(token);
      executions.set(id, running);
      running.ended = settle(
        running,
        runStatement(statement, {
          listings,
          spool: join(spool, randomUUID()),
          connect: () => connectTo(database),
          cache: settings.cache ?? null,
          reading: (reading) => void (running.reading = reading),
          stop: running.stop.signal,
          clock: settings.clock,
          deadlineMs: settings.deadlineMs,
          mostRows: settings.mostRows,
        }),
        results,
      );
      return id;
    },

    async status(ids) {
      return new Map(ids.map((id) => [id, executions.get(id)?.state ?? "lost"]));
    },

    progress(id) {
      const running = executions.get(id);
      return running?.state === "running" ? (running.reading?.progress() ?? null) : null;
    },

    async ended(id) {
      await executions.get(id)?.ended;
    },

    async rows(id) {
      const running = find(id);
      await running.ended;
      if (running.finished === null) throw running.failure;
      if (running.state === "lost") {
        throw new TrailError("engine-internal", `The rows of ${id} were read before, and are kept no longer.`);
      }
      const { kept, sql, values, coverage, scannedBytes } = running.finished;
      return {
        columns: kept.columns,
        batches: rowsOf(running.finished, settings, results),
        truncated: () => kept.rowCount > settings.mostRows,
        execution: { id, sql, values, reusedFrom: null },
        coverage,
        scannedBytes,
        price: 0,
      };
    },

    async spent(ids) {
      const bytes = ids.map((id) => executions.get(id)?.finished?.scannedBytes ?? 0);
      return { bytes: sum(bytes), dollars: 0 };
    },

    async cancel(id) {
      const running = executions.get(id);
      if (running === undefined || running.finished !== null) return;
      running.stop.abort(new TrailError("cancelled", "The question was cancelled; its query was stopped."));
      await running.ended;
    },

    async close() {
      isClosed = true;
      listings.close();
      for (const running of executions.values()) running.stop.abort(new TrailError("cancelled", "Trail was stopped."));
      await Promise.all([...executions.values()].map((running) => running.ended));
      for (const { finished, state } of executions.values()) if (state !== "lost") await finished?.close();
    },
  };
}

function begin(token: string): Running {
  return {
    state: "running",
    stop: new AbortController(),
    token,
    ended: Promise.resolve(),
    reading: null,
    finished: null,
    failure: null,
  };
}

async function settle(running: Running, work: Promise<Finished>, results: Results): Promise<void> {
  try {
    const finished = await work;
    const resting = { forget: () => forget(running, finished) };
    running.finished = { ...finished, resting };
    running.state = "succeeded";
    await results.put(resting);
  } catch (cause) {
    running.failure = cause;
    running.state = cause instanceof TrailError && cause.code === "cancelled" ? "cancelled" : "failed";
  }
}

async function forget(running: Running, finished: Finished): Promise<void> {
  running.state = "lost";
  await finished.close();
}

/** What is read of a result: its rows, redacted; it is held as long as somebody reads them. */
async function* rowsOf(
  { kept, resting }: AtRest,
  { database, mostRows }: DuckDbSettings,
  results: Results,
): Result["batches"] {
  const letGo = results.hold(resting);
  try {
    for await (const batch of keptRows(() => database.connect(), kept, mostRows)) yield batch.map(redactRow);
  } finally {
    await letGo();
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
