import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeTestFiles } from "../../src/catalog/test-run/run-tests.ts";
import type { Intent } from "../../src/catalog/schema.ts";
import { systemClock } from "../../src/clock.ts";
import type { AthenaEngine } from "../../src/engine/athena/athena-engine.ts";
import { createDuckDbEngine, openDatabase, type DuckDbEngine } from "../../src/engine/duckdb/duckdb-engine.ts";
import type { Engine, Statement } from "../../src/engine/engine.ts";
import { openLocal } from "../fixtures/athena/athena-over.ts";
import type { LocalAthena } from "../fixtures/athena/local-athena.ts";
import { answerOf, corpusFiles, intents, questionAt, type Asked, type NamedAnswer } from "./corpus.ts";
import { leastBytes } from "./least-bytes.ts";
import { ACCOUNTS, ONE_ACCOUNT, ONE_REGION, REGIONS, VARIANTS } from "./variants.ts";

/**
 * Every intent on both engines, over two kinds of table or three, so that each kind answers a quarter of them, and its tests by
 * turns: the whole answers must be equal. What a kind of table makes of the relation is the same for all intents.
 */

const root = realpathSync(mkdtempSync(join(tmpdir(), "trail-parity-")));
const folders = { all: join(root, "all"), limited: join(root, "limited") };
const engines: DuckDbEngine[] = [];
const expected = new Map<string, Promise<NamedAnswer>>();
let database: DuckDBInstance | null = null;

beforeAll(async () => {
  const files = corpusFiles();
  await writeTestFiles(folders.all, files);
  await writeTestFiles(
    folders.limited,
    files.filter(({ account, region }) => account === ONE_ACCOUNT && region === ONE_REGION),
  );
  mkdirSync(join(root, "spool"));
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
        expect(await answerOf(intent, question, listening)).toEqual(await answerOnDuckDb(intent, question, folder));
      },
      120_000,
    );

    it("read no more than the layout makes it read (fault 87)", () => {
      const scanned = local.queries.map(({ result }) => result?.scannedBytes ?? -1);
      expect(scanned).toEqual(asked.map((statement) => leastBytes(statement, folder, variant.prunes)));
    });
  },
);

function answerOnDuckDb(intent: Intent, question: Asked, folder: string): Promise<NamedAnswer> {
  const key = `${intent.id} ${question.name} ${folder}`;
  const known = expected.get(key);
  if (known !== undefined) return known;
  if (database === null) throw new Error("The database is open only while tests run.");
  const limits = { deadlineMs: 60_000, mostRows: 100_000, clock: systemClock };
  const engine = createDuckDbEngine({ database, folder, spool: join(root, "spool"), ...limits });
  engines.push(engine);
  const found = answerOf(intent, question, engine);
  expected.set(key, found);
  return found;
}
