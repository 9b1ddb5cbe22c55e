import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeTestFiles } from "../../src/catalog/test-run/run-tests.ts";
import type { Intent } from "../../src/catalog/schema.ts";
import { systemClock } from "../../src/clock.ts";
import type { AthenaEngine } from "../../src/engine/athena/athena-engine.ts";
import {
  createDuckDbEngine,
  openDatabase,
  openDayCache,
  type DayCache,
  type DuckDbEngine,
} from "../../src/engine/duckdb/duckdb-engine.ts";
import type { Coverage, Engine, Result, Statement } from "../../src/engine/engine.ts";
import { openLocal } from "../fixtures/athena/athena-over.ts";
import type { LocalAthena } from "../fixtures/athena/local-athena.ts";
import { answerOf, corpusFiles, intents, questionAt, type Asked, type NamedAnswer } from "./corpus.ts";
import { leastBytes } from "./least-bytes.ts";
import { ACCOUNTS, ONE_ACCOUNT, ONE_REGION, REGIONS, VARIANTS } from "./variants.ts";

/**
 * Every intent on both engines, over two kinds of table or three, so that each kind answers a quarter of them, and its tests by
 * turns: the whole answers must be equal. Each intent is also asked once of the day cache, which must say the same as the logs. What a kind of table makes of the relation is the same for all intents.
 */

const root = realpathSync(mkdtempSync(join(tmpdir(), "trail-parity-")));
const folders = { all: join(root, "all"), limited: join(root, "limited") };
const engines: DuckDbEngine[] = [];
const expected = new Map<string, Promise<ToldAnswer>>();
/** The day caches of the folders, empty at first; to them every day of the tests is past. */
const caches = new Map<string, DayCache>();
const compared = new Set<string>();
let database: DuckDBInstance | null = null;

beforeAll(async () => {
  const files = corpusFiles();
  await writeTestFiles(folders.all, files);
  await writeTestFiles(
    folders.limited,
    files.filter(({ account, region }) => account === ONE_ACCOUNT && region === ONE_REGION),
  );
  mkdirSync(join(root, "spool"));
  const clock = { ...systemClock, now: () => Date.parse("2100-01-01T00:00:00Z") };
  for (const folder of Object.values(folders)) {
    caches.set(folder, await openDayCache({ folder: join(root, "cache"), logs: folder, mostBytes: 1e9, clock }));
  }
  database = await openDatabase({ readable: [root], spillFolder: join(root, "spill"), memory: "512MB" });
});
afterAll(async () => {
  for (const engine of engines) await engine.close();
  database?.closeSync();
  rmSync(root, { recursive: true, force: true });
});

it("has logs of several accounts and regions, all of which the tables name", () => {
  const files = corpusFiles();
  expect(files.flatMap(({ records }) => records).length).toBeGreaterThan(300);
  expect([...new Set(files.map(({ account }) => account))].toSorted()).toEqual([...ACCOUNTS].toSorted());
  expect([...new Set(files.map(({ region }) => region))].toSorted()).toEqual([...REGIONS].toSorted());
});

describe.each(VARIANTS.map((variant, turn) => [variant.name, variant, turn] as const))(
  "%s (fault 108)",
  (_, variant, turn) => {
    const folder = folders[variant.isLimited === true ? "limited" : "all"];
    let engine: AthenaEngine;
    let local: LocalAthena;
    const asked: Statement[] = [];

    beforeAll(async () => {
      ({ engine, local } = await openLocal(
        { folder, tables: variant.tables, ...variant.bucket },
        {},
        {
          knownAccounts: ACCOUNTS,
          knownRegions: REGIONS,
        },
      ));
    });
    afterAll(async () => {
      await engine.close();
      await local.close();
    });

    const mine = intents.filter((_, place) => (place + turn) % 4 === 0);
    it.each(mine.map((intent) => [intent.id, intent] as const))(
      "%s",
      async (__, intent) => {
        const listening: Engine = {
          ...engine,
          start: (statement, token) => (asked.push(statement), engine.start(statement, token)),
        };
        const question = questionAt(intent, turn + intents.indexOf(intent));
        const onDuckDb = await answerOnDuckDb(intent, question, folder);
        expect(await answerOf(intent, question, listening)).toEqual(onDuckDb.answer);
        if (compared.has(intent.id) || folder !== folders.all) return;
        compared.add(intent.id);
        const cached = await toldBy(duckDbOver(folder, caches.get(folder) ?? null), intent, question);
        expect(cached).toEqual({ ...onDuckDb, reads: onDuckDb.reads.map(() => "read_parquet") });
      },
      120_000,
    );

    it("read no more than the layout makes it read (fault 87)", () => {
      const scanned = local.queries.map(({ result }) => result?.scannedBytes ?? -1);
      expect(scanned).toEqual(asked.map((statement) => leastBytes(statement, folder, variant.prunes)));
    });
  },
);

it("asked the day cache about every intent", () => {
  expect([...compared].toSorted()).toEqual(intents.map(({ id }) => id).toSorted());
});

/** An answer with what was said beside the rows, and by which functions of DuckDB the logs were read. */
interface ToldAnswer {
  readonly answer: NamedAnswer;
  readonly beside: readonly (readonly [Coverage, number])[];
  readonly reads: readonly string[];
}

async function answerOnDuckDb(intent: Intent, question: Asked, folder: string): Promise<ToldAnswer> {
  const key = `${intent.id} ${question.name} ${folder}`;
  const told = expected.get(key) ?? toldBy(duckDbOver(folder, null), intent, question);
  expected.set(key, told);
  return told;
}

async function toldBy(engine: Engine, intent: Intent, question: Asked): Promise<ToldAnswer> {
  const results: Result[] = [];
  const rows: Engine["rows"] = async (id, statement) => {
    const result = await engine.rows(id, statement);
    results.push(result);
    return result;
  };
  const answer = await answerOf(intent, question, { ...engine, rows });
  return {
    answer,
    beside: results.map(({ coverage, scannedBytes }) => [coverage, scannedBytes]),
    reads: [...new Set(results.flatMap(({ execution }) => execution.sql.match(/read_[a-z]+(?=\()/g) ?? []))],
  };
}

function duckDbOver(folder: string, cache: DayCache | null): DuckDbEngine {
  if (database === null) throw new Error("The database is open only while tests run.");
  const limits = { deadlineMs: 60_000, mostRows: 100_000, clock: systemClock };
  const engine = createDuckDbEngine({ database, folder, spool: join(root, "spool"), cache, ...limits });
  engines.push(engine);
  return engine;
}
