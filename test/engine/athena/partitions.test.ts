import { describe, expect, it } from "vitest";
import { openDatabase } from "../../../src/engine/duckdb/duckdb-engine.ts";
import { partitionPredicate, type Wanted } from "../../../src/engine/athena/partition-predicate.ts";
import { partitionRoles } from "../../../src/engine/athena/partition-roles.ts";
import { tableShape, type TableShape } from "../../../src/engine/athena/table-shape.ts";
import { LAYOUTS, type Layout } from "../../../src/engine/athena/layout.ts";
import { deliveryDays } from "../../../src/engine/scope.ts";
import { temporaryFolder } from "../../fixtures/logs.ts";

const WANTED: Wanted = {
  firstDay: "2026-10-31",
  lastDay: "2026-11-01",
  accounts: [],
  regions: [],
  knownAccounts: [],
  knownRegions: [],
};

/** A table with these partition columns (`name` or `name type`) and properties. */
function shape(columns: readonly string[], parameters: Record<string, string> = {}): TableShape {
  return tableShape("logs", {
    Name: "trail",
    PartitionKeys: columns.map((column) => {
      const [Name = "", Type = "string"] = column.split(" ");
      return { Name, Type };
    }),
    Parameters: parameters,
  });
}

const YMD = ["account", "region", "year", "month", "day"];
const predicate = (table: TableShape, layout: Layout, wanted: Partial<Wanted> = {}): string | null =>
  partitionPredicate(partitionRoles(table, layout), { ...WANTED, ...wanted });

describe("the days of a span", () => {
  it.each([
    ["2026-11-19T23:00:00Z", "2026-11-20T22:59:59Z", "2026-11-19", "2026-11-20"],
    ["2026-11-19T23:00:00Z", "2026-11-20T23:00:00Z", "2026-11-19", "2026-11-21"],
    ["2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z", "2026-11-20", "2026-11-21"],
    ["2026-12-31T10:00:00Z", "2026-12-31T23:30:00Z", "2026-12-31", "2027-01-01"],
    ["2028-02-28T10:00:00Z", "2028-02-28T23:00:00Z", "2028-02-28", "2028-02-29"],
  ])("%s to %s: never padded before, an hour after", (start, end, firstDay, lastDay) => {
    expect(deliveryDays({ start, end })).toEqual({ firstDay, lastDay });
  });
});

describe("years, months and days in columns of their own", () => {
  it("become a branch for each month, since a range of texts would be empty", () => {
    expect(predicate(shape(YMD), "account-region-ymd")).toBe(
      `(("year" = '2026' AND "month" = '10' AND "day" IN ('31'))\n        OR ("year" = '2026' AND "month" = '11' AND "day" IN ('01')))`,
    );
  });

  it.each([
    ["2026-12-30", "2027-01-02"],
    ["2026-11-20", "2026-11-20"],
    ["2025-12-31", "2027-02-01"],
    ["2028-02-27", "2028-03-01"],
  ])("hold for exactly the days from %s to %s", async (firstDay, lastDay) => {
    const database = await openDatabase({ readable: [], spillFolder: temporaryFolder(), memory: "64MB" });
    const connection = await database.connect();
    const condition = predicate(shape(["region", "year", "month", "day"]), "region-ymd", { firstDay, lastDay });
    const rows = await connection.runAndReadAll(
      `SELECT count(*), min(d), max(d) FROM (
         SELECT strftime(d, '%Y-%m-%d') AS d, strftime(d, '%Y') AS "year", strftime(d, '%m') AS "month", strftime(d, '%d') AS "day"
         FROM generate_series(TIMESTAMP '2025-01-01', TIMESTAMP '2029-01-01', INTERVAL 1 day) AS t(d)) WHERE ${condition}`,
    );
    const days = (Date.parse(lastDay) - Date.parse(firstDay)) / 86_400_000 + 1;
    expect(rows.getRowsJson()).toEqual([[String(days), firstDay, lastDay]]);
    connection.closeSync();
    database.closeSync();
  });

  it("are numbers where the table has numbers", () => {
    expect(predicate(shape(["region", "year int", "month int", "day bigint"]), "region-ymd")).toContain(
      `("year" = 2026 AND "month" = 11 AND "day" IN (1))`,
    );
  });
});

