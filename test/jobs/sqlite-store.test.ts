import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { describe, expect, it, onTestFinished } from "vitest";
import type { JobStore } from "../../src/jobs/job-store.ts";
import { newJob } from "../../src/jobs/memory-store.ts";
import { STATEMENTS } from "../../src/jobs/sqlite-statements.ts";
import { openSqliteStore } from "../../src/jobs/sqlite-store.ts";
import { JOB_TABLES } from "../../src/jobs/sqlite-tables.ts";
import type { SqliteSurroundings } from "../../src/sqlite-file.ts";
import { movingClock } from "../fixtures/clock.ts";
import { temporaryFolder } from "../fixtures/logs.ts";

const HOLDER = { owner: "one", now: 0, until: 30_000 };
const JOB = { id: "a", key: "k", asker: "U0ALICE", channel: "C0INC", thread: null, question: {}, acceptedAt: 0 };

function opened(path: string, surroundings: SqliteSurroundings = {}): JobStore {
  const store = openSqliteStore(path, surroundings);
  onTestFinished(() => store.close().catch(() => undefined));
  return store;
}

it("outlives its process, and is shared between two", async () => {
  const path = join(temporaryFolder(), "jobs.sqlite");
  const one = opened(path);
  const two = opened(path);
  await one.accept(JOB, HOLDER);
  expect(await two.accept({ ...JOB, id: "b" }, HOLDER)).toMatchObject({ isNew: false, job: { id: "a" } });
  await one.close();
  expect(await two.get("a")).toMatchObject({ id: "a", fence: 1 });
  const [taken] = await two.takeUp({ owner: "two", now: 30_000, until: 60_000 }, 5);
  expect(taken).toMatchObject({ id: "a", fence: 2 });
});

it("fault 215: leaves a file alone that is none, or of a newer Trail", () => {
  const path = join(temporaryFolder(), "jobs.sqlite");
  writeFileSync(path, "this is a text and no database, however long it may be".repeat(40));
  expect(() => openSqliteStore(path)).toThrow(/The store .* cannot be opened .*It was left as it is/);
  expect(readFileSync(path, "utf8")).toContain("this is a text");
  const newer = join(temporaryFolder(), "newer.sqlite");
  const database = new DatabaseSync(newer);
  database.exec("PRAGMA user_version = 99");
  database.close();
  expect(() => openSqliteStore(newer)).toThrow(/written by a newer Trail/);
  expect(() => openSqliteStore(join(temporaryFolder(), "no/such/jobs.sqlite"))).toThrow(/cannot be opened/);
});

it("says that the store cannot be used, and keeps the cause", async () => {
  const store = opened(join(temporaryFolder(), "jobs.sqlite"));
  await store.close();
  await expect(store.accept(JOB, HOLDER)).rejects.toMatchObject({
    code: "engine-internal",
    message: expect.stringContaining("nothing was lost"),
    cause: expect.anything(),
  });
});

it("takes over a file of the first version, whose jobs cost nothing that is known", async () => {
  const path = join(temporaryFolder(), "jobs.sqlite");
  const database = new DatabaseSync(path);
  database.exec(`
    CREATE TABLE jobs (
      id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, asker TEXT NOT NULL, channel TEXT NOT NULL, thread TEXT,
      accepted_at INTEGER NOT NULL, ended_at INTEGER, body TEXT NOT NULL,
      owner TEXT, held_until INTEGER NOT NULL, fence INTEGER NOT NULL, attempts INTEGER NOT NULL, cancelled_by TEXT
    ) STRICT;
    PRAGMA user_version = 1;
  `);
  const { spent: _, ...body } = newJob(JOB);
  database
    .prepare("INSERT INTO jobs VALUES (?, ?, ?, ?, NULL, ?, NULL, ?, 'one', 1, 1, 1, NULL)")
    .run(JOB.id, JOB.key, JOB.asker, JOB.channel, JOB.acceptedAt, JSON.stringify(body));
  database.close();
  const store = opened(path);
  const job = await store.get(JOB.id);
  expect(job).toEqual(newJob(JOB));
  if (job !== null) await store.change(job, { spent: { bytes: 5, dollars: 0.5 } });
  expect(await store.spentSince(0, JOB)).toMatchObject({ all: { jobs: 1, bytes: 5, dollars: 0.5 } });
});

