import type { Config } from "../config.ts";
import type { Check } from "../engine/check.ts";
import { openTable, tableOf } from "../open-table.ts";

/** Whether the table of the store can be used, where one is configured. */
export async function* storeChecks(config: Config): AsyncGenerator<Check> {
  const name = tableOf(config);
  if (name === null) return;
  const { checkTable } = await import("../dynamodb/check-table.ts");
  const table = await openTable(name);
  try {
    yield* checkTable(table, name);
  } finally {
    table.close();
  }
}
