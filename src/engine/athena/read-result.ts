import type { QueryExecution } from "@aws-sdk/client-athena";
import { instantOf, type Clock, type Instant } from "../../clock.ts";
import { TrailError } from "../../errors.ts";
import type { Column, Result, Row } from "../engine.ts";
import { redactRow } from "../redact.ts";
import { awsFaultKind } from "../../aws/aws-fault.ts";
import { s3Place, type Aws } from "./aws.ts";
import { openResultObject, type RawRow } from "./result-object.ts";
import { resultPageRows } from "./result-pages.ts";
import { resultColumns, typedRow } from "./result-types.ts";
import { toldAwsFault, type Trouble } from "./say-fault.ts";

/** The rows of a query that succeeded. */
export interface ReadResult extends Pick<Result, "columns" | "batches" | "truncated"> {
  /** When the result was written. */
  readonly written: Instant | null;
}

export interface ResultParts {
  readonly aws: Pick<Aws, "object" | "resultPage">;
  readonly clock: Clock;
  readonly mostRows: number;
  readonly trouble: Trouble;
}

/**
 * Opens the result of a query, wherever Athena put it: an object in S3, or with managed results its own pages. Values are
 * typed and redacted; at most `mostRows` rows come. Throws TrailError where it cannot be read (any more).
 */
export async function readResult(done: QueryExecution, parts: ResultParts): Promise<ReadResult> {
  const id = done.QueryExecutionId ?? "";
  const failed = (cause: unknown): never => {
    throw sayUnreadable(cause, id, parts.trouble);
  };
  const broken = (cause: unknown): never => {
    throw sayBroken(cause, id, parts.trouble);
  };
  const head = await parts.aws.resultPage(id, { most: 1 }).catch(failed);
  const columns = resultColumns(head.ResultSet?.ResultSetMetadata?.ColumnInfo ?? []);
  const place = done.ResultConfiguration?.OutputLocation;
  const { written, rows } =
    place === undefined || place === ""
      ? { written: done.Status?.CompletionDateTime ?? null, rows: resultPageRows(parts.aws, id) }
      : await openResultObject(parts.aws, s3Place(place), parts.clock).catch(failed);
  let isCut = false;
  const cut = (): void => {
    isCut = true;
  };
  return {
    columns,
    batches: typedBatches(rows, columns, parts.mostRows, cut, broken),
    truncated: () => isCut,
    written: written === null ? null : instantOf(written.getTime()),
  };
}

async function* typedBatches(
  raw: AsyncIterable<readonly RawRow[]>,
  columns: readonly Column[],
  mostRows: number,
  cut: () => void,
  failed: (cause: unknown) => never,
): AsyncGenerator<readonly Row[]> {
  let left = mostRows;
  const batches = raw[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await batches.next().catch(failed);
      if (done === true) return;
      const batch: readonly RawRow[] = value;
      if (batch.length > left) cut();
      const kept = batch.slice(0, left);
      left -= kept.length;
      if (kept.length > 0) yield kept.map((row) => redactRow(typedRow(columns, row)));
      if (batch.length > kept.length) return;
    }
  } finally {
    await batches.return?.();
  }
}

/** Rows were handed out already, so reading cannot begin anew: the question has to be asked again. */
function sayBroken(cause: unknown, id: string, trouble: Trouble): TrailError {
  const said = sayUnreadable(cause, id, trouble);
  if (said.code !== "engine-away" && said.code !== "engine-throttled") return said;
  return new TrailError(
    "engine-user",
    "AWS went away while the result was read, and did not come back in time: ask again.",
    { cause },
  );
}

function sayUnreadable(cause: unknown, id: string, trouble: Trouble): TrailError {
  if (awsFaultKind(cause) === "not-found" || /no longer available|has expired/i.test(String(cause))) {
    const message = "The result was removed from Athena's results before it was read: ask again, and it is made anew.";
    trouble(message, id, cause);
    return new TrailError("engine-user", message, { cause });
  }
  return toldAwsFault(cause, "read the result", id, trouble);
}
