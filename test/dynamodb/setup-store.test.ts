import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DynamoDBClient, DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { storeSetup } from "../../src/dynamodb/setup-store.ts";
import { STORE_ACTIONS } from "../../src/dynamodb/store-statements.ts";
import { clientOf, makeTable, startLocalDynamo, tableAt } from "../fixtures/dynamodb/local-dynamodb.ts";

const PLACE = { name: "trail", region: "eu-central-1", account: "111122223333" };
const ARN = "arn:aws:dynamodb:eu-central-1:111122223333:table/trail";

/** The JSON texts of several lines that are printed. */
function documentsIn(text: string): readonly unknown[] {
  return [...text.matchAll(/^\{\n[\s\S]*?^\}$/gm)].map(([json]): unknown => JSON.parse(json));
}

describe("./trail setup store", () => {
  const text = storeSetup(PLACE);
  const [template, policy] = documentsIn(text);
  const table: unknown = JSON.parse(/--cli-input-json '(.*)'$/m.exec(text)?.[1] ?? "");

  it("prints commands that make a table as it is needed", async () => {
    const local = await startLocalDynamo();
    const name = await makeTable(local);
    const client = new DynamoDBClient(clientOf(local));
    const { Table: made } = await client.send(new DescribeTableCommand({ TableName: name }));
    client.destroy();
    expect(made).toMatchObject({ TableStatus: "ACTIVE", DeletionProtectionEnabled: true });
    expect(await tableAt(local, name).timeToLive()).toBe("expires");
    for (const command of ["wait table-exists", "update-time-to-live", "update-continuous-backups"])
      expect(text).toMatch(new RegExp(`^aws dynamodb ${command} --region eu-central-1 --table-name trail`, "m"));
    expect(text).toMatch(/PointInTimeRecoveryEnabled=true$/m);
  });

  it("prints the same table as a template, which outlives its stack", () => {
    expect(table).toMatchObject({
      TableName: "trail",
      BillingMode: "PAY_PER_REQUEST",
      DeletionProtectionEnabled: true,
    });
    expect(template).toEqual({
      AWSTemplateFormatVersion: "2010-09-09",
      Resources: {
        Store: {
          Type: "AWS::DynamoDB::Table",
          DeletionPolicy: "Retain",
          UpdateReplacePolicy: "Retain",
          Properties: {
            ...(table as object),
            TimeToLiveSpecification: { AttributeName: "expires", Enabled: true },
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          },
        },
      },
    });
  });

  it("prints a policy for this table and its indexes alone, which changes and deletes no record of the audit", () => {
    expect(policy).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Sid: "Store", Effect: "Allow", Action: STORE_ACTIONS, Resource: [ARN] },
        {
          Sid: "StoreIndexes",
          Effect: "Allow",
          Action: ["dynamodb:Query"],
          Resource: [`${ARN}/index/asker`, `${ARN}/index/channel`, `${ARN}/index/life`],
        },
        {
          Sid: "StoreKeepsTheAudit",
          Effect: "Deny",
          Action: ["dynamodb:UpdateItem", "dynamodb:DeleteItem"],
          Resource: [ARN],
          Condition: { "ForAnyValue:StringEquals": { "dynamodb:LeadingKeys": ["audit"] } },
        },
      ],
    });
    expect(storeSetup({ name: "trail", region: "cn-north-1", account: null })).toContain(
      "arn:aws-cn:dynamodb:cn-north-1:*:table/trail",
    );
  });

  it("allows exactly the calls that are made", () => {
    const folder = resolve(import.meta.dirname, "../../src");
    const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .filter((source) => source.includes('from "@aws-sdk/client-dynamodb"'));
    const calls = sources.flatMap((source) => [...source.matchAll(/new (\w+)Command\(/g)].map(([, call = ""]) => call));
    // Writes together are allowed by the right to each of them.
    const needed = new Set(calls.map((call) => `dynamodb:${call === "TransactWriteItems" ? "PutItem" : call}`));
    expect(new Set(STORE_ACTIONS)).toEqual(needed);
  });
});
