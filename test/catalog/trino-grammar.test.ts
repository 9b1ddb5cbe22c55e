import { beforeAll, expect, it } from "vitest";
import { loadTrinoGrammar, type GrammarCheck } from "../../src/catalog/trino-grammar.ts";

let grammar: GrammarCheck;
beforeAll(async () => {
  grammar = await loadTrinoGrammar();
}, 60_000);

it.each([
  "SELECT DISTINCT eventid FROM cloudtrail WHERE regexp_like(searchtext, ?) ORDER BY eventtime DESC, eventid",
  "WITH cloudtrail AS (SELECT 1), a AS (SELECT 2) SELECT * FROM a",
  "SELECT count_if(failed = 1), max_by(actor, eventtime) FROM cloudtrail GROUP BY 1",
  "SELECT array_join(filter(split(a, ','), x -> x <> ''), ',') FROM cloudtrail CROSS JOIN UNNEST(split(a, ',')) AS t(b)",
  "SELECT a FROM cloudtrail WHERE b LIKE ? ESCAPE '!' AND c > interval '12' hour",
  "SELECT count(*) FILTER (WHERE failed = 1), try_cast(a AS bigint) FROM cloudtrail WHERE a IN (?, ?)",
])("accepts %s", (sql) => {
  expect(grammar(sql)).toEqual([]);
});

it.each([
  "SELECT a FROM",
  "SELEC a FROM cloudtrail",
  "SELECT a FROM cloudtrail WHERE",
  "SELECT a,, b FROM cloudtrail",
  "SELECT a::int FROM cloudtrail",
  "SELECT a FROM cloudtrail QUALIFY true",
  "SELECT a FROM cloudtrail WHERE b = ?_c",
  "SELECT {'a': 1} FROM cloudtrail",
  "SELECT * EXCLUDE (a) FROM cloudtrail",
])("refuses %s", (sql) => {
  expect(grammar(sql).length).toBeGreaterThan(0);
});

it("says where", () => {
  expect(grammar("SELECT a\nFROM cloudtrail\nWHERE WHERE b = 1")).toEqual([
    expect.objectContaining({ line: 3, column: 7, message: expect.stringMatching(/WHERE/) }),
  ]);
});
