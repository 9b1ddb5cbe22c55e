import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Clock } from "../../../src/clock.ts";
import type { Engine, Row, Statement } from "../../../src/engine/engine.ts";
import { createMemoryLedger } from "../../../src/jobs/ledger.ts";
import { runToEnd } from "../../../src/jobs/run-to-end.ts";
import { athenaOver, hastyClock, type AthenaUnderTest } from "../../fixtures/athena/athena-over.ts";
import type { LocalAthenaWish } from "../../fixtures/athena/local-athena.ts";
import { statement } from "../../fixtures/duckdb.ts";
import { event, logPath, put, records, temporaryFolder } from "../../fixtures/logs.ts";
import { rowsOf } from "../../fixtures/rows.ts";

const ACCOUNT = "111122223333";
const COUNT = "SELECT count(*) AS n FROM cloudtrail";
const LISTS = { accounts: [ACCOUNT, "444455556666"], regions: ["us-east-1", "eu-west-1"] };

/** Logs of two accounts and regions on two days. */
function logs(): string {
  const folder = temporaryFolder();
  put(folder, logPath(ACCOUNT, "us-east-1", "2026-11-20"), records(event({ eventID: "1" }), event({ eventID: "2" })));
  put(folder, logPath(ACCOUNT, "eu-west-1", "2026-11-20"), records(event({ eventID: "3", awsRegion: "eu-west-1" })));
  put(
    folder,
    logPath("444455556666", "us-east-1", "2026-11-20"),
    records(event({ eventID: "4", recipientAccountId: "444455556666" })),
  );
  put(
    folder,
    logPath(ACCOUNT, "us-east-1", "2026-11-10"),
    records(event({ eventID: "5", eventTime: "2026-11-10T10:00:00Z" })),
  );
  return folder;
}

const over = (
  wish: Partial<LocalAthenaWish> = {},
  ...rest: [Parameters<typeof athenaOver>[1]?, Parameters<typeof athenaOver>[2]?, Parameters<typeof athenaOver>[3]?]
): Promise<AthenaUnderTest> =>
  athenaOver({ folder: logs(), tables: [{ layout: "account-region-ymd", ...LISTS }], ...wish }, ...rest);

/** Runs a statement the way questions run; `held` gets what the asker is told while nothing runs. */
async function run(
  engine: Engine,
  asked: Statement,
  held: string[] = [],
  clock: Clock = hastyClock("2026-11-21T12:00:00Z"),
) {
  const result = await runToEnd(engine, asked, 0, createMemoryLedger(randomUUID), {
    clock,
    random: () => 0.5,
    signal: new AbortController().signal,
    onState: () => undefined,
    onHeld: (reason) => held.push(reason),
  });
  return { result, rows: await rowsOf(result) };
}

/** One row as the SQL says. */
const row = async (
  sql: string,
  wish: Partial<LocalAthenaWish> = {},
  values: readonly string[] = [],
): Promise<Row | undefined> => {
  const { engine } = await over(wish);
  return (await run(engine, statement(`SELECT ${sql} FROM (SELECT count(*) AS n FROM cloudtrail) AS c`, { values })))
    .rows[0];
};

