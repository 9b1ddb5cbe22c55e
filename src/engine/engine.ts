import type { Instant } from "../clock.ts";

/** A scalar in a result. Whole numbers beyond 2^53 arrive as text, so that none is rounded. */
export type Value = string | number | boolean | null;

/** One row of a result, by column name. */
export type Row = Readonly<Record<string, Value>>;

/** A column of a result. Only these types cross the seam, so that every engine gives equal rows. */
export interface Column {
  readonly name: string;
  readonly type: "varchar" | "bigint" | "double" | "boolean";
}

/** A half-open span in UTC: `start` belongs to it, `end` does not. */
export interface Span {
  readonly start: Instant;
  readonly end: Instant;
}

/** Everything an engine needs to answer: reviewed SQL, its values, and which part of the logs it is about. */
export interface Statement {
  /** Id of the intent, for logs and errors. */
  readonly intent: string;
  /**
   * Compiled text that reads the relations `cloudtrail` (and `cloudtrail_before`): what follows the engine's own
   * `WITH cloudtrail AS (…)`, so it starts with `SELECT` or with `, name AS (…)`. Values stand as `?`.
   */
  readonly sql: string;
  /** One text for each `?`, in order, raw. */
  readonly values: readonly string[];
  readonly window: Span;
  /** The span of `cloudtrail_before`, or null where the intent has no baseline. */
  readonly before: Span | null;
  /** Asked account ids (12 digits); empty: all. */
  readonly accounts: readonly string[];
  /** Asked region codes; empty: all. */
  readonly regions: readonly string[];
  /** Identity intents: global services' events in us-east-1 count too, and no folder is left out by region (rule S14). */
  readonly global: boolean;
  /** Leave service-made events out of the relation itself (ranking intents). */
  readonly withoutServices: boolean;
  /** Columns of the relation without which the question cannot be answered right. */
  readonly needs: readonly string[];
  /** An earlier result must not be given again: somebody asked for a new look, or logs of the window may still come. */
  readonly fresh: boolean;
}

/** What a statement would read. `bytes` and `files` are null where the engine has no right to list. */
export interface Estimate {
  readonly bytes: number | null;
  readonly files: number | null;
  /** Dollars; null where the bytes are unknown. */
  readonly price: number | null;
  /** Dollars that it can cost at most, by a limit of the engine's own; null where there is none. */
  readonly priceLimit: number | null;
  /** False where it was extrapolated: say "about". */
  readonly exact: boolean;
  /** Not all could be counted in time: say "at least". */
  readonly atLeast: boolean;
}

export type ExecutionState = "queued" | "running" | "succeeded" | "failed" | "cancelled" | "lost";

/** A log file that is not, or not wholly, part of an answer. `file` is relative to the folder of logs. */
export interface SkippedFile {
  readonly file: string;
  readonly reason: string;
}

/** Which logs there were for a statement. */
export interface Coverage {
  /** Account ids with at least one file in the window. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Delivery days with at least one file. */
  readonly days: number;
  /** Files read; null where the engine cannot list. */
  readonly files: number | null;
  /** Only a part of the folders was looked at: the number of files is about right, and days may be missing unsaid. */
  readonly isSampled: boolean;
  /** Newest delivery seen in the logs at hand, whatever the window; null where unknown. */
  readonly logsUntil: Instant | null;
  /** Files that could not be read, or only in part, each with the reason in words. */
  readonly skippedFiles: readonly SkippedFile[];
  /** Records that held broken text (half a surrogate pair, bytes that are not UTF-8) and were read with marks in its place. */
  readonly repairedRecords: number;
  /** What was asked for and is not there, one phrase each ("no files for 2026-11-18 in 111122223333"). */
  readonly missing: readonly string[];
}

/** What was run, to be shown with the answer. */
export interface Execution {
  readonly id: string;
  /** The whole text sent, prefix included. */
  readonly sql: string;
  readonly values: readonly string[];
  /** Instant of the earlier execution whose result was reused, or null. */
  readonly reusedFrom: Instant | null;
}

/** The outcome of a succeeded execution. `batches` can be read once; rows are redacted already. */
export interface Result {
  readonly columns: readonly Column[];
  readonly batches: AsyncIterable<readonly Row[]>;
  /** Whether the engine's cap on rows cut the result; known once the batches were read. */
  truncated(): boolean;
  readonly execution: Execution;
  readonly coverage: Coverage;
  /** Compressed bytes read. */
  readonly scannedBytes: number;
  /** Dollars. */
  readonly price: number;
}

/** How far an execution has come in reading log files. */
export interface Progress {
  readonly files: number;
  readonly allFiles: number;
  /** Compressed bytes. */
  readonly bytes: number;
  readonly allBytes: number;
  /** Milliseconds that the rest will take, about; null where it is too early to tell. */
  readonly leftMs: number | null;
}

/** Where SQL runs. Executions belong to the engine; everything else about a question does not. */
export interface Engine {
  readonly name: "duckdb" | "athena";
  /** What running this would read. Throws TrailError where the logs cannot be found at all. */
  estimate(statement: Statement): Promise<Estimate>;
  /**
   * Starts an execution and returns its id. The same token never starts a second one. Throws TrailError
   * "engine-throttled" or "engine-away" where the same call may be made again after a while.
   */
  start(statement: Statement, token: string): Promise<string>;
  /**
   * The state of each id; an id unknown to this engine is `lost`. An engine may wait before it looks, so that many
   * questions share one look: the caller may ask again at once.
   */
  status(ids: readonly string[]): Promise<ReadonlyMap<string, ExecutionState>>;
  /** How far a running execution has come; null where that is not known. Left out: the engine never knows. */
  progress?(id: string): Progress | null;
  /** Resolves once an execution has ended, however, or is not known. Left out: the engine has to be asked for its state. */
  ended?(id: string): Promise<void>;
  /** The result of a succeeded execution of that statement. Throws the TrailError that ended a failed or cancelled one. */
  rows(id: string, statement: Statement): Promise<Result>;
  /** What executions have cost so far, together, whatever became of them; those unknown to the engine count nothing. */
  spent(ids: readonly string[]): Promise<{ readonly bytes: number; readonly dollars: number }>;
  /** Stops an execution, now or as soon as the engine can be reached; one that has ended already is left as it is. */
  cancel(id: string): Promise<void>;
}
