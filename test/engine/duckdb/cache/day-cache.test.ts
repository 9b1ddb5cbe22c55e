import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { systemClock, type Clock } from "../../../../src/clock.ts";
import { inspectFile } from "../../../../src/engine/duckdb/raw/inspect-file.ts";
import { clearCache, makeRoom } from "../../../../src/engine/duckdb/cache/upkeep.ts";
import type { Engine, Statement } from "../../../../src/engine/engine.ts";
import { answer, duckDbOver, statement } from "../../../fixtures/duckdb.ts";
import { rowsOf } from "../../../fixtures/rows.ts";
import { event, logPath, put, records, temporaryFolder } from "../../../fixtures/logs.ts";

const IDS = "SELECT eventid, actor, searchtext FROM cloudtrail ORDER BY eventid";
const WEEK = { start: "2026-11-14T00:00:00Z", end: "2026-11-21T00:00:00Z" };
const ASKED = statement(IDS, { window: WEEK });

/** A log file of one event on a day at noon. */
function putDay(logs: string, day: string, id: string, account = "111122223333", region = "us-east-1"): string {
  const path = logPath(account, region, day, "1205", id.padEnd(16, "0"));
  const parts = { eventID: id, eventTime: `${day}T12:00:00Z`, recipientAccountId: account, awsRegion: region };
  put(logs, path, records(event(parts)));
  return join(logs, path);
}

/** All that is said about an answer, and whether the logs themselves were read. */
async function told(engine: Engine, asked: Statement = ASKED): Promise<{ said: unknown; readLogs: boolean }> {
  const { rows, result } = await answer(engine, asked);
  const { coverage, scannedBytes, execution } = result;
  return { said: { rows, coverage, scannedBytes }, readLogs: execution.sql.includes("read_json") };
}

/** What every question must say: what the logs say without a cache. */
async function rawly(logs: string, asked: Statement = ASKED): Promise<unknown> {
  return (await told(await duckDbOver(logs), asked)).said;
}

function at(instant: string): Clock {
  return { ...systemClock, now: () => Date.parse(instant) };
}

/** The names of what lies in the shelves of a cache, with their paths. */
function filesOf(cache: string, ending: string): string[] {
  return readdirSync(cache, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(cache, name));
}

interface Place {
  readonly logs: string;
  readonly cache: string;
}

function somePlace(): Place {
  const place = { logs: temporaryFolder(), cache: temporaryFolder() };
  for (const day of ["2026-11-18", "2026-11-19", "2026-11-20"]) putDay(place.logs, day, `e${day}`);
  return place;
}

function over({ logs, cache }: Place, more: { mostBytes?: number; clock?: Clock } = {}): Promise<Engine> {
  return duckDbOver(logs, { cache: { folder: cache, ...more } });
}