describe.each([
  ["in S3", {}],
  ["kept by Athena", { managedResults: true }],
] as const)("a result %s", (_, wish) => {
  it("fault 138: keeps NULL, the empty text and the text null apart, and texts as they are", async () => {
    const text = `'a "quoted", comma' || chr(10) || 'line' || chr(13) || chr(10) || 'end'`;
    expect(await row(`CAST(NULL AS varchar) AS a, '' AS b, 'null' AS c, ${text} AS d, '=1+1' AS e`, wish)).toEqual({
      a: null,
      b: "",
      c: "null",
      d: 'a "quoted", comma\nline\r\nend',
      e: "=1+1",
    });
  });

  it("fault 139: restores types, and rounds no number", async () => {
    expect(
      await row(
        "9007199254740993 AS big, 7 AS n, CAST(0.5 AS double) AS x, n > 0 AS yes, CAST(NULL AS boolean) AS no",
        wish,
      ),
    ).toEqual({ big: "9007199254740993", n: 7, x: 0.5, yes: true, no: null });
  });

  it("fault 137: has no row for its header, on the first page or a later one", async () => {
    const { engine, local } = await over(wish);
    const many = statement(
      "SELECT CAST(x AS bigint) AS x FROM cloudtrail CROSS JOIN range(1250) AS t(x) WHERE eventid IN ('1', '2') ORDER BY x",
    );
    const { rows, result } = await run(engine, many);
    expect(rows).toHaveLength(2500);
    expect(rows.at(-1)).toEqual({ x: 1249 });
    expect(result.truncated()).toBe(false);
    expect(local.count("GetQueryResults")).toBe("managedResults" in wish ? 4 : 1);
  });

  it("of no rows is none", async () => {
    const { engine } = await over(wish);
    const { rows, result } = await run(engine, statement("SELECT eventid FROM cloudtrail WHERE eventid = 'x'"));
    expect(rows).toEqual([]);
    expect(result.columns).toEqual([{ name: "eventid", type: "varchar" }]);
  });

  it("fault 134: is cut at the cap, and says so", async () => {
    const { engine } = await over(wish, {}, { mostRows: 2 });
    const { rows, result } = await run(engine, statement("SELECT eventid FROM cloudtrail ORDER BY eventid"));
    expect(rows).toEqual([{ eventid: "1" }, { eventid: "2" }]);
    expect(result.truncated()).toBe(true);
  });
});

describe("values of a question", () => {
  it.each([
    ["O'Brien"],
    ["\\' OR 1=1 --"],
    ["1, 2"],
    ["current_user"],
    ["011122223333"],
    ["2026-10-28"],
    ["%"],
    ["a'b''c\"d`e;?"],
    ["naïve … 𝒳 名"],
    ["line\nbreak"],
    [`${"'".repeat(400)}`],
  ])("arrive as one literal (faults 90, 91, 92 and 93): %s", async (value) => {
    const { engine, local } = await over();
    const asked = statement("SELECT count(*) AS n FROM cloudtrail WHERE eventid = ? OR ? = ?", {
      values: ["x", value, value],
    });
    expect((await run(engine, asked)).rows).toEqual([{ n: 4 }]);
    expect(local.queries[0]?.input.ExecutionParameters?.[1]).toBe(`'${value.replaceAll("'", "''")}'`);
    expect(local.queries[0]?.input.QueryString.endsWith(`\n${asked.sql}`)).toBe(true);
    await run(engine, { ...asked, values: ["x", "y", "y"] });
    expect(local.queries[1]?.input.QueryString).toBe(local.queries[0]?.input.QueryString);
  });

  it("are left out where there are none, since Athena refuses an empty list", async () => {
    const { engine, local } = await over();
    await run(engine, statement(COUNT));
    expect(local.queries[0]?.input).not.toHaveProperty("ExecutionParameters");
  });
});

describe("an earlier result", () => {
  const past = { window: { start: "2026-11-20T00:00:00Z", end: "2026-11-21T00:00:00Z" } };

  it("is given again for the same question, with its age, free of charge", async () => {
    const { engine, local } = await over();
    const { result: first } = await run(engine, statement(COUNT, past));
    const { result, rows } = await run(engine, statement(COUNT, past));
    expect(rows).toEqual([{ n: 4 }]);
    expect(result.execution.reusedFrom).toMatch(/^2026-11-21T12:0\d:\d\dZ$/);
    expect(first.execution.reusedFrom).toBeNull();
    expect(first.price).toBeCloseTo(0.00005);
    expect([result.price, result.scannedBytes]).toEqual([0, 0]);
    expect(local.queries[0]?.input.ResultReuseConfiguration).toEqual({
      ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 10 },
    });
  });

  it("is never asked for where a new look is wanted", async () => {
    const { engine, local } = await over();
    await run(engine, statement(COUNT, { ...past, fresh: true }));
    expect(local.queries[0]?.input).not.toHaveProperty("ResultReuseConfiguration");
  });

  it("changes nothing in the call as time goes by: the same token starts the same query hours later", async () => {
    const clock = hastyClock("2026-11-21T00:01:00Z");
    const { engine, local } = await over({}, {}, { clock });
    const token = randomUUID();
    const id = await engine.start(statement(COUNT, past), token);
    await clock.after(50_000_000);
    expect(await engine.start(statement(COUNT, past), token)).toBe(id);
    expect(local.queries).toHaveLength(1);
  });

  it("is never asked for where the configuration says so", async () => {
    const { engine, local } = await over({}, { reuseMs: 0 });
    await run(engine, statement(COUNT, past));
    expect(local.queries[0]?.input).not.toHaveProperty("ResultReuseConfiguration");
  });
});

