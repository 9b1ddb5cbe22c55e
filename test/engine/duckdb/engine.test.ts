import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createDuckDbEngine, openDatabase } from "../../../src/engine/duckdb/duckdb-engine.ts";
import { systemClock, type Clock } from "../../../src/clock.ts";
import { answer, duckDbOver, statement } from "../../fixtures/duckdb.ts";
import { event, logPath, put, records, temporaryFolder } from "../../fixtures/logs.ts";

const COUNT = "SELECT count(*) AS n FROM cloudtrail";
const SLOW = "SELECT count(*) AS n FROM cloudtrail CROSS JOIN range(100000000000) AS many(x) WHERE x % 7 = 3";

function oneEvent(): string {
  const folder = temporaryFolder();
  put(folder, logPath("111122223333", "us-east-1", "2026-11-20"), records(event({})));
  return folder;
}

describe("which events are read", () => {
  it("takes the window half-open, to the second", async () => {
    const folder = temporaryFolder();
    const times = ["2026-11-19T23:59:59Z", "2026-11-20T00:00:00Z", "2026-11-20T23:59:59Z", "2026-11-21T00:00:00Z"];
    put(folder, "a.json", records(...times.map((eventTime) => event({ eventTime }))));
    const { rows } = await answer(
      await duckDbOver(folder),
      statement("SELECT eventtime FROM cloudtrail ORDER BY eventtime"),
    );
    expect(rows.map((row) => row["eventtime"])).toEqual(times.slice(1, 3));
  });

  it("finds late events in the next day's folder, and never reads the day before", async () => {
    const folder = temporaryFolder();
    const late = event({ eventID: "late", eventTime: "2026-11-20T23:58:00Z" });
    put(folder, logPath("111122223333", "us-east-1", "2026-11-21", "0004"), records(late));
    put(folder, logPath("111122223333", "us-east-1", "2026-11-19"), records(event({ eventID: "early" })));
    const { rows, result } = await answer(await duckDbOver(folder), statement("SELECT eventid FROM cloudtrail"));
    expect(rows).toEqual([{ eventid: "late" }]);
    expect(result.coverage.files).toBe(1);
  });

  it("limits accounts and regions by predicate, whatever folder a record lies in", async () => {
    const folder = temporaryFolder();
    put(
      folder,
      "loose.json",
      records(
        event({ eventID: "1", recipientAccountId: "111122223333", awsRegion: "eu-west-1" }),
        event({ eventID: "2", recipientAccountId: "444455556666", awsRegion: "eu-west-1" }),
        event({ eventID: "3", recipientAccountId: "111122223333", awsRegion: "us-east-1" }),
        event({ eventID: "4", awsRegion: "us-east-1", eventSource: "iam.amazonaws.com" }),
        event({ eventID: "5", awsRegion: "eu-north-1", eventSource: "sts.amazonaws.com" }),
      ),
    );
    const engine = await duckDbOver(folder);
    const ids = async (parts: object): Promise<unknown[]> =>
      (await answer(engine, statement("SELECT eventid FROM cloudtrail ORDER BY eventid", parts))).rows.map(
        (row) => row["eventid"],
      );
    expect(await ids({ accounts: ["111122223333"] })).toEqual(["1", "3", "4", "5"]);
    expect(await ids({ regions: ["eu-west-1"] })).toEqual(["1", "2"]);
    expect(await ids({ regions: ["eu-west-1"], global: true })).toEqual(["1", "2", "4"]);
    expect(await ids({ regions: ["us-east-1"], global: true })).toEqual(["3", "4"]);
    expect(await ids({ regions: [], global: true })).toEqual(["1", "2", "3", "4", "5"]);
    expect(await ids({ accounts: ["444455556666"], regions: ["us-east-1"] })).toEqual([]);
  });

  it("reads all folders where global events may lie in any (rule S14)", async () => {
    const folder = temporaryFolder();
    put(
      folder,
      logPath("111122223333", "eu-west-1", "2026-11-20"),
      records(event({ eventID: "global", awsRegion: "us-east-1", eventSource: "iam.amazonaws.com" })),
    );
    const engine = await duckDbOver(folder);
    const ids = async (parts: object): Promise<number> =>
      (await answer(engine, statement("SELECT eventid FROM cloudtrail", parts))).rows.length;
    expect(await ids({ regions: ["us-east-1"] })).toBe(1);
    expect(await ids({ regions: ["eu-central-1"], global: true })).toBe(1);
    expect(await ids({ regions: ["eu-central-1"] })).toBe(0);
  });

  it("offers the span before as a relation of its own, and leaves services out where asked", async () => {
    const folder = temporaryFolder();
    put(
      folder,
      "a.json",
      records(
        event({ eventID: "now" }),
        event({ eventID: "before", eventTime: "2026-11-15T10:00:00Z" }),
        event({ eventID: "service" }, "service"),
      ),
    );
    const engine = await duckDbOver(folder);
    const sql =
      "SELECT (SELECT count(*) FROM cloudtrail) AS now, (SELECT min(eventid) FROM cloudtrail_before) AS before";
    const { rows } = await answer(
      engine,
      statement(sql, { before: { start: "2026-11-10T00:00:00Z", end: "2026-11-20T00:00:00Z" }, withoutServices: true }),
    );
    expect(rows).toEqual([{ now: 1, before: "before" }]);
  });
});

