import { systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Table } from "./dynamodb/table.ts";

/** The name of the table that several machines share; null: the store is files of this machine. */
export function tableOf({ store }: Pick<Config, "store">): string | null {
  return store.kind === "dynamodb" ? store.table : null;
}

/** Calls to DynamoDB at once. */
const CONNECTIONS = 50;

/**
 * The calls to a table, with the credentials that the SDK finds; its library is loaded with the first of them. `dated` is
 * told of each call, and then of the Date of its answer.
 */
export async function openTable(name: string, dated?: () => (date: string | null) => void): Promise<Table> {
  const { connectTable } = await import("./dynamodb/table.ts");
  const environment = process.env;
  return connectTable(name, { environment, connections: CONNECTIONS, attempts: 1, clock: systemClock, dated });
}
