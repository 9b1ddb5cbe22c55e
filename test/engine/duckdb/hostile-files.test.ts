import { gzipSync } from "node:zlib";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openDatabase } from "../../../src/engine/duckdb/database.ts";
import { systemClock } from "../../../src/clock.ts";
import { createListings } from "../../../src/engine/duckdb/listings.ts";
import { openLogSet, type LogSet } from "../../../src/engine/duckdb/log-set.ts";
import { readWithRepair } from "../../../src/engine/duckdb/read-with-repair.ts";
import { runnableSql } from "../../../src/engine/duckdb/relation.ts";
import { answer, duckDbOver, statement } from "../../fixtures/duckdb.ts";
import { event, put, records, temporaryFolder } from "../../fixtures/logs.ts";

const NAMES = statement("SELECT eventid, eventname, useragent FROM cloudtrail ORDER BY eventid");
const GOOD = records(event({ eventID: "good", eventName: "Good" }));

/** A file of the given content beside a good one: the ids found, and what is said of the file. */
async function read(
  content: string | Buffer,
  name = "odd.json.gz",
): Promise<{ ids: unknown[]; agents: unknown[]; said: string | null; repaired: number }> {
  const folder = temporaryFolder();
  put(folder, "good.json.gz", GOOD);
  put(folder, name, content);
  const { rows, result } = await answer(await duckDbOver(folder), NAMES);
  const { skippedFiles, repairedRecords } = result.coverage;
  expect(skippedFiles.filter(({ file }) => file !== name)).toEqual([]);
  return {
    ids: rows.map((row) => row["eventid"]).filter((id) => id !== "good"),
    agents: rows.filter((row) => row["eventid"] !== "good").map((row) => row["useragent"]),
    said: skippedFiles[0]?.reason ?? null,
    repaired: repairedRecords,
  };
}

const many = (count: number, parts: object = {}): string =>
  records(
    ...Array.from({ length: count }, (_, index) => event({ eventID: `m${String(index).padStart(4, "0")}`, ...parts })),
  );

describe("faults 231 and 232: a file that holds no log is named, and hides no other", () => {
  it.each<[string, string | Buffer, RegExp]>([
    ["empty", Buffer.alloc(0), /it is empty/],
    ["not gzip at all", Buffer.from("hello"), /it is not gzip data/],
    ["gzip of something broken", brokenGzip(), /its data is broken/],
    ["no JSON", "hello", /not a CloudTrail log/],
    ["another object", '{"foo": [1]}', /not a CloudTrail log/],
    ["records in small letters", '{"records":[{"eventID":"x"}]}', /not a CloudTrail log/],
    ["one event a line", '{"eventID":"x"}\n{"eventID":"y"}', /not a CloudTrail log/],
    ["Records that is no list", '{"Records":{"eventID":"x"}}', /not a CloudTrail log/],
    ["Records deeper down", '{"a":{"Records":[{"eventID":"x"}]}}', /not a CloudTrail log/],
    ["no records", '{"Records":[]}', /it holds no records/],
    ["no records, written with spaces", ' { "Records" : [ ] } ', /it holds no records/],
  ])("%s", async (_, content, reason) => {
    const { ids, said } = await read(content);
    expect(ids).toEqual([]);
    expect(said).toMatch(reason);
  });

  it("also where it is not packed", async () => {
    expect((await read("", "odd.json")).said).toBe("it is empty");
    expect((await read('{"Records":[{"eventID":', "odd.json")).said).toMatch(/^it is cut short/);
  });
});

it("fault 231: a file that unpacks to far more than a log does is named, and hides no other", async () => {
  const blanks = gzipSync(Buffer.alloc(16 * 1024 * 1024, " "));
  // Its last part tells a harmless size.
  const bomb = Buffer.concat([gzipSync('{"Records":['), ...Array<Buffer>(5).fill(blanks), gzipSync("]}")]);
  expect(bomb.length).toBeLessThan(400_000);
  expect(await read(bomb)).toMatchObject({
    ids: [],
    said: "it unpacks to far more than a log does; 0 records before that were read",
  });
});

