import { globSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { describe, expect, it, onTestFinished } from "vitest";
import { openDatabase } from "../../../src/engine/duckdb/database.ts";
import type { DuckDbEngine } from "../../../src/engine/duckdb/duckdb-engine.ts";
import { withRepair } from "../../../src/engine/duckdb/read-with-repair.ts";
import { writeParquet } from "../../../src/engine/duckdb/rows/kept-rows.ts";
import type { Row, Statement } from "../../../src/engine/engine.ts";
import { answer, duckDbOver, statement } from "../../fixtures/duckdb.ts";
import { event, logPath, put, records, temporaryFolder } from "../../fixtures/logs.ts";

const SECONDS = 200;
const COPIES = 100;
const TEXT = 2000;
const ORDER = "ORDER BY eventtime DESC, eventid";

/** A folder with an event in each of some seconds, each delivered twice and in no order. */
function manySeconds(): string {
  const folder = temporaryFolder();
  const events = Array.from({ length: SECONDS }, (_, index) =>
    event({ eventID: `e${index}`, eventTime: timeOf((index * 37) % SECONDS) }),
  );
  put(folder, "a.json.gz", records(...events));
  put(folder, "b.json.gz", records(...events.toReversed()));
  return folder;
}

function timeOf(second: number): string {
  return new Date(Date.parse("2026-11-20T10:00:00Z") + second * 1000).toISOString().replace(".000", "");
}

/** A list with some 40 MB of text, of which the same rows come twice. */
function longList(eventtime = "eventtime", more = "", copies = COPIES): Statement {
  return statement(`SELECT DISTINCT ${eventtime} AS eventtime, eventid || '-' || copy AS eventid, rpad('', ${TEXT}, 'x') AS detail${more}
    FROM cloudtrail CROSS JOIN (SELECT unnest(range(${copies})) AS copy) ${ORDER}`);
}

const placeOf = ({ eventtime, eventid }: Row): string => `${String(eventtime)} ${String(eventid)}`;

/** What stands in the list, in order. */
function expectedPlaces(): readonly string[] {
  return Array.from({ length: SECONDS }, (_, index) => ({ index, second: (index * 37) % SECONDS }))
    .toSorted((one, other) => other.second - one.second)
    .flatMap(({ index, second }) =>
      Array.from({ length: COPIES }, (_, copy) => `e${index}-${copy}`)
        .toSorted()
        .map((id) => `${timeOf(second)} ${id}`),
    );
}

describe("a list longer than is arranged at once", () => {
  it("comes whole, newest first, each row once", async () => {
    const { rows, result } = await answer(await duckDbOver(manySeconds()), longList());
    expect(rows.map(placeOf)).toEqual(expectedPlaces());
    expect(new Set(rows.map(({ detail }) => String(detail).length))).toEqual(new Set([TEXT]));
    expect(result.truncated()).toBe(false);
    expect(result.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      "eventtime varchar",
      "eventid varchar",
      "detail varchar",
    ]);
  });

  it("keeps repeats where its text does", async () => {
    const engine = await duckDbOver(manySeconds());
    const asItIs = { ...longList(), sql: longList().sql.replace("SELECT DISTINCT", "SELECT") };
    const { rows } = await answer(engine, asItIs);
    expect(rows.map(placeOf)).toEqual(expectedPlaces().flatMap((place) => [place, place]));
  });

  it("is cut after the most rows, and said to be", async () => {
    const { rows, result } = await answer(await duckDbOver(manySeconds(), { mostRows: 15_000 }), longList());
    expect(rows.map(placeOf)).toEqual(expectedPlaces().slice(0, 15_000));
    expect(result.truncated()).toBe(true);
  });

  it("can be read twice", async () => {
    const engine = await duckDbOver(manySeconds());
    const id = await engine.start(longList(), "twice");
    for (let time = 0; time < 2; time++) {
      let count = 0;
      for await (const batch of (await engine.rows(id, longList())).batches) count += batch.length;
      expect(count).toBe(SECONDS * COPIES);
    }
  });

  it("is read whole by two at once", async () => {
    const engine = await duckDbOver(manySeconds());
    const id = await engine.start(longList(), "two");
    const readers = await Promise.all([engine.rows(id, longList()), engine.rows(id, longList())]);
    const places = await Promise.all(
      readers.map(async ({ batches }) => {
        const read: string[] = [];
        for await (const batch of batches) read.push(...batch.map(placeOf));
        return read;
      }),
    );
    expect(places).toEqual([expectedPlaces(), expectedPlaces()]);
  });

  it("has rows without a time at its end", async () => {
    const { rows } = await answer(
      await duckDbOver(manySeconds()),
      longList("CASE WHEN copy < 98 THEN eventtime ELSE NULL END"),
    );
    expect(rows).toHaveLength(SECONDS * COPIES);
    const times = rows.map(({ eventtime }) => eventtime);
    expect(times.slice(-2 * SECONDS)).toEqual(Array.from({ length: 2 * SECONDS }, () => null));
    expect(times.slice(0, -2 * SECONDS)).not.toContain(null);
  });

  it("keeps all digits of numbers", async () => {
    const large = ", sum(CAST(9007199254740993 AS BIGINT)) OVER (PARTITION BY eventid, copy) AS large, 0.5 AS half";
    const { rows, result } = await answer(await duckDbOver(manySeconds()), longList("eventtime", large));
    expect(rows.map(placeOf)).toEqual(expectedPlaces());
    expect(rows[0]).toMatchObject({ large: "18014398509481986", half: 0.5 });
    expect(result.columns.slice(-2).map(({ type }) => type)).toEqual(["bigint", "double"]);
  });

  it("fits into memory that the same order in other words does not", async () => {
    const engine = await duckDbOver(manySeconds(), { memory: "150MB" });
    const asked = longList("eventtime", "", 3 * COPIES);
    const { rows } = await answer(engine, asked);
    expect(rows).toHaveLength(SECONDS * 3 * COPIES);
    const inOtherWords = { ...asked, sql: asked.sql.replace(ORDER, `${ORDER} ASC`) };
    await expect(answer(engine, inOtherWords)).rejects.toThrow(/needs more memory/);
  });

  it("mends broken files on the way", async () => {
    const folder = manySeconds();
    put(folder, "broken.json.gz", "no log at all");
    const { rows, result } = await answer(await duckDbOver(folder), longList());
    expect(rows.map(placeOf)).toEqual(expectedPlaces());
    expect(result.coverage.skippedFiles.map(({ file }) => file)).toEqual(["broken.json.gz"]);
  });
});