describe("coverage", () => {
  it("says what there was and what was asked for and is not there", async () => {
    const folder = temporaryFolder();
    put(folder, logPath("111122223333", "us-east-1", "2026-11-18"), records(event({})));
    put(folder, logPath("111122223333", "eu-west-1", "2026-11-20", "2301"), records(event({})));
    const asked = statement(COUNT, {
      window: { start: "2026-11-16T12:00:00Z", end: "2026-11-20T12:00:00Z" },
      accounts: ["111122223333", "444455556666"],
      regions: ["us-east-1", "eu-west-1", "sa-east-1"],
    });
    const { result } = await answer(await duckDbOver(folder), asked);
    expect(result.coverage).toEqual({
      accounts: ["111122223333"],
      regions: ["eu-west-1", "us-east-1"],
      days: 2,
      files: 2,
      isSampled: false,
      logsUntil: "2026-11-20T23:01:00Z",
      skippedFiles: [],
      repairedRecords: 0,
      missing: [
        "no files for account 444455556666",
        "no files for region sa-east-1",
        "no files from 2026-11-16 to 2026-11-17",
        "no files for 2026-11-19",
      ],
    });
    expect(result.scannedBytes).toBeGreaterThan(100);
  });

  it("answers over no files at all with no rows", async () => {
    const { rows, result } = await answer(
      await duckDbOver(temporaryFolder()),
      statement("SELECT eventid FROM cloudtrail"),
    );
    expect(rows).toEqual([]);
    expect(result.coverage).toMatchObject({ files: 0, days: 0, missing: ["no files for 2026-11-20"] });
  });
});

it("has no logs for a question whose baseline alone has some", async () => {
  const folder = temporaryFolder();
  put(
    folder,
    logPath("111122223333", "us-east-1", "2026-11-18"),
    records(event({ eventTime: "2026-11-18T10:00:00Z" })),
  );
  const before = { start: "2026-11-18T00:00:00Z", end: "2026-11-19T00:00:00Z" };
  const { result } = await answer(await duckDbOver(folder), statement("SELECT eventid FROM cloudtrail", { before }));
  expect(result.coverage).toMatchObject({ files: 0, days: 0 });
});

