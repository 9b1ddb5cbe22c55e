import { expect, it } from "vitest";
import { sqlParams, sqlTokens, sqlWords } from "../src/sql-text.ts";
import { processorTime } from "./fixtures/processor-time.ts";

/** Tokens as `kind:text`. */
const tokens = (sql: string): string[] => sqlTokens(sql).map(({ kind, text }) => `${kind}:${text}`);

it.each<[string, string[]]>([
  ["a = :user", ["word:a", "symbol:=", "param::user"]],
  [":user_pattern)", ["param::user_pattern", "symbol:)"]],
  [":user_quoted,", ["param::user_quoted", "symbol:,"]],
  ["IN (:keys.access_key)", ["word:IN", "symbol:(", "param::keys.access_key", "symbol:)"]],
  ["'it''s :user' b", ["string:'it''s :user'", "word:b"]],
  ["'' || ''''", ["string:''", "symbol:|", "symbol:|", "string:''''"]],
  ["'never closed :user", ["string:'never closed :user"]],
  ['"a ""b"" :user"', ['quoted:"a ""b"" :user"']],
  ["a -- it's :user\nb", ["word:a", "comment:-- it's :user", "word:b"]],
  ["a /* it's\n:user */ b", ["word:a", "comment:/* it's\n:user */", "word:b"]],
  ["a /* never closed", ["word:a", "comment:/* never closed"]],
  ["'--' '/*' a", ["string:'--'", "string:'/*'", "word:a"]],
  ["-- '\n'x'", ["comment:-- '", "string:'x'"]],
  ["a::user", ["word:a", "symbol::", "symbol::", "word:user"]],
  ["a[1] >= 1.5", ["word:a", "symbol:[", "number:1", "symbol:]", "symbol:>", "symbol:=", "number:1.5"]],
  [":User", ["symbol::", "word:User"]],
  ["\u00a0a\r\n\tb", ["word:a", "word:b"]],
  ["", []],
])("%j", (sql, expected) => {
  expect(tokens(sql)).toEqual(expected);
});

it("keeps the place of each token", () => {
  const sql = "SELECT 'a' /* c */ FROM x";
  for (const { text, start } of sqlTokens(sql)) expect(sql.slice(start, start + text.length)).toBe(text);
});

it("names params once, in order, and words outside texts (fault 99)", () => {
  const sql = "SELECT 'hidden' FROM x WHERE a = :b AND c = :a AND d IN (:b) -- :c";
  expect(sqlParams(sql)).toEqual(["b", "a"]);
  expect(sqlWords(sql)).toEqual(["select", "from", "x", "where", "a", "and", "c", "and", "d", "in"]);
});

it("takes time in proportion to the text", async () => {
  const work = (): void => {
    for (const piece of ["'", '"', "/*", "--", ":a_", "''\""]) sqlTokens(piece.repeat(60_000));
  };
  expect(await processorTime(work)).toBeLessThan(2000);
});