describe("rows that cannot be read any more", () => {
  const short = statement(`SELECT DISTINCT eventtime, eventid FROM cloudtrail ${ORDER}`);
  const broken = { code: "engine-internal", message: "The rows of this answer cannot be read any more: ask again." };

  it("are said to be, where they are gone", async () => {
    const folder = manySeconds();
    const engine = await duckDbOver(folder);
    const id = await engine.start(short, "gone");
    const { batches } = await engine.rows(id, short);
    rmSync(join(folder, ".spool"), { recursive: true });
    await expect(all(batches)).rejects.toMatchObject(broken);
  });

  it("are said to be, where some are gone", async () => {
    const folder = manySeconds();
    const engine = await duckDbOver(folder);
    const id = await engine.start(longList(), "some");
    const { batches } = await engine.rows(id, longList());
    for (const path of globSync(join(folder, ".spool/*/rows/3.parquet"))) rmSync(path);
    await expect(all(batches)).rejects.toMatchObject(broken);
  });

  it("are said to be, where the engine is closed meanwhile; and it takes no more", async () => {
    const engine = await duckDbOver(manySeconds());
    const id = await engine.start(longList(), "closed");
    const { batches } = await engine.rows(id, longList());
    const reading = batches[Symbol.asyncIterator]();
    await reading.next();
    await engine.close();
    await expect(all({ [Symbol.asyncIterator]: () => reading })).rejects.toMatchObject(broken);
    await expect(engine.start(short, "later")).rejects.toThrow("The local engine is closed.");
  });

  async function all(batches: AsyncIterable<readonly Row[]>): Promise<number> {
    let count = 0;
    for await (const batch of batches) count += batch.length;
    return count;
  }
});

