import { describe, expect, it } from "vitest";
import { sqlFaults } from "../../src/catalog/sql-faults.ts";
import { intent, shippedCatalog, type IntentParts } from "../fixtures/an-intent.ts";

/** The faults of a text with a param `resource`, which a harmless end uses where the text does not. */
function faultsOf(sql: string, parts: IntentParts = {}): readonly string[] {
  const used = /:resource/.test(sql);
  return sqlFaults(intent({ ...(used ? {} : { params: {} }), ...parts, sql }));
}

const NOT_LISTED = (name: string): string =>
  `its SQL calls ${name}(), which is not on the list of functions that both engines have.`;
const READS = (name: string): string =>
  `its SQL reads ${name}: only cloudtrail, cloudtrail_before and its own WITH list may be read.`;
const HOLDS = (word: string): string => `its SQL holds the word ${word}: an intent only reads, in plain SELECT.`;
const ONE_SELECT = "its SQL must be one SELECT (a WITH list may stand before it).";
const END_MARK = "its SQL holds a `;`: one statement, without an end mark.";
const LIMIT = "its SQL has a LIMIT: the report cuts, so that counts stay true.";
const COMMA = "its SQL joins with a comma: write JOIN.";
const OPEN = "its SQL holds a text or a comment that is not closed.";
const PREFIX = "its SQL holds a text with a letter in front of its quote: write a plain text.";

