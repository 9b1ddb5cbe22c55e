import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it, onTestFinished } from "vitest";
import type { JobStore } from "../../src/jobs/job-store.ts";
import { newJob } from "../../src/jobs/memory-store.ts";
import { openSqliteStore } from "../../src/jobs/sqlite-store.ts";
import { temporaryFolder } from "../fixtures/logs.ts";

const HOLDER = { owner: "one", now: 0, until: 30_000 };
const JOB = { id: "a", key: "k", asker: "U0ALICE", channel: "C0INC", thread: null, question: {}, acceptedAt: 0 };

function opened(path: string): JobStore {
  const store = openSqliteStore(path);
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

it("leaves a file alone that is none, or of a newer Trail", () => {
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
