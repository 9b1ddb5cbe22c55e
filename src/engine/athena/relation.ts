import { DERIVED_COLUMNS } from "../derived-columns.ts";
import type { Span, Statement } from "../engine.ts";
import { deliveryDays, regionFolders, scopePredicates } from "../scope.ts";
import { partitionPredicate, type Wanted } from "./partition-predicate.ts";
import type { PartitionRoles } from "./partition-roles.ts";
import type { PlainColumns } from "./plain-columns.ts";
import type { TableShape } from "./table-shape.ts";

/** A table that a statement reads, ready to be selected from. */
export interface ReadableTable {
  readonly shape: TableShape;
  readonly plain: PlainColumns;
  readonly roles: PartitionRoles;
  /** The one account whose logs it holds by the configuration, or null. */
  readonly account: string | null;
}

/** What the configuration knows: an injected partition column is filled with it. */
export type Known = Pick<Wanted, "knownAccounts" | "knownRegions">;

/**
 * The whole text that runs in Athena: the relations over the tables, each kept to the partitions that it needs, then the
 * compiled intent. Only instants, accounts and regions stand in the prefix as literals. Throws as
 * {@link partitionPredicate} does.
 */
export function athenaSql(statement: Statement, tables: readonly ReadableTable[], known: Known): string {
  const relations = [relation("cloudtrail", statement, statement.window, tables, known)];
  if (statement.before !== null) {
    relations.push(relation("cloudtrail_before", statement, statement.before, tables, known));
  }
  return `WITH ${relations.join(",\n")}\n${statement.sql}`;
}

function relation(
  name: string,
  statement: Statement,
  span: Span,
  tables: readonly ReadableTable[],
  known: Known,
): string {
  const sources = tables.map((table) => source(table, statement, span, known));
  return `${name} AS (
  SELECT plain.*,
    ${named(DERIVED_COLUMNS)}
  FROM (
    ${sources.join("\n    UNION ALL\n    ")}
  ) AS plain
  WHERE ${scopePredicates(statement, span)}
)`;
}

function source(
  { shape, plain, roles, account }: ReadableTable,
  statement: Statement,
  span: Span,
  known: Known,
): string {
  const wanted = {
    ...deliveryDays(span),
    accounts: account === null ? statement.accounts : [account],
    regions: regionFolders(statement),
    ...known,
  };
  const condition = partitionPredicate(roles, wanted);
  const records = plain.nested === null ? "" : `\n    CROSS JOIN UNNEST(${plain.nested}) AS u(r)`;
  const where = condition === null ? "" : `\n    WHERE ${condition}`;
  return `SELECT ${named(plain.expressions)}
    FROM ${tableName(shape)}${records}${where}`;
}

/** Database and table in quotes, for SQL. */
export function tableName({ database, table }: Pick<TableShape, "database" | "table">): string {
  return `"${database}"."${table}"`;
}

function named(columns: Readonly<Record<string, string>>): string {
  return Object.entries(columns)
    .map(([name, expression]) => `${expression} AS ${name}`)
    .join(",\n    ");
}