describe("an execution", () => {
  it("keeps its rows while few others were read since, then counts as lost", async () => {
    const engine = await duckDbOver(oneEvent());
    const asked = async (token: string): Promise<string> => {
      const id = await engine.start(statement(COUNT), token);
      for await (const batch of (await engine.rows(id, statement(COUNT))).batches) expect(batch).toHaveLength(1);
      return id;
    };
    const first = await asked("a");
    for (const token of ["b", "c"]) await asked(token);
    expect((await engine.status([first])).get(first)).toBe("succeeded");
    await asked("d");
    expect((await engine.status([first])).get(first)).toBe("lost");
    await expect(engine.rows(first, statement(COUNT))).rejects.toThrow(/are kept no longer/);
  });

  it("says the same estimate that it then reads", async () => {
    const engine = await duckDbOver(oneEvent());
    const estimate = await engine.estimate(statement(COUNT));
    const { result } = await answer(engine, statement(COUNT));
    expect(estimate).toEqual({
      bytes: result.scannedBytes,
      files: 1,
      price: 0,
      priceLimit: 0,
      exact: true,
      atLeast: false,
    });
  });

  it("binds values as text, whatever they hold (faults 91, 92 and 93)", async () => {
    const engine = await duckDbOver(oneEvent());
    for (const value of ["O'Brien", "'; DROP TABLE x; --", "%", "\\", "?", "äöü 😀", ""]) {
      const { rows } = await answer(
        engine,
        statement("SELECT count(*) AS n FROM cloudtrail WHERE ? = ?", { values: [value, value] }),
      );
      expect(rows).toEqual([{ n: 1 }]);
    }
  });

  it("cuts at the cap and says so", async () => {
    const folder = temporaryFolder();
    put(folder, "a.json", records(event({ eventID: "1" }), event({ eventID: "2" }), event({ eventID: "3" })));
    const rowsAt = async (mostRows: number): Promise<[number, boolean]> => {
      const { rows, result } = await answer(
        await duckDbOver(folder, { mostRows }),
        statement("SELECT eventid FROM cloudtrail ORDER BY eventid"),
      );
      return [rows.length, result.truncated()];
    };
    expect(await rowsAt(2)).toEqual([2, true]);
    expect(await rowsAt(3)).toEqual([3, false]);
  });

  it("fault 139: gives whole numbers beyond 2^53 as text, others as numbers, and refuses other types", async () => {
    const engine = await duckDbOver(oneEvent());
    const { rows, result } = await answer(
      engine,
      statement(
        "SELECT 9007199254740993 AS big, 12 AS n, 1.5 AS d, 7/2 AS halves, true AS b, CAST(NULL AS varchar) AS nothing FROM cloudtrail",
      ),
    );
    expect(rows).toEqual([{ big: "9007199254740993", n: 12, d: 1.5, halves: 3, b: true, nothing: null }]);
    expect(result.columns.map(({ type }) => type)).toEqual([
      "bigint",
      "bigint",
      "double",
      "bigint",
      "boolean",
      "varchar",
    ]);
    await expect(answer(engine, statement("SELECT [1, 2] AS list FROM cloudtrail"))).rejects.toThrow(
      /column list has the type LIST: an intent returns varchar/,
    );
  });

  it("is started once for a token, and its rows can be read again", async () => {
    const engine = await duckDbOver(oneEvent());
    const id = await engine.start(statement(COUNT), "same-token");
    expect(await engine.start(statement(COUNT), "same-token")).toBe(id);
    for (let time = 0; time < 2; time++) {
      const rows: unknown[] = [];
      for await (const batch of (await engine.rows(id, statement(COUNT))).batches) rows.push(...batch);
      expect(rows).toEqual([{ n: 1 }]);
    }
  });

  it("fault 237: keeps two at once apart", async () => {
    const engine = await duckDbOver(oneEvent());
    const asked = Array.from({ length: 8 }, (_, index) =>
      answer(engine, statement(`SELECT ${index} AS n FROM cloudtrail`)),
    );
    expect((await Promise.all(asked)).map(({ rows }) => rows[0]?.["n"])).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it("fault 236: stops at once when cancelled", async () => {
    const engine = await duckDbOver(oneEvent());
    const id = await engine.start(statement(SLOW), "slow");
    expect(await engine.status([id, "unknown"])).toEqual(
      new Map([
        [id, "running"],
        ["unknown", "lost"],
      ]),
    );
    await engine.cancel(id);
    expect((await engine.status([id])).get(id)).toBe("cancelled");
    await expect(engine.rows(id, statement(SLOW))).rejects.toMatchObject({ code: "cancelled" });
    await engine.cancel(id);
  });

  it("tells how far it has come while it runs, and nothing before or after", async () => {
    const engine = await duckDbOver(oneEvent());
    const endless = statement(
      "SELECT count(*) AS n FROM cloudtrail CROSS JOIN range(100000000000) AS many(x) WHERE x % 7 = 3",
    );
    const id = await engine.start(endless, "t");
    while (engine.progress?.(id) === null) await new Promise((resolve) => setImmediate(resolve));
    expect(engine.progress?.(id)).toMatchObject({ allFiles: 1, allBytes: expect.any(Number) });
    await engine.cancel(id);
    expect([engine.progress?.(id), engine.progress?.("nobody")]).toEqual([null, null]);
  });

  it("fault 235: stops at its deadline and says so", async () => {
    // The deadline comes at once; every other wait of the engine is its own.
    const clock: Clock = {
      now: () => systemClock.now(),
      after: (ms) => (ms === 60_000 ? Promise.resolve() : new Promise(() => undefined)),
    };
    const engine = await duckDbOver(oneEvent(), { deadlineMs: 60_000, clock });
    await expect(answer(engine, statement(SLOW))).rejects.toMatchObject({
      code: "engine-user",
      message: expect.stringMatching(/deadline of 1 min: narrow the window/),
    });
  });

  it("says what is wrong with SQL that cannot run, and in memory that is too small", async () => {
    const folder = oneEvent();
    await expect(answer(await duckDbOver(folder), statement("SELECT nothing FROM cloudtrail"))).rejects.toMatchObject({
      code: "engine-user",
    });
    const sorted = statement(
      "SELECT max(len(xs)) AS n FROM (SELECT array_agg(x) AS xs FROM cloudtrail CROSS JOIN range(50000000) AS many(x)) AS lists",
    );
    await expect(answer(await duckDbOver(folder, { memory: "32MB" }), sorted)).rejects.toThrow(/needs more memory/);
  });

  it("leaves nothing behind", async () => {
    const folder = oneEvent();
    put(folder, "odd.json", '{"x":1,"Records":[{}]}');
    const spool = join(folder, "spool");
    const database = await openDatabase({
      readable: [folder, spool],
      spillFolder: join(spool, "spill"),
      memory: "256MB",
    });
    const engine = createDuckDbEngine({
      database,
      folder,
      spool,
      deadlineMs: 60_000,
      mostRows: 10,
      clock: systemClock,
    });
    await answer(engine, statement(COUNT));
    await answer(
      engine,
      statement("SELECT DISTINCT eventtime, eventid FROM cloudtrail ORDER BY eventtime DESC, eventid"),
    );
    await expect(
      answer(
        engine,
        statement(
          "SELECT DISTINCT eventtime, eventid, CAST(x AS BIGINT) FROM cloudtrail ORDER BY eventtime DESC, eventid",
        ),
      ),
    ).rejects.toThrow();
    await engine.close();
    database.closeSync();
    expect(readdirSync(spool)).toEqual(["spill"]);
  });
});

describe("faults 105 and 234: the database is locked", () => {
  it.each([
    "SELECT content FROM read_text('/etc/hostname')",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM read_json('https://example.com/x.json')",
    "SELECT getenv('HOME') AS home FROM cloudtrail",
  ])("%s", async (sql) => {
    await expect(answer(await duckDbOver(oneEvent()), statement(sql))).rejects.toMatchObject({ code: "engine-user" });
  });

  it("for settings and extensions as well", async () => {
    const database = await openDatabase({
      readable: [temporaryFolder()],
      spillFolder: temporaryFolder(),
      memory: "256MB",
    });
    const connection = await database.connect();
    for (const sql of [
      "SET threads = 1",
      "SET enable_external_access = true",
      "INSTALL httpfs",
      "LOAD httpfs",
      "ATTACH '/tmp/x.db'",
      "COPY (SELECT 1) TO '/tmp/trail-copy.csv'",
    ]) {
      await expect(connection.run(sql)).rejects.toThrow();
    }
    connection.closeSync();
    database.closeSync();
  });
});
