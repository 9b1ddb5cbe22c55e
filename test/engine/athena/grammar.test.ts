import { expect, it } from "vitest";
import { loadTrinoGrammar } from "../../../src/catalog/trino-grammar.ts";
import { LAYOUTS } from "../../../src/engine/athena/layout.ts";
import { partitionRoles } from "../../../src/engine/athena/partition-roles.ts";
import { plainColumns } from "../../../src/engine/athena/plain-columns.ts";
import { athenaSql } from "../../../src/engine/athena/relation.ts";
import { tableShape } from "../../../src/engine/athena/table-shape.ts";
import { localTable } from "../../fixtures/athena/local-table.ts";
import { statement } from "../../fixtures/duckdb.ts";

const grammar = await loadTrinoGrammar();
const WINDOW = { start: "2026-12-30T22:00:00Z", end: "2027-01-02T00:00:00Z" };

it.each(LAYOUTS)("the relations over a table of the layout %s are Trino's SQL", (layout) => {
  const { metadata } = localTable({ layout, logs: "s3://logs/AWSLogs/", account: "111122223333", region: "us-east-1" });
  const shape = tableShape("default", metadata);
  const table = { shape, plain: plainColumns(shape), roles: partitionRoles(shape, layout), account: null };
  const asked = statement(", few AS (SELECT eventid FROM cloudtrail) SELECT * FROM few", {
    window: WINDOW,
    before: { start: "2026-11-30T00:00:00Z", end: WINDOW.start },
    accounts: ["111122223333"],
    regions: ["eu-west-1"],
    withoutServices: true,
  });
  const known = { knownAccounts: ["111122223333"], knownRegions: ["us-east-1"] };
  expect(grammar(athenaSql(asked, [table, table], known))).toEqual([]);
});

it("the text depends on the intent, the tables and the scope alone", () => {
  const { metadata } = localTable({ layout: "unpartitioned", logs: "s3://logs/AWSLogs/" });
  const shape = tableShape("default", metadata);
  const table = { shape, plain: plainColumns(shape), roles: {}, account: null };
  const known = { knownAccounts: [], knownRegions: [] };
  const sql = (value: string): string =>
    athenaSql(statement("SELECT eventid FROM cloudtrail WHERE eventid = ?", { values: [value] }), [table], known);
  expect(sql("a")).toBe(sql("'; DROP TABLE x --"));
});