describe("past days", () => {
  it("are converted by the first question, and read from the cache by it and by all later ones", async () => {
    const place = somePlace();
    const raw = await rawly(place.logs);
    expect(await told(await over(place))).toEqual({ said: raw, readLogs: false });
    const made = filesOf(place.cache, ".parquet").map((path) => [path, statSync(path).mtimeMs]);
    expect(made).toHaveLength(1);
    expect(await told(await over(place))).toEqual({ said: raw, readLogs: false });
    expect(filesOf(place.cache, ".parquet").map((path) => [path, statSync(path).mtimeMs])).toEqual(made);
  });

  it("are those to which nothing is delivered any more", async () => {
    const place = somePlace();
    const clock = at("2026-11-21T00:59:59Z");
    const { said, readLogs } = await told(await over(place, { clock }));
    expect({ said, readLogs }).toEqual({ said: await rawly(place.logs), readLogs: true });
    expect(noteOf(place.cache).lastDay).toBe("2026-11-19");
    expect(await told(await over(place, { clock: at("2026-11-21T01:00:00Z") }))).toEqual({ said, readLogs: false });
  });

  it("are read anew when a file comes, goes or changes", async () => {
    const place = somePlace();
    const engine = await over(place);
    await told(engine);
    const late = "AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/19/late.json";
    const path = join(place.logs, late);
    put(place.logs, late, records(event({ eventID: "late", eventTime: "2026-11-19T12:00:00Z" })));
    const before = await rawly(place.logs);
    expect(await told(engine)).toEqual({ said: before, readLogs: false });
    const { mtime } = statSync(path);
    // Just as long and just as old as it was.
    put(place.logs, late, records(event({ eventID: "LATE", eventTime: "2026-11-19T12:00:00Z" })));
    utimesSync(path, mtime, mtime);
    const changed = await rawly(place.logs);
    expect(changed).not.toEqual(before);
    expect(await told(engine)).toEqual({ said: changed, readLogs: false });
    rmSync(path);
    expect(await told(engine)).toEqual({ said: await rawly(place.logs), readLogs: false });
  });

  it("serve narrower and wider questions than the one for which they were converted", async () => {
    const place = somePlace();
    putDay(place.logs, "2026-11-19", "other-account", "444455556666");
    putDay(place.logs, "2026-11-19", "other-region", "111122223333", "eu-central-1");
    // Recorded for one account, delivered to the folder of another.
    const stray = { eventID: "stray", eventTime: "2026-11-19T12:00:00Z", recipientAccountId: "111122223333" };
    put(place.logs, logPath("444455556666", "us-east-1", "2026-11-19", "1300"), records(event(stray)));
    const one = statement(IDS, { window: WEEK, accounts: ["111122223333"] });
    const region = statement(IDS, { window: WEEK, regions: ["eu-central-1"] });
    const baseline = statement("SELECT count(*) AS n FROM cloudtrail_before", {
      window: { start: "2026-11-20T00:00:00Z", end: "2026-11-21T00:00:00Z" },
      before: { start: "2026-11-14T00:00:00Z", end: "2026-11-20T00:00:00Z" },
    });
    for (const order of [
      [one, ASKED, region, one, baseline],
      [ASKED, one, region, baseline],
    ]) {
      const engine = await over({ logs: place.logs, cache: temporaryFolder() });
      for (const asked of order) {
        expect(await told(engine, asked)).toEqual({ said: await rawly(place.logs, asked), readLogs: false });
      }
    }
  });

  it("leave what stands outside day folders to be read as it is", async () => {
    const place = somePlace();
    put(place.logs, "loose.json", records(event({ eventID: "loose", eventTime: "2026-11-19T12:00:00Z" })));
    expect(await told(await over(place))).toEqual({ said: await rawly(place.logs), readLogs: true });
  });

  it("keep what is to be said of broken files, though they are not read again", async () => {
    const place = somePlace();
    const day = "AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/19";
    put(place.logs, `${day}/a-empty.json.gz`, Buffer.alloc(0));
    put(place.logs, `${day}/b-none.json`, `{"Records":[]}`);
    put(place.logs, `${day}/c-cut.json.gz`, `{"Records":[{"eventTime":"2026-11-19T10:00:00Z","eventID":"c"},{`);
    put(place.logs, `${day}/d-half.json`, `{"Records":[{"eventTime":"2026-11-19T10:00:00Z","eventID":"\\ud800"}]}`);
    put(place.logs, "AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/17/only.json", "no log at all");
    const raw = await rawly(place.logs);
    for (let time = 0; time < 2; time++) {
      expect(await told(await over(place))).toEqual({ said: raw, readLogs: false });
    }
    expect(JSON.stringify(raw)).toContain("it is cut short; 1 record before that were read");
    expect(raw).toMatchObject({ coverage: { files: 6, repairedRecords: 1 } });
    expect(filesOf(place.cache, ".parquet")).toHaveLength(1);
  });

  it("are not remembered as unreadable for a reason that may pass", () => {
    expect(inspectFile(join(temporaryFolder(), "gone.json"))).toMatchObject({ kind: "unreadable", mayPass: true });
  });
});

function noteOf(cache: string): { firstDay: string; lastDay: string; folders: { key: string }[] } {
  const [path = ""] = filesOf(cache, ".json");
  return JSON.parse(readFileSync(path, "utf8"));
}

