import { TrailError, reasonOf } from "../../../errors.ts";
import { ok, wrong, type Check } from "../../check.ts";
import type { Statement } from "../../engine.ts";
import { withLiterals } from "../../literal.ts";
import { athenaSql } from "../relation.ts";
import { createTables, type Tables } from "../tables.ts";
import type { CheckupParts } from "./checkup-parts.ts";
import { QueryRefused, runSql } from "./run-sql.ts";

/** An intent's id and what it would send. */
export interface Explained {
  readonly intent: string;
  readonly statements: readonly Statement[];
}

/** Intents looked at together: most of the time is waiting. */
const AT_ONCE = 6;

/**
 * Has Athena read and plan the SQL of each intent over the configured tables, with literals in place of parameters. Costs
 * nothing: EXPLAIN scans no data. https://docs.aws.amazon.com/athena/latest/ug/athena-explain-statement.html
 */
export async function* explainIntents(parts: CheckupParts, intents: readonly Explained[]): AsyncGenerator<Check> {
  const { aws, place } = parts;
  const tables = createTables(aws, place.database, place.tables, place.layout, () => undefined);
  const underway: Promise<Check>[] = [];
  for (const intent of intents) {
    underway.push(explain(parts, tables, intent));
    const first = underway.length < AT_ONCE ? undefined : underway.shift();
    if (first !== undefined) yield await first;
  }
  for (const check of underway) yield await check;
}

async function explain(parts: CheckupParts, tables: Tables, { intent, statements }: Explained): Promise<Check> {
  try {
    for (const statement of statements) {
      const readable = await tables.readable(statement);
      const sql = withLiterals(athenaSql(statement, readable, parts.known), statement.values);
      await runSql(`EXPLAIN ${sql}`, parts);
    }
    return ok(
      intent,
      statements.length === 1 ? "Athena accepts its SQL" : `Athena accepts the SQL of its ${statements.length} steps`,
    );
  } catch (cause) {
    if (cause instanceof QueryRefused || cause instanceof TrailError) return wrong(intent, reasonOf(cause));
    throw cause;
  }
}