function brokenGzip(): Buffer {
  const bytes = gzipSync(records(event({ eventID: "x", userAgent: "y".repeat(500) })));
  bytes[30] = (bytes[30] ?? 0) ^ 0xff;
  return bytes;
}

describe("what can be read of a broken file is read", () => {
  it("fault 231: keeps what precedes a cut, and says how much that is", async () => {
    const whole = gzipSync(many(400, { userAgent: Array.from({ length: 40 }, (_, index) => index * 7919).join() }));
    const { ids, said } = await read(whole.subarray(0, Math.floor(whole.length * 0.7)));
    expect(ids.length).toBeGreaterThan(50);
    expect(ids.length).toBeLessThan(400);
    expect(said).toContain(`${ids.length} records before that were read`);
  });

  it.each<[string, string, unknown[], number]>([
    [
      "half a surrogate pair",
      `{"Records":[{"eventTime":"2026-11-20T10:00:00Z","eventID":"s","userAgent":"a\\ud800b"}]}`,
      ["a\uFFFDb"],
      1,
    ],
    [
      "a doubled key",
      `{"Records":[{"eventTime":"2026-11-20T10:00:00Z","eventID":"s","userAgent":"a","userAgent":"b"}]}`,
      ["b"],
      0,
    ],
    [
      "an identity that is text",
      `{"Records":[{"eventTime":"2026-11-20T10:00:00Z","eventID":"s","userIdentity":"root","userAgent":"a"}]}`,
      ["a"],
      0,
    ],
    [
      "resources that are one object",
      `{"Records":[{"eventTime":"2026-11-20T10:00:00Z","eventID":"s","resources":{"ARN":"x"},"userAgent":"a"}]}`,
      ["a"],
      0,
    ],
    [
      "another key before the records",
      `{"version":1,"x":{"Records":[{"eventID":"no"}]},"Records":[{"eventTime":"2026-11-20T10:00:00Z","eventID":"s","userAgent":"a"}]}`,
      ["a"],
      0,
    ],
    ["text after the end", `${records(event({ eventID: "s", userAgent: "a" }))}garbage`, ["a"], 0],
  ])("%s", async (_, content, agents, repaired) => {
    expect(await read(content)).toEqual({ ids: ["s"], agents, said: null, repaired });
  });

  it("reads bytes that are not UTF-8 with a mark in their place", async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"Records":[{"eventTime":"2026-11-20T10:00:00Z","eventID":"s","userAgent":"a'),
      Buffer.from([0xff]),
      Buffer.from('b"}]}'),
    ]);
    expect(await read(gzipSync(bytes))).toEqual({ ids: ["s"], agents: ["a\uFFFDb"], said: null, repaired: 1 });
  });

  it("loses only the elements that are no records", async () => {
    const { ids, said } = await read(`{"Records":[5,null,"x",${JSON.stringify(event({ eventID: "s" }))},{"broken":}]}`);
    expect(ids).toEqual(["s"]);
    expect(said).toMatch(/^4 records in it could not be read, the other 1 were$/);
  });

  it("reads a hostile text that names another file as the broken one", async () => {
    const folder = temporaryFolder();
    put(folder, "good.json.gz", GOOD);
    put(
      folder,
      "odd.json.gz",
      `{"Records":[{"eventTime":"2026-11-20T10:00:00Z","eventID":"s","userIdentity":"in file \\"${folder}/good.json.gz\\", "}]}`,
    );
    const { rows } = await answer(await duckDbOver(folder), NAMES);
    expect(rows.map((row) => row["eventid"])).toEqual(["good", "s"]);
  });

  it("mends many broken files in one answer", async () => {
    const folder = temporaryFolder();
    for (let index = 0; index < 9; index++) {
      put(
        folder,
        `odd-${index}.json.gz`,
        `{"Records":[{"eventTime":"2026-11-20T10:00:00Z","eventID":"s${index}","userAgent":"\\udfff"}]}`,
      );
    }
    put(folder, "broken.json.gz", brokenGzip());
    const { rows, result } = await answer(await duckDbOver(folder), NAMES);
    expect(rows).toHaveLength(9);
    expect(result.coverage.repairedRecords).toBe(9);
    expect(result.coverage.skippedFiles.map(({ file }) => file)).toEqual(["broken.json.gz"]);
  });
});

