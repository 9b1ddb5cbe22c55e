import { TrailError } from "../../../errors.ts";
import type { AthenaPlace } from "../athena-place.ts";
import type { Layout } from "../layout.ts";

/** What a table is made from. */
export interface TablePlace extends Pick<AthenaPlace, "database" | "tables" | "layout" | "logs"> {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** First day that the projection knows, `yyyy/mm/dd`. */
  readonly since: string;
}

/** One table of a place, with everything that its layout needs. */
export interface PlacedTable {
  /** Database and table in backticks, as Hive's DDL quotes names. */
  readonly name: string;
  /** Folder of the logs, with a slash at its end. */
  readonly logs: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

/** What a layout cannot be made without, for each of its tables. */
const NEEDS: Readonly<Record<Layout, readonly ("one account" | "one region" | "accounts" | "regions")[]>> = {
  unpartitioned: [],
  "region-ymd": ["one account"],
  "account-region-ymd": ["accounts", "regions"],
  "projected-day": ["one account", "one region"],
  "account-region-day": ["accounts", "regions"],
  "records-array": [],
};

/** The tables of a place. Throws TrailError("configuration") that names every setting which its layout lacks. */
export function placedTables(place: TablePlace): readonly PlacedTable[] {
  const faults: string[] = [];
  if (place.logs === null) faults.push("athena.logs: the folder of the logs, such as s3://trail-logs/AWSLogs/");
  const tables = place.tables.map(({ account, table }) => ({
    name: `\`${place.database}\`.\`${table}\``,
    logs: place.logs ?? "",
    accounts: account === null ? place.accounts : [account],
    regions: place.regions,
  }));
  for (const need of NEEDS[place.layout]) faults.push(...tables.flatMap((table) => lacking(need, table)));
  if (faults.length > 0) {
    throw new TrailError(
      "configuration",
      `A table of the layout ${place.layout} cannot be made yet. Set in the configuration:\n${[...new Set(faults)].map((fault) => `  ${fault}`).join("\n")}`,
    );
  }
  return tables;
}

function lacking(need: (typeof NEEDS)[Layout][number], { accounts, regions }: PlacedTable): readonly string[] {
  switch (need) {
    case "accounts":
      return accounts.length > 0 ? [] : ["accounts: the accounts whose logs there are, with names"];
    case "regions":
      return regions.length > 0 ? [] : ["regions: the regions whose logs there are"];
    case "one account":
      return accounts.length === 1
        ? []
        : [
            `athena.table: a list of {account, table}, since each table holds one account (or one account under \`accounts\`)`,
          ];
    case "one region":
      return regions.length === 1 ? [] : [`regions: the one region whose logs the table holds`];
  }
}
