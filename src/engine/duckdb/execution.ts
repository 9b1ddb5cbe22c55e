import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Clock } from "../../clock.ts";
import { TrailError, reasonOf } from "../../errors.ts";
import type { Coverage, Span, Statement } from "../engine.ts";
import { arrangeList } from "./rows/arrange-list.ts";
import type { FromCache } from "./cache/cached.ts";
import type { DayCache, Taken } from "./cache/day-cache.ts";
import { mergedCoverage } from "./coverage.ts";
import { isMemoryFault, tooLittleMemory } from "./duckdb-faults.ts";
import { findRows } from "./rows/find-rows.ts";
import { notKept, type KeptRows } from "./rows/kept-rows.ts";
import type { Listings } from "./listings.ts";
import { openLogSet } from "./log-set.ts";
import { readWithRepair, type Part } from "./read-with-repair.ts";
import { createReading, type Reading } from "./reading.ts";
import { runnableSql } from "./relation.ts";

/** What an execution needs from its engine. */
export interface ExecutionPlace {
  /** Of the folder of logs. */
  readonly listings: Listings;
  /** Folder of this execution alone, for salvaged files and its rows; made when it begins, removed when they are put away. */
  readonly spool: string;
  connect(): Promise<DuckDBConnection>;
  /** Past days in a form that is read faster; null: none. */
  readonly cache: DayCache | null;
  /** Told of the reading as soon as it begins. */
  reading(reading: Reading): void;
  readonly stop: AbortSignal;
  readonly clock: Clock;
  readonly deadlineMs: number;
  /** Most rows that are ever read. */
  readonly mostRows: number;
}

/** A result at rest, in files of its own. */
export interface Finished {
  readonly kept: KeptRows;
  readonly sql: string;
  readonly values: readonly string[];
  readonly coverage: Coverage;
  readonly scannedBytes: number;
  /** Puts the rows away. */
  close(): Promise<void>;
}

/**
 * Runs a statement to its end: fixes the list of files, reads them, and keeps the rows, so that a failure
 * shows before the first row is handed out. Throws the TrailError that the asker reads.
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
    return await run(statement, parts, place, { connection, reading, stop });
  } catch (cause) {
    await remove(place.spool);
    throw asTrailError(stop, cause);
  } finally {
    // Whoever interrupts must have ended before the connection does.
    done.abort();
    connection.closeSync();
    for (const { release } of taken) release();
    await remove(salvageFolder(place));
  }
}

function salvageFolder({ spool }: ExecutionPlace): string {
  return join(spool, "salvaged");
}

/** What cannot be removed now goes with the spool of the process; it must not stand in the way of an answer, or of its failure. */
async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(() => undefined);
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

/** What runs a statement. */
interface Runner {
  readonly connection: DuckDBConnection;
  readonly reading: Reading;
  readonly stop: AbortSignal;
}

async function run(
  statement: Statement,
  parts: readonly Part[],
  place: ExecutionPlace,
  { connection, reading, stop }: Runner,
): Promise<Finished> {
  const raw = parts.map(({ set }) => set.unread());
  reading.begin(sum(raw.map(({ files }) => files)), sum(raw.map(({ bytes }) => bytes)));
  const { spool, mostRows } = place;
  const folder = join(spool, "rows");
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => Promise.reject(notKept(folder, cause)));
  const { found, sql } = await readWithRepair(parts, connection, stop, async (relations) => ({
    found: await findRows({ statement, relations, connection }, folder),
    sql: runnableSql(statement, relations),
  }));
  return {
    kept: found.kind === "answer" ? found.kept : await arrangeList(found, { connection, folder, stop, mostRows }),
    sql,
    values: statement.values,
    coverage: mergedCoverage(parts.map((part) => part.set.coverage(statement))),
    scannedBytes: sum(parts.map((part) => part.set.bytes())),
    close: () => remove(place.spool),
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
    const spool = join(salvageFolder(place), relation);
    const fromCache: FromCache | undefined =
      cache === null
        ? undefined
        : async (files) => {
            const own = await cache.take(files, { connection, spool: `${spool}-converted`, stop, reading });
            taken.push(own);
            return own;
          };
    return { relation, span, set: await openLogSet(place.listings, spool, statement, span, stop, fromCache) };
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
  if (isMemoryFault(reason)) return tooLittleMemory(cause);
  return new TrailError("engine-user", `The local engine could not run this question: ${firstLine(reason)}`, { cause });
}

function firstLine(reason: string): string {
  return reason.split("\n")[0]?.slice(0, 300) ?? "";
}