describe("SQL that is refused (faults 98, 101, 102, 103, 104 and 105)", () => {
  it.each<[string, string]>([
    // More, or something else, than one SELECT.
    ["SELECT eventid FROM cloudtrail;", END_MARK],
    ["SELECT eventid FROM cloudtrail; SELECT 1", END_MARK],
    ["DROP TABLE cloudtrail", ONE_SELECT],
    ["INSERT INTO x SELECT eventid FROM cloudtrail", HOLDS("INSERT")],
    ["WITH a AS (SELECT 1) INSERT INTO x SELECT * FROM a", HOLDS("INSERT")],
    ["CREATE TABLE x AS SELECT eventid FROM cloudtrail", HOLDS("CREATE")],
    ["UNLOAD (SELECT eventid FROM cloudtrail) TO 's3://b/'", HOLDS("UNLOAD")],
    ["EXPLAIN ANALYZE SELECT eventid FROM cloudtrail", HOLDS("EXPLAIN")],
    ["PREPARE x FROM SELECT 1", HOLDS("PREPARE")],
    ["COPY (SELECT 1) TO 'x'", HOLDS("COPY")],
    ["PRAGMA version", HOLDS("PRAGMA")],
    ["SELECT * FROM (DESCRIBE cloudtrail)", HOLDS("DESCRIBE")],
    ["SELECT eventid FROM cloudtrail UNION TABLE secrets", HOLDS("TABLE")],
    ["WITH RECURSIVE a AS (SELECT 1) SELECT * FROM a", HOLDS("RECURSIVE")],
    ["SELECT eventid FROM cloudtrail QUALIFY true", HOLDS("QUALIFY")],
    ["-- SELECT eventid FROM cloudtrail", ONE_SELECT],
    // Other tables.
    ["SELECT * FROM secrets", READS("secrets")],
    ["SELECT * FROM information_schema.tables", HOLDS("INFORMATION_SCHEMA")],
    ['SELECT * FROM "cloudtrail$partitions"', READS('"cloudtrail$partitions"')],
    ["SELECT * FROM awsdatacatalog.logs.cloudtrail", READS("awsdatacatalog")],
    ["SELECT * FROM cloudtrail.secrets", "its SQL reads a table by a qualified name: write cloudtrail alone."],
    ["SELECT * FROM cloudtrail JOIN secrets ON true", READS("secrets")],
    ["SELECT * FROM cloudtrail LEFT JOIN (secrets) ON true", READS("secrets")],
    ["SELECT * FROM (secrets CROSS JOIN cloudtrail)", READS("secrets")],
    ["SELECT (SELECT max(x) FROM secrets) FROM cloudtrail", READS("secrets")],
    ["SELECT eventid FROM cloudtrail WHERE eventid IN (SELECT x FROM secrets)", READS("secrets")],
    ["SELECT * FROM '/etc/passwd'", READS("'/etc/passwd'")],
    ["SELECT * FROM", READS("")],
    ["SELECT * FROM cloudtrail, secrets", COMMA],
    ["SELECT * FROM cloudtrail c, secrets", COMMA],
    ["SELECT * FROM cloudtrail AS c, secrets s", COMMA],
    ["SELECT * FROM (SELECT eventid FROM cloudtrail) AS a, secrets", COMMA],
    ["SELECT * FROM cloudtrail CROSS JOIN UNNEST(split(actor, '/')) AS t(x), secrets", COMMA],
    ["SELECT * FROM cloudtrail JOIN cloudtrail_before ON true, secrets", COMMA],
    // Functions that read something else, or that one engine lacks.
    ["SELECT * FROM read_csv('/etc/passwd')", NOT_LISTED("read_csv")],
    ["SELECT getenv('HOME') FROM cloudtrail", NOT_LISTED("getenv")],
    ["SELECT GetEnv ('HOME') FROM cloudtrail", NOT_LISTED("getenv")],
    [`SELECT "getenv"('HOME') FROM cloudtrail`, NOT_LISTED('"getenv"')],
    ["SELECT 'HOME'.getenv() FROM cloudtrail", NOT_LISTED("getenv")],
    ["SELECT http_get('http://x') FROM cloudtrail", NOT_LISTED("http_get")],
    ["SELECT read_text('/etc/passwd') FROM cloudtrail", NOT_LISTED("read_text")],
    ["SELECT any_match(split(actor, '/'), x -> x = 'a') FROM cloudtrail", NOT_LISTED("any_match")],
    ["SELECT if(failed = 1, 'a') FROM cloudtrail", NOT_LISTED("if")],
    ["SELECT date_parse(day, '%Y') FROM cloudtrail", NOT_LISTED("date_parse")],
    // Dialects.
    ["SELECT `eventid` FROM cloudtrail", "its SQL holds a backtick: quote nothing, or use double quotes."],
    ["SELECT eventid FROM cloudtrail LIMIT 10", LIMIT],
    ["SELECT eventid FROM cloudtrail FETCH FIRST 10 ROWS ONLY", LIMIT],
    ["SELECT eventid FROM cloudtrail OFFSET 5", LIMIT],
    ["SELECT failed::varchar FROM cloudtrail", "its SQL casts with `::`: write CAST(… AS …)."],
    [
      "SELECT requestparameters->>'a' FROM cloudtrail",
      "its SQL reads JSON with an arrow: write json_extract_scalar(…).",
    ],
    [
      "SELECT requestparameters -> '$.a' FROM cloudtrail",
      "its SQL reads JSON with an arrow: write json_extract_scalar(…).",
    ],
    ["SELECT $$ it's $$ FROM cloudtrail", 'its SQL holds a "$", which means something in one engine only.'],
    ["SELECT {'a': 1} FROM cloudtrail", 'its SQL holds a "{", which means something in one engine only.'],
    ["SELECT eventid FROM cloudtrail WHERE actor = E'\\'' OR true", PREFIX],
    ["SELECT eventid FROM cloudtrail WHERE actor = U&'x'", PREFIX],
    ["SELECT eventid FROM cloudtrail WHERE actor = 'x", OPEN],
    ['SELECT eventid AS "x"" FROM cloudtrail', OPEN],
    ["SELECT eventid FROM cloudtrail /* WHERE actor = 'x'", OPEN],
    // Comparisons that only DuckDB lets pass.
    [
      "SELECT eventid FROM cloudtrail WHERE readonly = false",
      "its SQL compares the text column readonly with false: put the value into quotes.",
    ],
    [
      "SELECT eventid FROM cloudtrail WHERE true <> ReadOnly",
      "its SQL compares the text column ReadOnly with true: put the value into quotes.",
    ],
    [
      "SELECT eventid FROM cloudtrail c WHERE c.recipientaccountid=111122223333",
      "its SQL compares the text column recipientaccountid with 111122223333: put the value into quotes.",
    ],
    [
      "SELECT eventid FROM cloudtrail WHERE errorcode NOT IN (403)",
      "its SQL compares the text column errorcode with 403: put the value into quotes.",
    ],
    [
      "SELECT eventid FROM cloudtrail WHERE day BETWEEN 20261119 AND 20261120",
      "its SQL compares the text column day with 20261119: put the value into quotes.",
    ],
    ["SELECT eventid FROM cloudtrail WHERE failed = '1'", "its SQL compares the number failed with '1': write 0 or 1."],
    [
      "SELECT eventid FROM cloudtrail WHERE denied = true",
      "its SQL compares the number denied with true: write 0 or 1.",
    ],
    // Params.
    ["SELECT eventid FROM cloudtrail WHERE actor = ?", "its SQL holds a bare `?`: name the param, as in :resource."],
    ["SELECT :resource AS r FROM cloudtrail", "its SQL has :resource outside WHERE: Athena takes values only there."],
    [
      "SELECT eventid FROM cloudtrail JOIN cloudtrail_before ON actor = :resource",
      "its SQL has :resource outside WHERE: Athena takes values only there.",
    ],
    [
      "SELECT actor FROM cloudtrail GROUP BY actor HAVING min(eventid) = :resource",
      "its SQL has :resource outside WHERE: Athena takes values only there.",
    ],
    [
      "SELECT eventid FROM cloudtrail WHERE actor = :resource ORDER BY :resource",
      "its SQL has :resource outside WHERE: Athena takes values only there.",
    ],
    [
      "SELECT (SELECT 1 FROM cloudtrail WHERE actor = 'a'), :resource FROM cloudtrail",
      "its SQL has :resource outside WHERE: Athena takes values only there.",
    ],
    [
      "SELECT eventid FROM cloudtrail WHERE actor = :resource AND eventname = :user",
      "its SQL takes :user, but the intent has no param user.",
    ],
    [
      "SELECT eventid FROM cloudtrail WHERE actor = :resource AND eventname = :constructor",
      "its SQL takes :constructor, but the intent has no param constructor.",
    ],
    [
      "SELECT eventid FROM cloudtrail WHERE actor = :resource AND eventid = :first.eventid",
      "its SQL takes :first.eventid, but no earlier step is named first.",
    ],
  ])("%s", (sql, fault) => {
    expect(faultsOf(sql)).toContain(fault);
  });

  it("because a param is unused, has no pattern, or stands for many outside IN", () => {
    const service = { service: { type: "service" as const, description: "a service" } };
    expect(faultsOf("SELECT eventid FROM cloudtrail", { params: service })).toEqual([
      "its param service is used nowhere in the SQL.",
    ]);
    expect(
      faultsOf("SELECT eventid FROM cloudtrail WHERE regexp_like(eventsource, :service_pattern)", { params: service }),
    ).toEqual(["its SQL takes :service_pattern, but a service has no pattern."]);
    const user = { user: { type: "user" as const, description: "who" } };
    expect(faultsOf("SELECT eventid FROM cloudtrail WHERE regexp_like(actor, :user_quoted)", { params: user })).toEqual(
      ["its SQL takes :user_quoted, but a user has no pattern."],
    );
    const many = { resource: { type: "resource" as const, many: true, description: "ids" } };
    expect(faultsOf("SELECT eventid FROM cloudtrail WHERE actor = :resource", { params: many })).toEqual([
      "its SQL has :resource, of which there may be many: write IN (:resource).",
    ]);
    expect(faultsOf("SELECT eventid FROM cloudtrail WHERE actor IN (:resource)", { params: many })).toEqual([]);
  });

  it("in any step, and a step that looks ahead", () => {
    const steps = [
      { name: "one", sql: "SELECT eventid FROM cloudtrail WHERE eventid IN (:two.eventid)" },
      { name: "two", sql: "SELECT eventid FROM cloudtrail LIMIT 5" },
    ];
    expect(sqlFaults(intent({ params: {}, steps }))).toEqual([
      "its SQL takes :two.eventid, but no earlier step is named two.",
      LIMIT,
    ]);
  });
});

