import type { QueryExecution } from "@aws-sdk/client-athena";
import { TrailError } from "../../../errors.ts";
import type { Row } from "../../engine.ts";
import { hasEnded } from "../poller.ts";
import { readResult } from "../read-result.ts";
import { sayAwsFault } from "../say-fault.ts";
import type { CheckupParts } from "./checkup-parts.ts";

const LOOK_MS = 500;
const PATIENCE_MS = 120_000;
const MOST_ROWS = 10_000;

/** A query that ran to its end. */
export interface RanSql {
  readonly rows: readonly Row[];
  readonly execution: QueryExecution;
}

/**
 * Runs a text by itself, outside any question, and reads its rows. Throws TrailError where AWS refuses, and
 * {@link QueryRefused} where the query failed. A query that takes over two minutes is stopped.
 */
export async function runSql(sql: string, parts: CheckupParts): Promise<RanSql> {
  const { aws, place, clock } = parts;
  const id = await aws
    .startQuery({
      QueryString: sql,
      ClientRequestToken: parts.newToken(),
      WorkGroup: place.workgroup,
      ...(place.output === null ? {} : { ResultConfiguration: { OutputLocation: place.output } }),
    })
    .catch((cause: unknown) => {
      throw sayAwsFault(cause, "start a query");
    });
  const execution = await ended(id, parts);
  if (execution.Status?.State !== "SUCCEEDED") throw new QueryRefused(execution);
  const result = await readResult(execution, { aws, clock, mostRows: MOST_ROWS, trouble: () => undefined });
  const rows: Row[] = [];
  for await (const batch of result.batches) rows.push(...batch);
  return { rows, execution };
}

/** A query of the check-up that failed; its message is Athena's own, for whoever runs Trail. */
export class QueryRefused extends Error {
  override readonly name = "QueryRefused";
  readonly execution: QueryExecution;

  constructor(execution: QueryExecution) {
    super(execution.Status?.StateChangeReason ?? "no reason was given");
    this.execution = execution;
  }
}

async function ended(id: string, { aws, clock }: CheckupParts): Promise<QueryExecution> {
  const until = clock.now() + PATIENCE_MS;
  for (;;) {
    const { QueryExecutions: [found] = [] } = await aws.queries([id]).catch((cause: unknown) => {
      throw sayAwsFault(cause, "look at a query");
    });
    if (found !== undefined && hasEnded(found)) return found;
    if (clock.now() > until) {
      await aws.stopQuery(id).catch(() => undefined);
      throw new TrailError("engine-user", "Athena did not run a tiny query within two minutes: its queue may be full.");
    }
    await clock.after(LOOK_MS);
  }
}
