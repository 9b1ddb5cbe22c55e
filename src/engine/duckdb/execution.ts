import { rm } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Clock } from "../../clock.ts";
import { TrailError, reasonOf } from "../../errors.ts";
import type { Column, Coverage, Span, Statement } from "../engine.ts";
import { mergedCoverage } from "./coverage.ts";
import { isMemoryFault } from "./duckdb-faults.ts";
import { openLogSet } from "./log-set.ts";
import { readWithRepair, type Part } from "./read-with-repair.ts";
import { RESULT_TABLE, resultColumns } from "./result-table.ts";

/** What an execution needs from its engine. */
export interface ExecutionPlace {
  /** Real path of the folder of logs. */
  readonly root: string;
  /** Folder of this execution alone, for salvaged files; removed when the query has run. */
  readonly spool: string;
  connect(): Promise<DuckDBConnection>;
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
  const interrupt = (): void => connection.interrupt();
  stop.addEventListener("abort", interrupt);
  try {
    stop.throwIfAborted();
    return await run(statement, place, connection, stop);
  } catch (cause) {
    connection.closeSync();
    throw asTrailError(stop, cause);
  } finally {
    stop.removeEventListener("abort", interrupt);
    done.abort();
    await rm(place.spool, { recursive: true, force: true });
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
  place: ExecutionPlace,
  connection: DuckDBConnection,
  stop: AbortSignal,
): Promise<Finished> {
  const parts = await openParts(statement, place, stop);
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
    scannedBytes: parts.reduce((total, part) => total + part.set.bytes(), 0),
  };
}

async function openParts(statement: Statement, place: ExecutionPlace, stop: AbortSignal): Promise<readonly Part[]> {
  const open = async (relation: Part["relation"], span: Span): Promise<Part> => ({
    relation,
    span,
    set: await openLogSet(place.root, `${place.spool}/${relation}`, statement, span, stop),
  });
  const asked = await open("cloudtrail", statement.window);
  return statement.before === null ? [asked] : [asked, await open("cloudtrail_before", statement.before)];
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