const AS_PATTERN = (param: string): string =>
  `its SQL reads the value ${param} as a pattern: search with strpos(…) or with a _pattern.`;

describe("SQL that reads a value as a pattern (faults 94 and 109)", () => {
  it.each([
    "actor LIKE :resource",
    "actor NOT LIKE '%' || :resource",
    "lower(actor) LIKE concat('%', :resource, '%') ESCAPE '!' AND actor = 'x'",
    "regexp_like(actor, :resource)",
    "regexp_like(concat(actor, ',', via), concat('^', :resource))",
    "length(regexp_replace(actor, :resource, 'x')) > 2",
  ])("is refused: %s", (where) => {
    const sql = `SELECT eventid FROM cloudtrail WHERE ${where}`;
    expect(faultsOf(sql)).toEqual([AS_PATTERN(":resource")]);
  });

  it("of an earlier step too", () => {
    const steps = [
      { name: "one", sql: "SELECT actor AS name FROM cloudtrail" },
      { name: "two", sql: "SELECT eventid FROM cloudtrail WHERE regexp_like(actor, :one.name)" },
    ];
    expect(sqlFaults(intent({ params: {}, steps }))).toEqual([AS_PATTERN(":one.name")]);
  });

  it.each([
    "regexp_like(:resource, '^arn:[^,]*') AND actor LIKE 'a%' AND via = :resource",
    "regexp_replace(concat(:resource, 'x'), 'a', :resource) = actor",
    "regexp_like(searchtext, :resource_quoted) OR regexp_like(actor, concat('(', :resource_pattern, ')'))",
    "(actor LIKE 'a%') OR actor = :resource",
    "CASE WHEN actor LIKE 'a%' THEN :resource ELSE 'x' END = 'y'",
  ])("is something else: %s", (where) => {
    expect(faultsOf(`SELECT eventid FROM cloudtrail WHERE ${where}`)).toEqual([]);
  });
});

