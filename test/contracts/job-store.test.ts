import { join } from "node:path";
import { describe, onTestFinished } from "vitest";
import { createMemoryStore } from "../../src/jobs/memory-store.ts";
import { openSqliteStore } from "../../src/jobs/sqlite-store.ts";
import { createDynamoDbStore } from "../../src/jobs/dynamodb-store.ts";
import { makeTable, startLocalDynamo, tableAt } from "../fixtures/dynamodb/local-dynamodb.ts";
import { temporaryFolder } from "../fixtures/logs.ts";
import { jobStoreContract } from "./job-store.ts";

describe("jobs in memory", () => jobStoreContract(async () => createMemoryStore()));

describe("jobs in SQLite", () =>
  jobStoreContract(async () => {
    const store = openSqliteStore(join(temporaryFolder(), "jobs.sqlite"));
    onTestFinished(() => store.close());
    return store;
  }));

describe("jobs in DynamoDB", () =>
  jobStoreContract(async () => {
    const local = await startLocalDynamo();
    return createDynamoDbStore(tableAt(local, await makeTable(local)), { keptMs: 90 * 86_400_000 });
  }));