describe("faults of starting", () => {
  it("fault 121: an answer that was lost is found by the same token: one query", async () => {
    const { engine, local } = await over();
    local.fail("StartQueryExecution", { kind: "answer lost" });
    const held: string[] = [];
    expect((await run(engine, statement(COUNT), held)).rows).toEqual([{ n: 4 }]);
    expect(local.count("StartQueryExecution")).toBe(2);
    expect(local.queries).toHaveLength(1);
    expect(held).toEqual(["AWS cannot be reached to start the query: the question is held and tried again."]);
  });

  it("fault 119: too many queries at once are waited for, five times longer each time", async () => {
    const { engine, local } = await over();
    local.fail("StartQueryExecution", { kind: "error", name: "TooManyRequestsException" }, 5);
    const held: string[] = [];
    expect((await run(engine, statement(COUNT), held)).rows).toEqual([{ n: 4 }]);
    expect(held).toEqual(Array(5).fill("Athena has too much to do just now: the question waits for its turn."));
    expect(local.queries).toHaveLength(1);
  });

  it("SQL longer than Athena takes is refused in words before AWS is asked (fault 107)", async () => {
    const { engine, local } = await over();
    const long = statement(`SELECT count(*) AS n FROM cloudtrail WHERE actor <> '${"ü".repeat(150_000)}'`);
    await expect(run(engine, long)).rejects.toMatchObject({
      code: "refused",
      message: expect.stringContaining("longer than Athena takes: narrow its window"),
    });
    expect(local.count("StartQueryExecution")).toBe(0);
  });

  it("fault 140: an outage is held out by twenty questions, and AWS called once a minute", async () => {
    const clock = hastyClock("2026-11-21T12:00:00Z");
    const { engine, local } = await over({}, {}, { clock });
    await engine.estimate(statement(COUNT));
    local.away();
    const went = clock.now();
    const held: string[] = [];
    const answers = Array.from({ length: 20 }, () => run(engine, statement(COUNT), held, clock));
    await expect.poll(() => clock.now() - went).toBeGreaterThan(1_800_000);
    const minutes = (clock.now() - went) / 60_000;
    const calls = local.count("StartQueryExecution");
    expect(new Set(held)).toEqual(
      new Set(["AWS cannot be reached to start the query: the question is held and tried again."]),
    );
    // All twenty came before the first of them knew.
    expect(calls).toBeLessThanOrEqual(20 + minutes);
    expect(held.length).toBeGreaterThan(3 * calls);
    local.back();
    for (const answer of answers) expect((await answer).rows).toEqual([{ n: 4 }]);
    expect(local.queries).toHaveLength(20);
  });

  it("fault 123: a token that stands for other SQL is a clean end", async () => {
    const { engine, local, troubles } = await over();
    const token = randomUUID();
    await engine.start(statement(COUNT), token);
    await expect(engine.start(statement("SELECT 1 AS n FROM cloudtrail"), token)).rejects.toMatchObject({
      code: "engine-user",
      message: expect.stringMatching(/started before with other SQL/),
    });
    expect(local.queries).toHaveLength(1);
    expect(troubles).toHaveLength(1);
  });

  it("fault 141: a clock that is wrong is put right once by the SDK, else it is said", async () => {
    const { engine, local } = await over({}, {}, {}, { attempts: 3 });
    const skewed = { kind: "error", name: "RequestTimeTooSkewed", status: 403 } as const;
    local.fail("StartQueryExecution", { ...skewed, date: new Date(Date.now() + 600_000).toUTCString() });
    const held: string[] = [];
    expect((await run(engine, statement(COUNT), held)).rows).toEqual([{ n: 4 }]);
    expect([local.count("StartQueryExecution"), local.queries.length, held]).toEqual([2, 1, []]);
    local.fail("StartQueryExecution", { ...skewed, date: new Date().toUTCString() }, 9);
    await expect(run(engine, statement(COUNT))).rejects.toMatchObject({
      code: "configuration",
      message: expect.stringContaining("look at the machine's clock"),
    });
    expect(local.count("StartQueryExecution")).toBeLessThanOrEqual(5);
  });

  it("a denial ends the question at once, in words; the raw text is for the log", async () => {
    const { engine, local, troubles } = await over();
    const message =
      "User: arn:aws:sts::111122223333:assumed-role/x is not authorized to perform: athena:StartQueryExecution";
    local.fail("StartQueryExecution", { kind: "error", name: "AccessDeniedException", message });
    await expect(run(engine, statement(COUNT))).rejects.toMatchObject({
      code: "engine-user",
      message: expect.stringMatching(
        /^AWS denied Trail to start the query \(athena:StartQueryExecution\)[^]*\(reference [0-9a-f-]{8}\)$/,
      ),
    });
    expect(troubles).toHaveLength(1);
    expect(String(troubles[0]?.cause)).toContain("arn:aws:sts");
  });
});

