import { join } from "node:path";
import { describe, onTestFinished } from "vitest";
import { createMemoryAudit } from "../../src/access/audit/memory-audit.ts";
import { openSqliteAudit } from "../../src/access/audit/sqlite-audit.ts";
import { dynamoDbAudit } from "../fixtures/dynamodb/audit.ts";
import { makeTable, startLocalDynamo, tableAt } from "../fixtures/dynamodb/local-dynamodb.ts";
import { temporaryFolder } from "../fixtures/logs.ts";
import { auditLogContract } from "./audit-log.ts";

describe("an audit in memory", () => {
  auditLogContract(async () => createMemoryAudit());
});

describe("an audit in SQLite", () => {
  auditLogContract(async () => {
    const log = openSqliteAudit(join(temporaryFolder(), "audit.sqlite"));
    onTestFinished(() => log.close());
    return log;
  });
});

describe("an audit in DynamoDB", () => {
  auditLogContract(async () => {
    const local = await startLocalDynamo();
    return dynamoDbAudit(tableAt(local, await makeTable(local)));
  });
});
