import { rm } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Clock } from "../../clock.ts";
import { TrailError, reasonOf } from "../../errors.ts";
import type { Column, Coverage, Span, Statement } from "../engine.ts";
import type { FromCache } from "./cache/cached.ts";
import type { DayCache, Taken } from "./cache/day-cache.ts";
import { mergedCoverage } from "./coverage.ts";
import { isMemoryFault } from "./duckdb-faults.ts";
import { openLogSet } from "./log-set.ts";
import { readWithRepair, type Part } from "./read-with-repair.ts";
import { createReading, type Reading } from "./reading.ts";
import { RESULT_TABLE, resultColumns } from "./result-table.ts";

/** What an execution needs from its engine. */
export interface ExecutionPlace {
  /** Real path of the folder of logs. */
  readonly root: string;
  /** Folder of this execution alone, for salvaged files; removed when the query has run. */
  readonly spool: string;
  connect(): Promise<DuckDBConnection>;
  /** Past days in a form that is read faster; null: none. */
  readonly cache: DayCache | null;
  /** Told of the reading as soon as it begins. */
  reading(reading: Reading): void;
  readonly stop: AbortSignal;
  readonly clock: Clock;
  readonly deadlineMs: number;
}

/** A result at rest in a temporary table of its own connection. */
export interface Finished {
  readonly connection: DuckDBConnection;
  readonly columns: readonly Column[];
  readonly rowCount: number;
  readonly sql: string;
  readonly values: readonly string[];
  readonly coverage: Coverage;
  readonly scannedBytes: number;
}

/**
 * Runs a statement to its end: fixes the list of files, reads them, and keeps the result in a table of its own, so that a
 * failure shows before the first row is handed out. Throws the TrailError that the asker reads.
 */
export async function runStatement(statement: Statement, place: ExecutionPlace): Promise<Finished> {
  const done = new AbortController();
  const stop = AbortSignal.any([place.stop, deadlineSignal(place, done.signal)]);
  const connection = await place.connect();
  void interruptWhenStopped(connection, place.clock, stop, done.signal);
  const reading = createReading(place.clock, () => connection.progress.percentage);
  place.reading(reading);
  const taken: Taken[] = [];
  try {
    stop.throwIfAborted();
    const parts = await openParts(statement, place, stop, { connection, reading, taken });
    return await run(statement, parts, connection, reading, stop);
  } catch (cause) {
    connection.closeSync();
    throw asTrailError(stop, cause);
  } finally {
    done.abort();
    for (const { release } of taken) release();
    await rm(place.spool, { recursive: true, force: true });
  }
}

/** How long an interrupt that DuckDB missed is waited for, in milliseconds. */
const AGAIN_MS = 50;

/** An interrupt that comes just before a query begins is lost: it is said until the execution is done. */
async function interruptWhenStopped(
  connection: DuckDBConnection,
  clock: Clock,
  stop: AbortSignal,
  done: AbortSignal,
): Promise<void> {
  const over = AbortSignal.any([stop, done]);
  if (!over.aborted) await new Promise((resolve) => over.addEventListener("abort", resolve, { once: true }));
  while (!done.aborted) {
    connection.interrupt();
    await clock.after(AGAIN_MS, done);
  }
}

/** Aborts at the deadline, unless the execution is done before. */
function deadlineSignal({ clock, deadlineMs }: ExecutionPlace, done: AbortSignal): AbortSignal {
  const deadline = new AbortController();
  const minutes = Math.round(deadlineMs / 60_000);
  void clock.after(deadlineMs, done).then(() => {
    if (done.aborted) return;
    const message = `The query was stopped at its deadline of ${minutes} min: narrow the window, the accounts or the regions.`;
    deadline.abort(new TrailError("engine-user", message));
  });
  return deadline.signal;
}

async function run(
  statement: Statement,
  parts: readonly Part[],
  connection: DuckDBConnection,
  reading: Reading,
  stop: AbortSignal,
): Promise<Finished> {
  const raw = parts.map(({ set }) => set.unread());
  reading.begin(sum(raw.map(({ files }) => files)), sum(raw.map(({ bytes }) => bytes)));
  const sql = await readWithRepair(statement, parts, connection, stop);
  const columns = await resultColumns(connection);
  const counted = await connection.runAndReadAll(`SELECT count(*) FROM ${RESULT_TABLE}`);
  return {
    connection,
    columns,
    rowCount: Number(counted.value(0, 0)),
    sql,
    values: statement.values,
    coverage: mergedCoverage(parts.map((part) => part.set.coverage(statement))),
    scannedBytes: sum(parts.map((part) => part.set.bytes())),
  };
}

/** What the parts of an execution share; what was taken from the cache is added to `taken`. */
interface Opening {
  readonly connection: DuckDBConnection;
  readonly reading: Reading;
  readonly taken: Taken[];
}

async function openParts(
  statement: Statement,
  place: ExecutionPlace,
  stop: AbortSignal,
  { connection, reading, taken }: Opening,
): Promise<readonly Part[]> {
  const { cache } = place;
  const open = async (relation: Part["relation"], span: Span): Promise<Part> => {
    const spool = `${place.spool}/${relation}`;
    const fromCache: FromCache | undefined =
      cache === null
        ? undefined
        : async (files) => {
            const own = await cache.take(files, { connection, spool: `${spool}-converted`, stop, reading });
            taken.push(own);
            return own;
          };
    return { relation, span, set: await openLogSet(place.root, spool, statement, span, stop, fromCache) };
  };
  // The baseline is longer: once it is known, so is nearly all that is to be read.
  const before = statement.before === null ? [] : [await open("cloudtrail_before", statement.before)];
  return [await open("cloudtrail", statement.window), ...before];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function asTrailError(stop: AbortSignal, cause: unknown): TrailError {
  const ended: unknown = stop.aborted ? stop.reason : cause;
  if (ended instanceof TrailError) return ended;
  const reason = reasonOf(ended);
  if (isMemoryFault(reason)) {
    return new TrailError(
      "engine-user",
      "The question needs more memory than the local engine may use: narrow the window, or raise `duckdb.memory`.",
      { cause },
    );
  }
  return new TrailError("engine-user", `The local engine could not run this question: ${firstLine(reason)}`, { cause });
}

function firstLine(reason: string): string {
  return reason.split("\n")[0]?.slice(0, 300) ?? "";
}