describe("faults while a query runs", () => {
  it("states may go back; throttled and lost looks end nothing", async () => {
    const { engine, local } = await over();
    local.decide({ states: ["QUEUED", "RUNNING", "QUEUED", "RUNNING"] });
    local.fail("BatchGetQueryExecution", { kind: "error", name: "ThrottlingException" }, 2);
    local.fail("BatchGetQueryExecution", { kind: "dropped" });
    local.fail("BatchGetQueryExecution", { kind: "error", name: "ExpiredTokenException" }, 2);
    expect((await run(engine, statement(COUNT))).rows).toEqual([{ n: 4 }]);
    expect(local.queries).toHaveLength(1);
  });

  it("fault 130: credentials that have run out are looked for once more, and the question goes on", async () => {
    let asked = 0;
    const credentials = async () => ({ accessKeyId: `AKIAEXAMPLE${++asked}`, secretAccessKey: "example" });
    const { engine, local, troubles } = await over({}, {}, {}, { credentials });
    local.decide({ states: ["RUNNING"] });
    local.fail("BatchGetQueryExecution", { kind: "error", name: "ExpiredTokenException" });
    const held: string[] = [];
    expect((await run(engine, statement(COUNT), held)).rows).toEqual([{ n: 4 }]);
    const looks = local.calls.filter(({ operation }) => operation === "BatchGetQueryExecution");
    const [first, second, ...more] = looks.map(({ key }) => key);
    expect(second).not.toBe(first);
    expect(new Set(more)).toEqual(new Set([second]));
    expect([local.queries.length, held, troubles]).toEqual([1, [], []]);
  });

  it("a look that is refused for good ends the question, with a reference to the log", async () => {
    const { engine, local, troubles } = await over();
    local.fail("BatchGetQueryExecution", { kind: "error", name: "AccessDeniedException", message: "no" });
    await expect(run(engine, statement(COUNT))).rejects.toMatchObject({
      code: "engine-user",
      message: expect.stringMatching(/look at the query[^]*\(reference /),
    });
    expect(troubles.map(({ reference }) => reference)).toEqual(["poll", local.queries[0]?.id]);
  });

  it("fault 126: a failure that Athena says may be retried is started again once, under a token of its own", async () => {
    const { engine, local } = await over();
    local.decide({ failed: { reason: "INTERNAL", category: 1, retryable: true } });
    expect((await run(engine, statement(COUNT))).rows).toEqual([{ n: 4 }]);
    expect(new Set(local.queries.map(({ input }) => input.ClientRequestToken)).size).toBe(2);
    local.decide(...Array(2).fill({ failed: { reason: "INTERNAL", category: 1, retryable: true } }));
    await expect(run(engine, statement("SELECT 2 AS n FROM cloudtrail"))).rejects.toMatchObject({
      code: "engine-internal",
    });
    expect(local.queries).toHaveLength(4);
  });

  it.each([
    [
      "its limit of bytes",
      { cancelled: { reason: "Bytes scanned limit was exceeded", scanned: 2e9 } },
      /limit of bytes after 2\.0 GB/,
    ],
    ["somebody in the console", { cancelled: { reason: "Query cancelled by user" } }, /by somebody outside Trail/],
    ["Athena's time limit", { cancelled: { reason: "Query timeout" } }, /its own time limit/],
  ])("faults 83, 125 and 128: ended by %s, it is said and not repeated", async (_, fate, expected) => {
    const { engine, local } = await over();
    local.decide(fate);
    await expect(run(engine, statement(COUNT))).rejects.toThrow(expected);
    expect(local.queries).toHaveLength(1);
  });
});

describe("cancelling", () => {
  it("fault 131: stops the query, and again until it has ended", async () => {
    const { engine, local } = await over();
    local.decide({ endless: true });
    const id = await engine.start(statement(COUNT), randomUUID());
    local.fail("StopQueryExecution", { kind: "error", name: "ThrottlingException" }, 2);
    await engine.cancel(id);
    await expect.poll(() => local.queries[0]?.state).toBe("CANCELLED");
    expect(local.count("StopQueryExecution")).toBe(3);
  });

  it("too late throws the result away", async () => {
    const { engine } = await over();
    const id = await engine.start(statement(COUNT), randomUUID());
    await expect.poll(async () => (await engine.status([id])).get(id)).toBe("succeeded");
    await engine.cancel(id);
    expect((await engine.status([id])).get(id)).toBe("succeeded");
  });

  it("when the engine is closed stops what nobody waits for, unless another process goes on", async () => {
    for (const [leaveRunning, state] of [
      [false, "CANCELLED"],
      [true, "RUNNING"],
    ] as const) {
      const { engine, local } = await over({}, {}, { leaveRunning });
      local.decide({ endless: true });
      await engine.start(statement(COUNT), randomUUID());
      await engine.close();
      expect(local.queries[0]?.state).toBe(state);
    }
  });
});

describe("faults of reading the result", () => {
  const MANY = statement(
    "SELECT CAST(x AS bigint) AS x, repeat('y', 100) AS y FROM cloudtrail CROSS JOIN range(3000) AS t(x) WHERE eventid = '1' ORDER BY x",
  );

  it("a connection that breaks is taken up where it broke", async () => {
    const { engine, local } = await over();
    local.fail("GetObject", { kind: "cut", after: 100_000 });
    local.fail("GetObject", { kind: "cut", after: 50_001 });
    const { rows } = await run(engine, MANY);
    expect(rows.map(({ x }) => x)).toEqual(Array.from({ length: 3000 }, (_, index) => index));
    expect(local.count("GetObject")).toBe(3);
  });

  it("an outage in the middle of the rows is waited out for minutes, then said", async () => {
    const { engine, local } = await over();
    local.fail("GetObject", { kind: "cut", after: 100_000 });
    local.fail("GetObject", { kind: "dropped" }, 11);
    expect((await run(engine, MANY)).rows).toHaveLength(3000);
    local.fail("GetObject", { kind: "cut", after: 100_000 });
    local.fail("GetObject", { kind: "dropped" }, 13);
    await expect(run(engine, { ...MANY, sql: `${MANY.sql} DESC` })).rejects.toMatchObject({
      code: "engine-user",
      message: expect.stringMatching(/went away while the result was read.*ask again/),
    });
  });

  it("fault 136: a result that was removed says so", async () => {
    const { engine, local } = await over();
    const id = await engine.start(statement(COUNT), randomUUID());
    local.expire(id);
    await expect.poll(async () => (await engine.status([id])).get(id)).toBe("succeeded");
    await expect(engine.rows(id, statement(COUNT))).rejects.toThrow(/removed from Athena's results.*ask again/);
  });

  it("fault 129: a denial on the results says whose job it is", async () => {
    const { engine, local } = await over();
    local.fail("GetObject", {
      kind: "error",
      name: "AccessDenied",
      status: 403,
      message: "because no resource-based policy allows the s3:GetObject action",
    });
    await expect(run(engine, statement(COUNT))).rejects.toThrow(
      /AWS denied Trail to read the result \(s3:GetObject\), by the bucket's policy/,
    );
  });
});

describe("what a question reads", () => {
  it("is told before it runs, and remembered", async () => {
    const { engine, local } = await over();
    const first = await engine.estimate(statement(COUNT));
    expect(first).toMatchObject({ files: 3, exact: true, atLeast: false });
    expect(first.price).toBeCloseTo(0.00005);
    const listed = local.count("ListObjectsV2");
    expect(await engine.estimate(statement(COUNT))).toEqual(first);
    expect(local.count("ListObjectsV2")).toBe(listed);
    const { result } = await run(engine, statement(COUNT));
    expect(result.scannedBytes).toBe(first.bytes);
    expect(result.coverage).toEqual({
      accounts: [ACCOUNT, "444455556666"],
      regions: ["eu-west-1", "us-east-1"],
      days: 1,
      files: 3,
      isSampled: false,
      logsUntil: "2026-11-20T10:05:00Z",
      skippedFiles: [],
      repairedRecords: 0,
      missing: [],
    });
  });

  it("is only that of the asked account and region", async () => {
    const { engine } = await over();
    expect(await engine.estimate(statement(COUNT, { accounts: ["444455556666"] }))).toMatchObject({ files: 1 });
    expect(await engine.estimate(statement(COUNT, { regions: ["eu-west-1"] }))).toMatchObject({ files: 1 });
    expect(await engine.estimate(statement(COUNT, { regions: ["eu-west-1"], global: true }))).toMatchObject({
      files: 3,
    });
  });

  it("is not known without the right to list, and the answer says so", async () => {
    const { engine, local, troubles } = await over();
    local.fail("ListObjectsV2", { kind: "error", name: "AccessDenied", status: 403 }, 9);
    expect(await engine.estimate(statement(COUNT))).toMatchObject({ bytes: null, files: null, price: null });
    const { result, rows } = await run(engine, statement(COUNT));
    expect(rows).toEqual([{ n: 4 }]);
    expect(result.coverage).toMatchObject({ files: null, logsUntil: null });
    expect(troubles.filter(({ reference }) => reference === "list")).toHaveLength(1);
  });

  it("is at least that of the window on a table without partitions, then what the last scan took", async () => {
    const { engine } = await over({ tables: [{ layout: "unpartitioned" }] });
    const first = await engine.estimate(statement(COUNT));
    expect(first).toMatchObject({ exact: false, atLeast: true });
    const { result } = await run(engine, statement(COUNT));
    expect(await engine.estimate(statement(COUNT))).toMatchObject({
      bytes: result.scannedBytes,
      exact: false,
      atLeast: false,
    });
    expect(result.scannedBytes).toBeGreaterThan(first.bytes ?? 0);
  });

  it("is extrapolated from a fair sample where there are too many folders", async () => {
    const folder = temporaryFolder();
    const regions = Array.from({ length: 12 }, (_, index) => `eu-test-${index}`);
    for (const region of regions) {
      for (let day = 1; day <= 30; day++) {
        put(folder, logPath(ACCOUNT, region, `2026-09-${String(day).padStart(2, "0")}`), records(event({})));
      }
    }
    const { engine, local } = await over({ folder });
    const month = statement(COUNT, { window: { start: "2026-09-01T00:00:00Z", end: "2026-09-30T00:00:00Z" } });
    const estimate = await engine.estimate(month);
    const bytes = 12 * 30 * 380;
    expect(estimate).toMatchObject({ files: null, exact: false, atLeast: false });
    expect(estimate.bytes).toBeGreaterThan(bytes * 0.8);
    expect(estimate.bytes).toBeLessThan(bytes * 1.2);
    expect(local.count("ListObjectsV2")).toBeLessThan(280);
  });
});

describe("what a table leaves out", () => {
  it("a missing partition is told by the bytes", async () => {
    const { engine } = await over({
      tables: [{ layout: "region-ymd", account: ACCOUNT, withoutPartition: ["us-east-1/2026-11-20"] }],
    });
    const { result } = await run(engine, statement(COUNT));
    expect(result.coverage.missing.join()).toMatch(
      /reads only \d+ % of the logs in its folders: partitions are missing/,
    );
  });

  it("accounts and regions that its projection does not name are told", async () => {
    const { engine } = await over({
      tables: [{ layout: "account-region-ymd", accounts: [ACCOUNT], regions: ["us-east-1", " eu-west-1"] }],
    });
    const { result } = await run(engine, statement(COUNT));
    expect(result.coverage.missing).toEqual(
      expect.arrayContaining([
        "the table's partitions leave out account 444455556666 (add it to projection.account.values)",
        "the table's partitions leave out region eu-west-1 (add it to projection.region.values)",
      ]),
    );
  });

  it("days before its range are told", async () => {
    const { engine } = await over();
    const asked = statement(COUNT, { window: { start: "2019-12-31T00:00:00Z", end: "2020-01-02T00:00:00Z" } });
    expect((await run(engine, asked)).result.coverage.missing).toContain("the table's partitions begin at 2020");
  });

  it("columns that it lacks are told, and refuse a question that needs one", async () => {
    const { engine, local } = await over({
      tables: [{ layout: "account-region-ymd", ...LISTS, lacks: ["errorcode", "vpcendpointid"] }],
    });
    const { result } = await run(engine, statement("SELECT sum(failed) AS n FROM cloudtrail"));
    expect(result.coverage.missing).toContain("the table has no errorcode (read as empty)");
    await expect(engine.estimate(statement(COUNT, { needs: ["errorcode"] }))).rejects.toMatchObject({
      code: "refused",
      message: expect.stringMatching(/cannot be answered on the table default\.cloudtrail_logs: it lacks errorcode/),
    });
    expect(local.count("GetTableMetadata")).toBe(1);
  });

  it("an account without a table of its own is refused, or told beside others", async () => {
    const { engine } = await over({
      tables: [
        { layout: "region-ymd", name: "one", account: ACCOUNT },
        { layout: "region-ymd", name: "two", account: "444455556666" },
      ],
    });
    expect((await run(engine, statement(COUNT))).rows).toEqual([{ n: 4 }]);
    expect((await run(engine, statement(COUNT, { accounts: ["444455556666"] }))).rows).toEqual([{ n: 1 }]);
    await expect(run(engine, statement(COUNT, { accounts: ["777788889999"] }))).rejects.toThrow(
      /no table for account 777788889999/,
    );
    const { result } = await run(engine, statement(COUNT, { accounts: [ACCOUNT, "777788889999"] }));
    expect(result.coverage.missing).toContain("no table for account 777788889999");
  });

  it("a table that is not there is told, and looked for again at the next question", async () => {
    const { engine, local } = await over();
    local.fail("GetTableMetadata", { kind: "error", name: "MetadataException", message: "not found" });
    await expect(engine.estimate(statement(COUNT))).rejects.toMatchObject({ code: "configuration" });
    expect((await run(engine, statement(COUNT))).rows).toEqual([{ n: 4 }]);
  });
});
