import { describe, expect, it } from "vitest";
import { bindParams } from "../../src/catalog/bindings.ts";
import { sqlTexts } from "../../src/catalog/catalog.ts";
import { lookupBindings } from "../../src/catalog/lookup-bindings.ts";
import { compileSql } from "../../src/catalog/compile.ts";
import type { Intent, ParamType } from "../../src/catalog/schema.ts";
import { sqlParams, sqlTokens } from "../../src/sql-text.ts";
import { TrailError } from "../../src/errors.ts";
import { shippedCatalog } from "../fixtures/an-intent.ts";

const BINDINGS = new Map([
  ["user", { values: ["alice"] }],
  ["ids", { values: ["i-1", "i-2", "i-3"] }],
  ["one_pattern", { values: ["(i-1)"], needle: "i-1" }],
  ["two_pattern", { values: ["(i-1|i-2)"] }],
  ["keys.id", { values: ["ASIA1", "ASIA2"] }],
]);

describe("compiling (faults 98, 99 and 100)", () => {
  it.each<[string, string, string[]]>([
    ["SELECT a FROM x WHERE b = :user", "SELECT a FROM x WHERE b = ?", ["alice"]],
    [
      "a = :user OR b IN (:ids) OR c = :user",
      "a = ? OR b IN (?, ?, ?) OR c = ?",
      ["alice", "i-1", "i-2", "i-3", "alice"],
    ],
    ["a IN (:keys.id)", "a IN (?, ?)", ["ASIA1", "ASIA2"]],
    ["a = ':user' AND \":user\" = :user", "a = ':user' AND \":user\" = ?", ["alice"]],
    ["a -- :user ?\n  AND b = :user", "a\nAND b = ?", ["alice"]],
    ["a /* it's :user */ = :user", "a\n= ?", ["alice"]],
    ["  a\n    b  ", "a\n    b", []],
    ["WITH t AS (SELECT 1)\nSELECT * FROM t", ", t AS (SELECT 1)\nSELECT * FROM t", []],
    ["-- first\nwith t AS (SELECT 1) SELECT 1", ", t AS (SELECT 1) SELECT 1", []],
    ["SELECT a AS within FROM x", "SELECT a AS within FROM x", []],
    ["regexp_like(s, :one_pattern)", "(strpos(s, ?) > 0 AND regexp_like(s, ?))", ["i-1", "(i-1)"]],
    ["NOT REGEXP_LIKE ( s , :one_pattern )", "NOT (strpos(s, ?) > 0 AND regexp_like(s, ?))", ["i-1", "(i-1)"]],
    ["regexp_like(s, :two_pattern)", "regexp_like(s, ?)", ["(i-1|i-2)"]],
    ["regexp_like(coalesce(s, ''), :one_pattern)", "regexp_like(coalesce(s, ''), ?)", ["(i-1)"]],
    ["regexp_extract(s, :one_pattern, 2)", "regexp_extract(s, ?, 2)", ["(i-1)"]],
    [
      "a = :user AND regexp_like(s, :one_pattern) AND b IN (:ids)",
      "a = ? AND (strpos(s, ?) > 0 AND regexp_like(s, ?)) AND b IN (?, ?, ?)",
      ["alice", "i-1", "(i-1)", "i-1", "i-2", "i-3"],
    ],
  ])("%j", (sql, compiled, values) => {
    expect(compileSql(sql, BINDINGS)).toEqual({ sql: compiled, values });
  });

  it("throws for a name without a binding", () => {
    expect(() => compileSql("SELECT a WHERE b = :nobody", BINDINGS)).toThrow(
      new TrailError("configuration", "The SQL names :nobody, which is no param of the intent."),
    );
  });
});

/** Values that are allowed for each type and hold whatever could be taken for SQL, a pattern or a param. */
const HOSTILE: Readonly<Record<ParamType, readonly string[]>> = {
  resource: [
    "sg-0a1b2c3d",
    ":user ? -- /* x",
    "100% (a|b)* [c]{2} $1 ^x",
    "arn:aws:s3:::payroll/a?b=:from",
    "select from where",
  ],
  user: ["alice", "O'Brien", "a'; DROP TABLE x; --", "?:user_pattern", 'x" OR ""="', "\\' OR 1=1 --"],
  role: ["AdminRole", "arn:aws:iam::111122223333:role/a/b.*", "a,b@c=d"],
  ip: ["198.51.100.7", "2001:db8::1", "0.0.0.0/0", "2001:db8::/32"],
  "access-key": ["AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE"],
  account: ["111122223333", "011122223333"],
  region: ["us-east-1", "ap-southeast-2"],
  service: ["s3", "security hub", "from select"],
  action: ["RunInstances", "ec2:DescribeInstances"],
  bucket: ["logs", "%_%"],
  key: ["alias/payroll", "a%_b"],
  secret: ["prod/db", "a:b@c=d"],
  port: ["22", "1-65535"],
  cidr: ["0.0.0.0/0", "::/0"],
  "event-id": ["6f1a2b3c-0000-4000-8000-000000000001"],
};

const WINDOW = { start: "2026-11-19T00:00:00Z", end: "2026-11-20T00:00:00Z" };

/** Params with the given number of values each, as the n-th choice among the hostile ones. */
function params(intent: Intent, count: number, choice: number): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(intent.params).flatMap(([name, { type, many, optional }]) => {
      const values = HOSTILE[type];
      const wanted = many ? count : Math.min(count, 1);
      if (wanted === 0) return optional ? [] : [[name, [values[choice % values.length] ?? ""]]];
      return [[name, Array.from({ length: wanted }, (_, index) => values[(choice + index) % values.length] ?? "")]];
    }),
  );
}

/** What a later step takes, the same number of values each. */
function stepValues(intent: Intent, count: number, choice: number): [string, { values: string[] }][] {
  const names = sqlTexts(intent)
    .flatMap(sqlParams)
    .filter((name) => name.includes("."));
  return names.map((name) => [
    name,
    { values: Array.from({ length: Math.max(1, count) }, (_, i) => HOSTILE.user[(choice + i) % 6] ?? "") },
  ]);
}

describe("the compiled text", () => {
  it("depends on the reviewed text and the number of values alone, for every shipped intent (fault 91)", async () => {
    const { intents } = await shippedCatalog();
    for (const intent of intents) {
      for (const count of [0, 1, 2, 3]) {
        const texts = Array.from({ length: 12 }, (_, choice) => {
          const bindings = new Map([
            ...bindParams(intent, params(intent, count, choice), WINDOW),
            ...stepValues(intent, count, choice),
            ...lookupBindings(intent, HOSTILE.user.slice(choice % 3, (choice % 3) + count)),
          ]);
          return sqlTexts(intent).map((sql) => compileSql(sql, bindings));
        });
        const [first = []] = texts;
        for (const compiled of texts)
          expect(
            compiled.map(({ sql }) => sql),
            intent.id,
          ).toEqual(first.map(({ sql }) => sql));
        for (const { sql, values } of texts.flat()) {
          const marks = sqlTokens(sql).filter((token) => token.text === "?").length;
          expect(marks, `${intent.id}: one value for each ?`).toBe(values.length);
          expect(sqlParams(sql), intent.id).toEqual([]);
        }
      }
    }
  });
});
