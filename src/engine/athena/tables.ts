import { TrailError } from "../../errors.ts";
import type { Statement } from "../engine.ts";
import type { TableName } from "./athena-place.ts";
import type { Aws } from "./aws.ts";
import type { Layout } from "./layout.ts";
import { partitionRoles } from "./partition-roles.ts";
import { plainColumns } from "./plain-columns.ts";
import type { ReadableTable } from "./relation.ts";
import { toldAwsFault, type Trouble } from "./say-fault.ts";
import { tableShape } from "./table-shape.ts";

/** Tables as the configuration and the catalogue have them. */
export interface Tables {
  /**
   * The tables that a statement reads: that of each asked account, or all. Throws TrailError where the catalogue cannot be
   * read, a table does not fit the layout, or lacks what the statement needs.
   */
  readable(statement: Pick<Statement, "accounts" | "needs">): Promise<readonly ReadableTable[]>;
  /** Asked accounts for which the configuration has no table. */
  without(accounts: readonly string[]): readonly string[];
}

/** Without these no event can be told from another. */
const ESSENTIAL = ["eventid", "eventtime", "eventname", "eventsource"];

/** Reads each table's columns once; a failure is told to the log and not remembered. */
export function createTables(
  aws: Pick<Aws, "table">,
  database: string,
  names: readonly TableName[],
  layout: Layout,
  trouble: Trouble,
): Tables {
  const known = new Map<string, Promise<ReadableTable>>();

  const read = (name: TableName): Promise<ReadableTable> => {
    const earlier = known.get(name.table);
    if (earlier !== undefined) return earlier;
    const reading = readTable(aws, database, name, layout, trouble);
    known.set(name.table, reading);
    reading.catch(() => known.delete(name.table));
    return reading;
  };
  const isAsked =
    (accounts: readonly string[]) =>
    ({ account }: TableName): boolean =>
      account === null || accounts.length === 0 || accounts.includes(account);

  return {
    async readable({ accounts, needs }) {
      const tables = await Promise.all(names.filter(isAsked(accounts)).map(read));
      if (tables.length === 0) {
        throw new TrailError(
          "refused",
          `The configuration has no table for account ${accounts.join(", ")}: add it under athena.table, or ask about ${names.flatMap(({ account }) => account ?? []).join(", ")}.`,
        );
      }
      for (const table of tables) refuseLacking(table, needs);
      return tables;
    },
    without: (accounts) =>
      names.some(({ account }) => account === null)
        ? []
        : accounts.filter((account) => !names.some((name) => name.account === account)),
  };
}

async function readTable(
  aws: Pick<Aws, "table">,
  database: string,
  { account, table }: TableName,
  layout: Layout,
  trouble: Trouble,
): Promise<ReadableTable> {
  const metadata = await aws.table(database, table).catch((cause: unknown) => {
    throw toldAwsFault(cause, "read the table's columns", `${database}.${table}`, trouble);
  });
  const shape = tableShape(database, { ...metadata, Name: table });
  return { shape, plain: plainColumns(shape), roles: partitionRoles(shape, layout), account };
}

function refuseLacking({ shape, plain }: ReadableTable, needs: readonly string[]): void {
  const name = `${shape.database}.${shape.table}`;
  const essential = plain.lacking.filter((column) => ESSENTIAL.includes(column));
  if (essential.length > 0) {
    throw new TrailError(
      "configuration",
      `The table ${name} lacks ${essential.join(", ")}, so it holds no CloudTrail events that can be read: ./trail setup table prints a table that works.`,
    );
  }
  const needed = plain.lacking.filter((column) => needs.includes(column));
  if (needed.length > 0) {
    throw new TrailError(
      "refused",
      `This question cannot be answered on the table ${name}: it lacks ${needed.join(", ")}. Whoever runs Trail can add ${needed.length === 1 ? "the column" : "the columns"} (./trail setup table prints a table that has ${needed.length === 1 ? "it" : "them"}).`,
    );
  }
}