describe("a file that is not there any more", () => {
  it("is named, and hides no other", async () => {
    const folder = temporaryFolder();
    put(folder, "good.json.gz", GOOD);
    for (const name of ["gone.json", "gone.json.gz"]) put(folder, name, records(event({ eventID: "gone" })));
    const set = await setOver(folder);
    for (const name of ["gone.json", "gone.json.gz"]) rmSync(join(folder, name));
    expect(await namesIn(folder, set)).toEqual([["good"]]);
    expect(set.coverage(NAMES).skippedFiles).toEqual([
      { file: "gone.json", reason: "it was removed while it was read" },
      { file: "gone.json.gz", reason: "it was removed while it was read" },
    ]);
  });
});

it("fault 238: a file that comes while others are read is left to the next question", async () => {
  const folder = temporaryFolder();
  put(folder, "early.json.gz", records(event({ eventID: "early" })));
  const set = await setOver(folder);
  put(folder, "late.json.gz", records(event({ eventID: "late" })));
  expect(await namesIn(folder, set)).toEqual([["early"]]);
  expect(set.coverage(NAMES).files).toBe(1);
});

/** The files of a folder, fixed now. */
function setOver(folder: string): Promise<LogSet> {
  const listings = createListings(folder, systemClock);
  return openLogSet(listings, join(folder, ".spool"), NAMES, NAMES.window, new AbortController().signal);
}

/** The ids that a set of a folder's files gives. */
async function namesIn(folder: string, set: LogSet): Promise<unknown[]> {
  const settings = { readable: [folder], spillFolder: join(folder, ".spill"), memory: "512MB" };
  const database = await openDatabase(settings);
  onTestFinished(() => database.closeSync());
  const connection = await database.connect();
  const sets = [{ relation: "cloudtrail" as const, span: NAMES.window, set }];
  const { signal } = new AbortController();
  return readWithRepair(sets, connection, signal, async (relations) => {
    const found = await connection.runAndReadAll(`SELECT eventid FROM (${runnableSql(NAMES, relations)})`);
    return found.getRows();
  });
}

describe("a small file of very many records", () => {
  it.each([
    ["empty ones", "{}"],
    ["none at all", "null"],
  ])("does not take the engine's memory: %s", async (_, record) => {
    const { ids, said } = await read(`{"Records":[${Array.from({ length: 1_000_000 }, () => record).join()}]}`);
    expect(ids).toEqual([]);
    expect(said).toBe("1000000 records in it could not be read, the other 0 were");
  });

  it("is read, where its records are events", async () => {
    const record = '{"eventTime":"2026-11-20T10:00:00Z","eventID":"s"}';
    const folder = temporaryFolder();
    put(folder, "many.json.gz", `{"Records":[${Array.from({ length: 400_000 }, () => record).join()}]}`);
    const { rows, result } = await answer(
      await duckDbOver(folder),
      statement("SELECT count(*) AS n, min(eventid) AS eventid FROM cloudtrail"),
    );
    expect(rows).toEqual([{ n: 400_000, eventid: "s" }]);
    expect(result.coverage.skippedFiles).toEqual([]);
  });
});

it("loses a record that is nested too deeply, and none of its neighbours", async () => {
  const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
  const { ids, said } = await read(
    `{"Records":[${JSON.stringify(event({ eventID: "a" }))},{"eventTime":"2026-11-20T10:00:00Z","eventID":"b","userIdentity":"x","requestParameters":${deep}},${JSON.stringify(event({ eventID: "c" }))}]}`,
  );
  expect(ids).toEqual(["a", "c"]);
  expect(said).toBe("1 record in it could not be read, the other 2 were");
});