describe("fault 214: a store that is locked", () => {
  it("is waited for without holding up anything else", async () => {
    const path = join(temporaryFolder(), "jobs.sqlite");
    const store = opened(path);
    const other = locked(path);
    let isDone = false;
    const accepted = store.accept(JOB, HOLDER).finally(() => (isDone = true));
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(isDone).toBe(false);
    other.exec("ROLLBACK");
    expect(await accepted).toMatchObject({ isNew: true });
  });

  it("is told within a second to who asks, while what is in hand waits for it", async () => {
    const path = join(temporaryFolder(), "jobs.sqlite");
    const clock = movingClock();
    const store = opened(path, { clock });
    const { job } = await store.accept(JOB, HOLDER);
    const other = locked(path);
    await expect(store.accept({ ...JOB, id: "b", key: "b" }, HOLDER)).rejects.toMatchObject({
      code: "engine-internal",
      message: expect.stringContaining("database is locked"),
    });
    expect(clock.now()).toBeLessThanOrEqual(1000);
    const changed = store.change(job, { thread: "1.1" });
    while (clock.now() < 10_000) await new Promise((resolve) => setImmediate(resolve));
    other.exec("ROLLBACK");
    expect(await changed).toMatchObject({ thread: "1.1" });
  });
});

function locked(path: string): DatabaseSync {
  const other = new DatabaseSync(path);
  onTestFinished(() => other.close());
  other.exec("BEGIN IMMEDIATE");
  return other;
}

it("fault 216: a file on a network file system is refused, and not made", () => {
  const folder = temporaryFolder();
  const mounts = (): string =>
    `22 1 8:1 / / rw - ext4 /dev/sda1 rw\n40 22 0:41 / ${folder} rw,relatime shared:7 - nfs4 server:/export rw\n`;
  const path = join(folder, "jobs.sqlite");
  expect(() => openSqliteStore(path, { mounts })).toThrow(/network file system, nfs4, whose locks do not hold/);
  expect(readdirSync(folder)).toEqual([]);
});

it("fault 218: two that open one new file at the same time both have a whole store", async () => {
  const folder = temporaryFolder();
  const ROUNDS = 10;
  const gate = new SharedArrayBuffer(4);
  const open = (name: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL("./open-at-once.ts", import.meta.url), {
        workerData: { folder, name, rounds: ROUNDS, gate },
      });
      worker.once("message", resolve);
      worker.once("error", reject);
    });
  expect(await Promise.all([open("one"), open("two")])).toEqual([ROUNDS, ROUNDS]);
});

it.each(Object.entries(STATEMENTS))("fault 221: %s finds its rows by an index", (_, statement) => {
  const database = new DatabaseSync(":memory:");
  onTestFinished(() => database.close());
  database.exec(JOB_TABLES.tables);
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${statement}`).all();
  expect(
    plan.map(({ detail }) => String(detail)).filter((detail) => /^SCAN (?!jobs USING INDEX jobs_open)/.test(detail)),
  ).toEqual([]);
});

it("fault 221: what is too old is forgotten in pieces, with other work between them", async () => {
  const path = join(temporaryFolder(), "jobs.sqlite");
  const store = opened(path);
  const database = new DatabaseSync(path);
  onTestFinished(() => database.close());
  database.exec(`
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1700)
    INSERT INTO kept SELECT 'k' || i, '1', 5 FROM n
  `);
  let turns = 0;
  const count = (): void => {
    turns += 1;
    again = setImmediate(count);
  };
  let again = setImmediate(count);
  await store.forget(0, 10);
  clearImmediate(again);
  expect(turns).toBeGreaterThanOrEqual(3);
  expect(database.prepare("SELECT count(*) AS left FROM kept").get()).toEqual({ left: 0 });
});