describe("SQL that passes", () => {
  it.each([
    "SELECT DISTINCT eventtime, eventid FROM cloudtrail WHERE regexp_like(searchtext, :resource_pattern) ORDER BY eventtime DESC, eventid",
    "select eventid from CloudTrail where eventtime >= :from and eventtime < :to",
    "WITH a AS (SELECT eventid FROM cloudtrail), b AS (SELECT eventid FROM a) SELECT eventid FROM a JOIN b ON a.eventid = b.eventid",
    "SELECT eventid FROM (SELECT eventid FROM cloudtrail) AS inside",
    "SELECT eventid FROM cloudtrail WHERE NOT EXISTS (SELECT 1 FROM cloudtrail_before WHERE cloudtrail_before.actor = cloudtrail.actor)",
    "SELECT t.x AS x FROM cloudtrail CROSS JOIN UNNEST(split(actor, '/')) AS t(x)",
    "SELECT count(DISTINCT eventid) FILTER (WHERE failed = 1) AS n FROM cloudtrail GROUP BY actor, awsregion HAVING count(*) > 3",
    "SELECT CAST(eventid AS varchar(40)) AS e, row_number() OVER (PARTITION BY actor ORDER BY eventtime) AS n FROM cloudtrail",
    "SELECT eventid FROM cloudtrail WHERE actor IS DISTINCT FROM via",
    "SELECT array_join(filter(split(actor, ','), x -> x <> ''), ',') AS a FROM cloudtrail",
    "SELECT eventid -- no LIMIT; no `tick`, no ?\nFROM cloudtrail /* FROM secrets, others */ WHERE actor = ';?`LIMIT'",
    "SELECT CASE WHEN failed = 1 AND readonly <> 'true' THEN 'a' ELSE 'b' END AS c FROM cloudtrail WHERE length(actor) > 3",
    "SELECT eventid FROM cloudtrail WHERE failed IN (0, 1) AND awsregion NOT IN ('a', 'b') AND eventtime BETWEEN :from AND :to",
    "SELECT eventid AS \"Event id\" FROM cloudtrail WHERE actor LIKE 'a!%' ESCAPE '!'",
    "SELECT eventid FROM cloudtrail UNION ALL SELECT eventid FROM cloudtrail_before",
  ])("%s", (sql) => {
    expect(faultsOf(sql)).toEqual([]);
  });

  it("with a LIMIT in the intent called recent alone", () => {
    const sql = "SELECT eventid FROM cloudtrail ORDER BY eventtime DESC, eventid LIMIT 50";
    expect(sqlFaults(intent({ params: {}, sql }, "recent"))).toEqual([]);
  });

  it("as all shipped SQL does", async () => {
    const { intents } = await shippedCatalog();
    expect(intents.length).toBeGreaterThan(9);
    for (const shipped of intents) expect(sqlFaults(shipped), shipped.id).toEqual([]);
  });
});