it("counts an event once whose copies lie in a sound and in a broken file", async () => {
  const folder = temporaryFolder();
  const text =
    '{"eventTime":"2026-11-20T10:00:00Z","eventID":"s","requestParameters":{"size":1.0,"id":12345678901234567890,"e":1e3,"t":"\\u0041"}}';
  put(folder, "sound.json.gz", `{"Records":[${text}]}`);
  put(
    folder,
    "broken.json.gz",
    `{"Records":[${text},{"eventTime":"2026-11-20T10:00:00Z","eventID":"t","userAgent":"\\ud800"}]}`,
  );
  const sql = "SELECT DISTINCT eventid, requestparameters FROM cloudtrail ORDER BY eventid";
  const { rows } = await answer(await duckDbOver(folder), statement(sql));
  expect(rows.map((row) => row["eventid"])).toEqual(["s", "t"]);
});

it("fault 233: takes types as they come: a flag or a text, an object, a text or nothing", async () => {
  const folder = temporaryFolder();
  put(
    folder,
    "a.json.gz",
    records(
      event({ eventID: "1", readOnly: true, requestParameters: "text" }),
      event({ eventID: "2", readOnly: "false", requestParameters: { a: 1 } }),
      event({ eventID: "3", readOnly: undefined, requestParameters: [1] }),
    ),
  );
  const { rows } = await answer(
    await duckDbOver(folder),
    statement("SELECT eventid, readonly, requestparameters FROM cloudtrail ORDER BY eventid"),
  );
  expect(rows).toEqual([
    { eventid: "1", readonly: "true", requestparameters: '"text"' },
    { eventid: "2", readonly: "false", requestparameters: '{"a":1}' },
    { eventid: "3", readonly: null, requestparameters: "[1]" },
  ]);
});

const BROKEN_UP = JSON.stringify(JSON.parse(many(40)), null, 2);
const ONE_A_LINE = many(40).replaceAll("},{", "},\n{");
it.each<[string, string]>([
  ["spread over lines", BROKEN_UP],
  ["a record a line, so that its beginning shows no line break", ONE_A_LINE],
  ["several objects a line", `${many(20)}${many(20).replaceAll('"m00', '"m99')}\n\n`],
])("reads a file whatever its line breaks, and calls it sound: %s", async (_, content) => {
  for (const name of ["odd.json", "odd.json.gz"]) {
    const { ids, said, repaired } = await read(content, name);
    expect({ count: ids.length, said, repaired }).toEqual({ count: 40, said: null, repaired: 0 });
  }
});

it("reads many such files beside broken ones, in one answer", async () => {
  const folder = temporaryFolder();
  for (let index = 0; index < 12; index++) {
    put(folder, `lines-${index}.json`, ONE_A_LINE.replaceAll('"m00', `"m${index}-`));
    put(folder, `cut-${index}.json`, `{"Records":[{"eventTime":"2026-11-20T10:00:00Z","eventID":"c${index}"},{`);
  }
  const { rows, result } = await answer(await duckDbOver(folder), NAMES);
  expect(rows).toHaveLength(12 * 41);
  expect(result.coverage.skippedFiles).toHaveLength(12);
  expect(result.coverage.skippedFiles[0]?.reason).toBe("it is cut short; 1 record before that were read");
});

it("reads a packed file whatever the case of its ending", async () => {
  const packed = gzipSync(records(event({ eventID: "s" })));
  expect((await read(packed, "odd.JSON.GZ")).ids).toEqual(["s"]);
  expect((await read(records(event({ eventID: "s" })), "odd.JSON")).ids).toEqual(["s"]);
});

it("reads two gzip members in one file, and a byte order mark", async () => {
  const text = records(event({ eventID: "s" }));
  expect((await read(Buffer.concat([gzipSync(text.slice(0, 30)), gzipSync(text.slice(30))]))).ids).toEqual(["s"]);
  expect((await read(`\uFEFF${text}`)).ids).toEqual(["s"]);
});