describe("a cached file that is not what was put there is thrown away, and the logs are believed", () => {
  const spoiled: [string, (pack: string, note: string) => void][] = [
    ["cut short", (pack) => truncateSync(pack, Math.floor(statSync(pack).size / 2))],
    ["longer than it was", (pack) => appendFileSync(pack, "x")],
    ["empty", (pack) => writeFileSync(pack, "")],
    ["gone", (pack) => rmSync(pack)],
    ["changed within", (pack) => flip(pack, 100)],
    ["another file of the same length", (pack) => writeFileSync(pack, Buffer.alloc(statSync(pack).size, "x"))],
    ["noted in no JSON", (_, note) => writeFileSync(note, "{")],
    ["noted by another program", (_, note) => writeFileSync(note, `{"folders":[]}`)],
    ["noted by another version", (_, note) => edit(note, /"maker":"[^"]+"/, `"maker":"0123456789abcdef"`)],
    ["noted for other logs", (_, note) => edit(note, /"logs":"[^"]+"/, `"logs":"/elsewhere"`)],
    ["under the note of another", (_, note) => edit(note, /"id":"[^"]+"/, `"id":"0123456789abcdef-0"`)],
    ["a folder", (pack) => (rmSync(pack), put(pack, "x", "y"))],
  ];
  it.each(spoiled)("%s", async (_, spoil) => {
    const place = somePlace();
    const raw = await rawly(place.logs);
    await told(await over(place));
    const [pack = ""] = filesOf(place.cache, ".parquet");
    const [note = ""] = filesOf(place.cache, ".json");
    spoil(pack, note);
    expect((await told(await over(place))).said).toEqual(raw);
    expect(existsSync(pack)).toBe(false);
    expect(await told(await over(place))).toEqual({ said: raw, readLogs: false });
  });

  it("but one that was only copied elsewhere and back is believed", async () => {
    const place = somePlace();
    await told(await over(place));
    const [pack = ""] = filesOf(place.cache, ".parquet");
    copyFileSync(pack, `${pack}.copy`);
    renameSync(`${pack}.copy`, pack);
    expect(await told(await over(place))).toEqual({ said: await rawly(place.logs), readLogs: false });
    expect(filesOf(place.cache, ".parquet")).toEqual([pack]);
  });

  it("also where it goes in the middle of a question", async () => {
    const place = somePlace();
    const raw = await rawly(place.logs);
    const engine = await over(place);
    await told(engine);
    const id = await engine.start(ASKED, "unlucky");
    const gone = setInterval(() => clearCache(place.cache), 0);
    const result = await engine.rows(id, ASKED).finally(() => clearInterval(gone));
    const rows = await rowsOf(result);
    expect({ rows, coverage: result.coverage, scannedBytes: result.scannedBytes }).toEqual(raw);
  });
});

function flip(path: string, place: number): void {
  const bytes = readFileSync(path);
  bytes[place] = (bytes[place] ?? 0) ^ 0xff;
  writeFileSync(path, bytes);
}

function edit(path: string, what: RegExp, by: string): void {
  writeFileSync(path, readFileSync(path, "utf8").replaceAll(new RegExp(what, "g"), by));
}

describe("what a killed process leaves", () => {
  it("is not read: a file without its note, a draft, half a note", async () => {
    const place = somePlace();
    const raw = await rawly(place.logs);
    await told(await over(place));
    const [pack = ""] = filesOf(place.cache, ".parquet");
    const [note = ""] = filesOf(place.cache, ".json");
    renameSync(note, `${note}.part`);
    copyFileSync(pack, pack.replace(/[0-9a-f]{16}\.parquet$/, "0123456789abcdef.parquet.part"));
    expect(await told(await over(place))).toEqual({ said: raw, readLogs: false });
    expect(filesOf(place.cache, ".json")).not.toContain(note);
  });

  it("is removed when nobody has written to it for an hour, and not before", async () => {
    const place = somePlace();
    await told(await over(place));
    const [note = ""] = filesOf(place.cache, ".json");
    const [pack = ""] = filesOf(place.cache, ".parquet");
    renameSync(note, `${note}.part`);
    const now = Date.now();
    for (const left of [pack, `${note}.part`]) utimesSync(left, now / 1000, now / 1000);
    await over(place, { clock: { ...systemClock, now: () => now + 3_500_000 } });
    expect(filesOf(place.cache, "").filter((path) => statSync(path).isFile())).toHaveLength(2);
    await over(place, { clock: { ...systemClock, now: () => now + 3_700_000 } });
    expect(filesOf(place.cache, "").filter((path) => statSync(path).isFile())).toEqual([]);
  });
});

it("two engines that convert the same days at once both answer right, and every pack can be believed", async () => {
  const place = somePlace();
  const raw = await rawly(place.logs);
  const engines = await Promise.all(Array.from({ length: 4 }, () => over(place)));
  const all = await Promise.all(engines.map((engine) => told(engine)));
  for (const one of all) expect(one).toEqual({ said: raw, readLogs: false });
  expect(await told(await over(place))).toEqual({ said: raw, readLogs: false });
  expect(filesOf(place.cache, ".part")).toEqual([]);
});

describe("the size of the cache", () => {
  it("holds: what was used longest ago goes first", async () => {
    const place = somePlace();
    const days = ["2026-11-18", "2026-11-19", "2026-11-20"].map((day) =>
      statement(IDS, { window: { start: `${day}T00:00:00Z`, end: `${day}T20:00:00Z` } }),
    );
    let now = Date.parse("2027-01-01T00:00:00Z");
    const engine = await over(place, { clock: { ...systemClock, now: () => (now += 60_000) } });
    for (const asked of days) await told(engine, asked);
    expect(filesOf(place.cache, ".parquet")).toHaveLength(3);
    const [first = ASKED] = days;
    await told(engine, first);
    const total = filesOf(place.cache, "")
      .map((path) => statSync(path))
      .filter((seen) => seen.isFile())
      .reduce((sum, { size }) => sum + size, 0);
    makeRoom(place.cache, total - 1, () => false);
    const left = filesOf(place.cache, ".json").map((path) => String(JSON.parse(readFileSync(path, "utf8")).firstDay));
    expect(left.toSorted()).toEqual(["2026-11-18", "2026-11-20"]);
    const [kept = "", gone = ""] = filesOf(place.cache, ".parquet");
    makeRoom(place.cache, 0, (path) => path === kept);
    expect([existsSync(kept), existsSync(gone)]).toEqual([true, false]);
  });

  it("leaves what does not fit to be read as it is", async () => {
    const place = somePlace();
    expect(await told(await over(place, { mostBytes: 100 }))).toEqual({
      said: await rawly(place.logs),
      readLogs: true,
    });
    expect(filesOf(place.cache, ".parquet")).toEqual([]);
  });

  it("does not shrink by other programs' files", async () => {
    const place = somePlace();
    put(place.cache, "notes.txt", "mine");
    put(place.cache, "0123456789abcdef/notes.txt", "mine");
    await told(await over(place));
    expect(clearCache(place.cache)).toBeGreaterThan(1000);
    expect(filesOf(place.cache, "notes.txt")).toHaveLength(2);
    expect(filesOf(place.cache, ".parquet")).toEqual([]);
  });
});

it("forgets days whose logs were deleted", async () => {
  const place = somePlace();
  const engine = await over(place);
  for (const day of ["2026-11-18", "2026-11-19"]) {
    await told(engine, statement(IDS, { window: { start: `${day}T00:00:00Z`, end: `${day}T20:00:00Z` } }));
  }
  rmSync(join(place.logs, "AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/18"), { recursive: true });
  await over(place);
  expect(noteOf(place.cache).firstDay).toBe("2026-11-19");
  expect(filesOf(place.cache, ".parquet")).toHaveLength(1);
});

it("is for its owner alone", async () => {
  const place = { ...somePlace(), cache: join(temporaryFolder(), "cache") };
  await told(await over(place));
  const rights = (path: string): string => (statSync(path).mode & 0o777).toString(8);
  expect(rights(place.cache)).toBe("700");
  for (const path of filesOf(place.cache, "")) expect(rights(path)).toBe(statSync(path).isFile() ? "600" : "700");
});

it("leaves nothing half-done when a question is cancelled while it converts", async () => {
  const place = somePlace();
  for (let index = 0; index < 300; index++) putDay(place.logs, "2026-11-19", `x${index}`);
  const engine = await over(place);
  const id = await engine.start(ASKED, "cancelled");
  while (filesOf(place.cache, ".part").length === 0) {
    if ((await engine.status([id])).get(id) !== "running") break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await engine.cancel(id);
  expect((await engine.status([id])).get(id)).toBe("cancelled");
  expect(filesOf(place.cache, ".part")).toEqual([]);
  expect(await told(engine)).toEqual({ said: await rawly(place.logs), readLogs: false });
});

it("says in one sentence where its folder cannot be made", async () => {
  const folder = temporaryFolder();
  put(folder, "file", "");
  await expect(over({ logs: folder, cache: join(folder, "file", "cache") })).rejects.toMatchObject({
    code: "configuration",
    message: expect.stringContaining("duckdb.cache"),
  });
});
