import type { StartQueryExecutionInput } from "@aws-sdk/client-athena";
import { TrailError } from "../../errors.ts";
import type { Statement } from "../engine.ts";
import { literal } from "../literal.ts";

export interface StartSettings {
  readonly workgroup: string;
  /** Where results go when the workgroup sets no place: `s3://bucket/folder/`, or null. */
  readonly output: string | null;
  /** How old a result may be that is given again, in milliseconds; 0: never. */
  readonly reuseMs: number;
}

const MINUTE_MS = 60_000;
/** Athena keeps results for reuse a week at most. */
const LONGEST_REUSE_MINUTES = 10_080;
/** What Athena takes as one query at most, in bytes. */
const LONGEST_SQL = 262_144;

/**
 * The call that starts a statement, the same whenever it is made: Athena refuses a token with other parameters. Its values are literals, since Athena takes parameters as SQL text.
 * Throws TrailError("refused") where the text is longer than Athena takes.
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html
 */
export function startInput(
  statement: Statement,
  sql: string,
  token: string,
  { workgroup, output, reuseMs }: StartSettings,
): StartQueryExecutionInput {
  if (Buffer.byteLength(sql) > LONGEST_SQL) {
    throw new TrailError("refused", "The question makes a query longer than Athena takes: narrow its window.");
  }
  const minutes = Math.min(Math.floor(reuseMs / MINUTE_MS), LONGEST_REUSE_MINUTES);
  return {
    QueryString: sql,
    ClientRequestToken: token,
    WorkGroup: workgroup,
    ...(statement.values.length === 0 ? {} : { ExecutionParameters: statement.values.map(literal) }),
    ...(output === null ? {} : { ResultConfiguration: { OutputLocation: output } }),
    ...(minutes > 0 && !statement.fresh
      ? { ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: minutes } } }
      : {}),
  };
}