describe("a day in one column", () => {
  it.each([
    ["timestamp", {}, `"timestamp" BETWEEN '2026/10/31' AND '2026/11/01'`],
    [
      "day",
      { "projection.enabled": "true", "projection.day.type": "date", "projection.day.format": "yyyy-MM-dd" },
      `"day" BETWEEN '2026-10-31' AND '2026-11-01'`,
    ],
    ["dt date", {}, `"dt" BETWEEN DATE '2026-10-31' AND DATE '2026-11-01'`],
  ])("%s is compared in the form that it has", (column, parameters, expected) => {
    expect(predicate(shape([column], parameters), "projected-day")).toBe(expected);
  });

  it.each(["yyyy/MM/dd/HH", "dd/MM/yyyy"])("of the form %s is refused in words", (format) => {
    const parameters = { "projection.enabled": "true", "projection.day.type": "date", "projection.day.format": format };
    expect(() => predicate(shape(["day"], parameters), "projected-day")).toThrow(/cannot be compared/);
  });
});

describe("accounts and regions", () => {
  it("are lists where they are asked, and nothing where they are not (fault 93)", () => {
    const table = shape(["account", "region", "day"]);
    expect(predicate(table, "account-region-day", { accounts: ["011122223333", "444455556666"] })).toMatch(
      /^"account" IN \('011122223333', '444455556666'\)\n/,
    );
    expect(predicate(table, "account-region-day", { regions: ["eu-west-1"] })).toContain(`"region" IN ('eu-west-1')`);
    expect(predicate(table, "account-region-day")).not.toMatch(/account|region/);
  });

  it("must be known where the column is injected", () => {
    const table = shape(["account", "region", "day"], {
      "projection.enabled": "true",
      "projection.account.type": "injected",
    });
    expect(predicate(table, "account-region-day", { knownAccounts: ["111122223333"] })).toContain(
      `"account" IN ('111122223333')`,
    );
    expect(() => predicate(table, "account-region-day")).toThrow(
      /account is injected, so each question must name its accounts.*`accounts`/,
    );
  });
});

describe("a table that is not as the configuration says", () => {
  it("is refused, and the fitting layout named", () => {
    expect(() => partitionRoles(shape(["region", "year", "month", "day"]), "account-region-ymd")).toThrow(
      /logs\.trail has the partition columns region, year, month, day, and athena\.layout account-region-ymd means account, .*: set athena\.layout to region-ymd\./,
    );
    expect(() => partitionRoles(shape(["year", "month", "day"]), "region-ymd")).toThrow(/make the table anew/);
    expect(() => partitionRoles(shape([]), "projected-day")).toThrow(/set athena\.layout to unpartitioned/);
  });

  it("is refused with a partition column that nobody knows", () => {
    expect(() => partitionRoles(shape(["org", "day"]), "projected-day")).toThrow(/a partition column org that Trail/);
    expect(() => partitionRoles(shape(["day", "dt"]), "projected-day")).toThrow(/a partition column dt/);
  });

  it("may have other names for the same", () => {
    const roles = partitionRoles(shape(["accountid", "aws_region", "event_date"]), "account-region-day");
    expect(Object.keys(roles)).toEqual(["account", "region", "date"]);
  });

  it("has roles for every layout", () => {
    const tables: Record<Layout, string[]> = {
      unpartitioned: [],
      "region-ymd": YMD.slice(1),
      "account-region-ymd": YMD,
      "projected-day": ["timestamp"],
      "account-region-day": ["account", "region", "day"],
      "records-array": ["region", "day"],
    };
    for (const layout of LAYOUTS)
      expect(Object.keys(partitionRoles(shape(tables[layout]), layout))).toHaveLength(tables[layout].length);
  });
});
