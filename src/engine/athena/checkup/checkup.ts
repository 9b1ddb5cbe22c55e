import type { Check } from "../../check.ts";
import { checkLogs } from "./check-logs.ts";
import { checkPartitions } from "./check-partitions.ts";
import { checkQuery } from "./check-query.ts";
import { checkTables } from "./check-tables.ts";
import { checkWorkgroup } from "./check-workgroup.ts";
import type { CheckupParts } from "./checkup-parts.ts";

/**
 * Looks at all that a question needs in AWS, a line for each thing as soon as it is known. What depends on something that
 * is wrong is left out. Costs a few listings and one or two queries of some megabytes.
 */
export async function* checkAthena(parts: CheckupParts): AsyncGenerator<Check> {
  const workgroup = await checkWorkgroup(parts);
  yield* workgroup;
  if (workgroup.length === 1) return;
  const { checks, readable } = await checkTables(parts);
  yield* checks;
  const logs = await checkLogs(parts);
  yield* logs.checks;
  yield* await checkPartitions(parts, readable, logs.folders);
  yield* await checkQuery(parts, readable, logs.newest);
}