it("takes no part of a folder's name for a column", async () => {
  const folder = join(temporaryFolder(), "actor=mallory", "eventid=x", "Records=none", "year=2026");
  put(folder, "a.json.gz", records(event({ eventID: "e1" }), event({ eventID: "e2" })));
  put(folder, logPath("111122223333", "us-east-1", "2026-11-20"), records(event({ eventID: "e3" })));
  const asked = statement(`SELECT DISTINCT eventtime, eventid, actor FROM cloudtrail ${ORDER}`);
  for (const cache of [undefined, { folder: join(folder, "..", "actor=eve", ".cache") }]) {
    const engine = await duckDbOver(folder, cache === undefined ? {} : { cache });
    for (const sql of [asked.sql, `${asked.sql} ASC`]) {
      const { rows } = await answer(engine, { ...asked, sql });
      expect(rows).toEqual(
        ["e1", "e2", "e3"].map((eventid) => ({ eventtime: "2026-11-20T10:00:00Z", eventid, actor: "alice" })),
      );
    }
  }
});

describe("what a list leaves on disk", () => {
  const short = statement(`SELECT DISTINCT eventtime, eventid FROM cloudtrail ${ORDER}`);
  const left = (folder: string): readonly string[] =>
    readdirSync(join(folder, ".spool")).filter((name) => name !== "spill");

  it("is as much as can be read again", async () => {
    const folder = manySeconds();
    const engine = await duckDbOver(folder);
    const counts: number[] = [];
    for (let time = 0; time < 5; time++) {
      await answer(engine, short);
      counts.push(left(folder).length);
    }
    expect(counts).toEqual([1, 2, 3, 3, 3]);
    await engine.close();
    expect(left(folder)).toEqual([]);
  });

  it("is nothing where it failed or was cancelled", async () => {
    const folder = manySeconds();
    const engine = await duckDbOver(folder);
    await expect(
      answer(engine, statement(`SELECT DISTINCT eventtime, eventid, [1] AS x FROM cloudtrail ${ORDER}`)),
    ).rejects.toThrow(/type LIST/);
    expect(left(folder)).toEqual([]);
    await cancelOnceItWrites(engine, folder);
    expect(left(folder)).toEqual([]);
  });

  async function cancelOnceItWrites(engine: DuckDbEngine, folder: string): Promise<void> {
    const endless = statement(
      `SELECT DISTINCT eventtime, eventid || x AS eventid FROM cloudtrail CROSS JOIN range(100000000000) AS many(x) ${ORDER}`,
    );
    const id = await engine.start(endless, "endless");
    while (left(folder).length === 0) await new Promise((resolve) => setImmediate(resolve));
    await engine.cancel(id);
    await expect(engine.rows(id, endless)).rejects.toMatchObject({ code: "cancelled" });
  }

  it("is asked to have room, where the disk takes nothing", async () => {
    const folder = manySeconds();
    const engine = await duckDbOver(folder);
    rmSync(join(folder, ".spool"), { recursive: true });
    writeFileSync(join(folder, ".spool"), "");
    await expect(answer(engine, short)).rejects.toMatchObject({
      code: "engine-user",
      message: expect.stringMatching(/could not be kept on disk at .*: make room there, or set TRAIL_STATE/),
    });
  });

  it("is asked to have room, where a file cannot be written, and no log is looked at for that", async () => {
    const folder = manySeconds();
    const connection = await connectionOver(folder);
    mkdirSync(join(folder, "found.parquet"));
    const unread = { sources: refuse, repair: refuse, distrust: refuse };
    const write = (): Promise<number> =>
      writeParquet(connection, join(folder, "found.parquet"), { sql: "SELECT 1 AS n", values: [], inOrder: false });
    await expect(withRepair([unread], connection, new AbortController().signal, write)).rejects.toMatchObject({
      code: "engine-user",
      message: expect.stringMatching(/could not be kept on disk at .*found.parquet/),
    });
  });
});

function refuse(): never {
  throw new Error("This is not to be looked at.");
}

async function connectionOver(folder: string): Promise<DuckDBConnection> {
  const database = await openDatabase({ readable: [folder], spillFolder: join(folder, ".spill"), memory: "256MB" });
  const connection = await database.connect();
  onTestFinished(() => {
    connection.closeSync();
    database.closeSync();
  });
  return connection;
}
