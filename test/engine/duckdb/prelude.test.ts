import { expect, it } from "vitest";
import { PORTABLE_FUNCTIONS } from "../../../src/catalog/sql-vocabulary.ts";
import { sqlForThisFile } from "../../fixtures/sql.ts";

const sql = sqlForThisFile();

const DOCUMENT = `'{"a":"x","n":7,"t":true,"z":null,"o":{"k":"v","two words":"w"},"l":["p","q"],"d.e":"f"}'`;
const TIME = "from_iso8601_timestamp('2026-11-20T10:05:09Z')";
const NUMBERS = "UNNEST([3, 1, 2, 1]) AS t(n)";
const THINGS = "(VALUES ('a', 1), ('b', 3), ('c', 2), (NULL, 9)) AS t(name, n)";

/** [function, expression, what Trino gives]. DuckDB writes whole numbers of 64 bits as text. */
const MEANINGS: readonly (readonly [string, string, unknown])[] = [
  ["abs", "abs(-3)", 3],
  ["approx_distinct", `approx_distinct(n) FROM ${NUMBERS}`, "3"],
  ["approx_percentile", `approx_percentile(n, 0.5) BETWEEN 1 AND 2 FROM ${NUMBERS}`, true],
  ["arbitrary", "arbitrary(n) FROM UNNEST([7, 7]) AS t(n)", 7],
  ["array_agg", `array_agg(DISTINCT n ORDER BY n) FROM ${NUMBERS}`, [1, 2, 3]],
  ["array_distinct", "cardinality(array_distinct(split('a,b,a', ',')))", "2"],
  ["array_join", "array_join(split('a,b', ','), '; ')", "a; b"],
  ["array_join", `array_join(array_agg(name ORDER BY n), ',') FROM ${THINGS}`, "a,c,b"],
  ["arrays_overlap", "arrays_overlap(split('a,b', ','), split('b,c', ','))", true],
  ["arrays_overlap", "arrays_overlap(split('a,b', ','), split('c,d', ','))", false],
  ["avg", `avg(n) FROM ${NUMBERS}`, 1.75],
  ["bool_and", `bool_and(n > 1) FROM ${NUMBERS}`, false],
  ["bool_or", `bool_or(n > 2) FROM ${NUMBERS}`, true],
  ["cardinality", "cardinality(split('a,b', ','))", "2"],
  ["cast", "CAST('12' AS bigint)", "12"],
  ["ceil", "ceil(1.2)", "2"],
  ["coalesce", "coalesce(NULL, 'x')", "x"],
  ["concat", "concat('a', 'b', 'c')", "abc"],
  ["concat", "concat('a', NULL)", null],
  ["concat", "concat('a', 'b', NULL, 'd', 'e', 'f')", null],
  ["concat_ws", "concat_ws(' ', 'a', NULL, 'b')", "a b"],
  ["contains", "contains(split('a,b', ','), 'b')", true],
  ["contains", "contains(split('a,b', ','), 'c')", false],
  ["count", `count(DISTINCT n) FROM ${NUMBERS}`, "3"],
  ["count_if", `count_if(n > 1) FROM ${NUMBERS}`, "2"],
  ["date_add", `to_unixtime(date_add('hour', 3, ${TIME})) - to_unixtime(${TIME})`, 10_800],
  ["date_add", `format_datetime(date_add('month', -1, ${TIME}), 'yyyy-MM-dd')`, "2026-10-20"],
  ["date_add", `format_datetime(date_add('quarter', 1, ${TIME}), 'yyyy-MM-dd')`, "2027-02-20"],
  ["date_add", `to_unixtime(date_add('millisecond', 1500, ${TIME})) - to_unixtime(${TIME})`, 1.5],
  // Whole units that have passed, not boundaries crossed.
  ["date_diff", "date_diff('day', TIMESTAMP '2026-11-19 23:59:00', TIMESTAMP '2026-11-20 00:01:00')", "0"],
  ["date_diff", "date_diff('minute', TIMESTAMP '2026-11-19 23:59:00', TIMESTAMP '2026-11-20 00:01:00')", "2"],
  ["date_diff", "date_diff('hour', TIMESTAMP '2026-11-20 02:00:00', TIMESTAMP '2026-11-20 00:30:00')", "-1"],
  ["date_trunc", `format_datetime(date_trunc('hour', ${TIME}), 'HH:mm:ss')`, "10:00:00"],
  ["dense_rank", `max(r) FROM (SELECT dense_rank() OVER (ORDER BY n) AS r FROM ${NUMBERS})`, "3"],
  ["element_at", "element_at(split('a/b/c', '/'), 2)", "b"],
  ["element_at", "element_at(split('a/b/c', '/'), -1)", "c"],
  ["element_at", "element_at(split('a/b/c', '/'), 9)", null],
  ["filter", "array_join(filter(split('a,bb,c', ','), x -> length(x) = 1), ',')", "a,c"],
  ["first_value", `max(v) FROM (SELECT first_value(n) OVER (ORDER BY n DESC) AS v FROM ${NUMBERS})`, 3],
  ["floor", "floor(-1.2)", "-2"],
  ["format_datetime", `format_datetime(${TIME}, 'yyyy-MM-dd HH:mm:ss')`, "2026-11-20 10:05:09"],
  ["format_datetime", `format_datetime(${TIME}, 'EEE')`, "Fri"],
  ["format_datetime", `format_datetime(${TIME}, 'yyyy-MM-dd''T''HH:mm')`, "2026-11-20T10:05"],
  ["format_datetime", `format_datetime(${TIME}, 'MMmm')`, "1105"],
  ["from_iso8601_timestamp", `to_unixtime(${TIME})`, 1_795_169_109],
  ["from_iso8601_timestamp", "to_unixtime(from_iso8601_timestamp('2026-11-20T11:05:09+01:00'))", 1_795_169_109],
  ["greatest", "greatest(1, 3, 2)", 3],
  ["greatest", "greatest('a', NULL)", null],
  ["greatest", "greatest('a', 'd', 'b', 'c')", "d"],
  ["json_extract", `json_extract_scalar(json_extract(${DOCUMENT}, '$.o'), '$.k')`, "v"],
  ["json_extract", `json_extract(${DOCUMENT}, '$.none')`, null],
  ["json_extract", "json_extract('no json', '$.a')", null],
  ["json_extract_scalar", `json_extract_scalar(${DOCUMENT}, '$.a')`, "x"],
  ["json_extract_scalar", `json_extract_scalar(${DOCUMENT}, '$.n')`, "7"],
  ["json_extract_scalar", `json_extract_scalar(${DOCUMENT}, '$.t')`, "true"],
  ["json_extract_scalar", `json_extract_scalar(${DOCUMENT}, '$.z')`, null],
  ["json_extract_scalar", `json_extract_scalar(${DOCUMENT}, '$.o')`, null],
  ["json_extract_scalar", `json_extract_scalar(${DOCUMENT}, '$.l')`, null],
  ["json_extract_scalar", `json_extract_scalar(${DOCUMENT}, '$.l[1]')`, "q"],
  ["json_extract_scalar", `json_extract_scalar(${DOCUMENT}, '$.l[9]')`, null],
  ["json_extract_scalar", `json_extract_scalar(${DOCUMENT}, '$.none.deeper')`, null],
  ["json_extract_scalar", `json_extract_scalar(${DOCUMENT}, '$["a"]')`, "x"],
  ["json_extract_scalar", `json_extract_scalar(${DOCUMENT}, '$.o["two words"]')`, "w"],
  ["json_extract_scalar", `json_extract_scalar(${DOCUMENT}, '$["d.e"]')`, "f"],
  ["json_extract_scalar", "json_extract_scalar('{\"a\":', '$.a')", null],
  ["json_extract_scalar", "json_extract_scalar('', '$.a')", null],
  ["json_extract_scalar", "json_extract_scalar(NULL, '$.a')", null],
  ["lag", `min(v) FROM (SELECT lag(n) OVER (ORDER BY n) AS v FROM ${NUMBERS})`, 1],
  ["last_value", "max(v) FROM (SELECT last_value(n) OVER (ORDER BY n) AS v FROM UNNEST([1, 2]) AS t(n))", 2],
  ["lead", `max(v) FROM (SELECT lead(n) OVER (ORDER BY n) AS v FROM ${NUMBERS})`, 3],
  ["least", "least(2, 1, 3)", 1],
  ["least", "least('a', NULL, 'b')", null],
  ["length", "length('äöü')", "3"],
  ["lower", "lower('ABC')", "abc"],
  ["lpad", "lpad('7', 3, '0')", "007"],
  ["ltrim", "ltrim('  a ')", "a "],
  ["max", `max(n) FROM ${NUMBERS}`, 3],
  ["max_by", `max_by(name, n) FROM ${THINGS} WHERE name IS NOT NULL`, "b"],
  ["min", `min(n) FROM ${NUMBERS}`, 1],
  ["min_by", `min_by(name, n) FROM ${THINGS}`, "a"],
  ["mod", "mod(7, 4)", 3],
  ["nullif", "nullif('', '')", null],
  ["rank", `max(r) FROM (SELECT rank() OVER (ORDER BY n) AS r FROM ${NUMBERS})`, "4"],
  ["regexp_extract", "regexp_extract('user/alice', '[^/]+$')", "alice"],
  ["regexp_extract", "regexp_extract('user/alice', '^([a-z]+)/', 1)", "user"],
  ["regexp_extract", "regexp_extract('alice', '[0-9]+')", null],
  ["regexp_extract", "regexp_extract('alice', '([0-9]+)', 1)", null],
  ["regexp_extract", "regexp_extract(NULL, 'a')", null],
  ["regexp_like", "regexp_like('user/alice', 'r/a')", true],
  ["regexp_like", "regexp_like('user/alice', '^alice')", false],
  ["regexp_like", "regexp_like('anything', '')", true],
  ["regexp_like", "regexp_like(NULL, 'a')", null],
  ["regexp_replace", "regexp_replace('a1b22', '[0-9]+')", "ab"],
  ["regexp_replace", "regexp_replace('a1b22', '[0-9]', '#')", "a#b##"],
  ["regexp_replace", "regexp_replace('alice@example.com', '^(.+)@(.+)$', '$2:$1')", "example.com:alice"],
  ["replace", "replace('a.b.c', '.', '-')", "a-b-c"],
  ["reverse", "reverse('abc')", "cba"],
  ["round", "round(2.5)", "3"],
  ["row_number", `max(r) FROM (SELECT row_number() OVER (ORDER BY n) AS r FROM ${NUMBERS})`, "4"],
  ["rpad", "rpad('7', 3, '0')", "700"],
  ["rtrim", "rtrim(' a  ')", " a"],
  ["slice", "array_join(slice(split('a,b,c,d', ','), 2, 2), ',')", "b,c"],
  ["slice", "array_join(slice(split('a,b,c,d', ','), -2, 2), ',')", "c,d"],
  ["slice", "cardinality(slice(split('a,b', ','), 2, 9))", "1"],
  ["split", "cardinality(split('a..b', '.'))", "3"],
  ["split_part", "split_part('a/b/c', '/', 2)", "b"],
  ["strpos", "strpos('hello', 'l')", "3"],
  ["strpos", "strpos('hello', 'z')", "0"],
  ["substr", "substr('2026-11-20T10', 1, 10)", "2026-11-20"],
  ["sum", `sum(n) FROM ${NUMBERS}`, "7"],
  ["trim", "trim('  a ')", "a"],
  ["try", "try(CAST('x' AS bigint))", null],
  ["try_cast", "try_cast('x' AS bigint)", null],
  ["upper", "upper('abc')", "ABC"],
];

it.each(MEANINGS)("%s: %s", async (_, expression, expected) => {
  const value = await sql.value(expression);
  expect(typeof value === "string" && typeof expected === "number" ? Number(value) : value).toEqual(expected);
});

it("has a row for each function that intents may call", () => {
  const shown = new Set(MEANINGS.map(([name]) => name));
  expect([...PORTABLE_FUNCTIONS].filter((name) => !shown.has(name))).toEqual([]);
});

it.each<[string, unknown]>([
  ["7/2", 3],
  ["'a' || NULL", null],
  ["'50%' LIKE '50!%' ESCAPE '!'", true],
  ["'500' LIKE '50!%' ESCAPE '!'", false],
  ["count(*) FILTER (WHERE n > 1) FROM UNNEST([1, 2, 3]) AS t(n)", "2"],
  ["a[1] FROM (SELECT split('x,y', ',') AS a)", "x"],
  ["array_join(array_agg(v ORDER BY i), ',') FROM UNNEST(['x', 'y']) WITH ORDINALITY AS t(v, i)", "x,y"],
  ["array_join(array_agg(n ORDER BY n NULLS LAST), ',') FROM UNNEST([2, NULL, 1]) AS t(n)", "1,2"],
  [
    "array_join(array_agg(coalesce(v, 'null') ORDER BY v DESC), ',') FROM (VALUES ('a'), (NULL), ('B')) AS t(v)",
    "a,B,null",
  ],
  [`${TIME} - interval '12' hour < ${TIME}`, true],
])("reads %s as Trino does", async (expression, expected) => {
  expect(await sql.value(expression)).toEqual(expected);
});
