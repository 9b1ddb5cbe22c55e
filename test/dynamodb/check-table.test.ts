import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { checkTable, refuseWithoutTable } from "../../src/dynamodb/check-table.ts";
import { TABLE } from "../../src/dynamodb/table-definition.ts";
import type { Check } from "../../src/engine/check.ts";
import {
  clientOf,
  itemsIn,
  makeTable,
  startLocalDynamo,
  tableAt,
  type LocalDynamo,
} from "../fixtures/dynamodb/local-dynamodb.ts";

async function checks(local: LocalDynamo, name: string): Promise<readonly Check[]> {
  const found: Check[] = [];
  for await (const check of checkTable(tableAt(local, name), name)) found.push(check);
  return found;
}

const start = (local: LocalDynamo, name: string): Promise<void> => refuseWithoutTable(tableAt(local, name), name);

/** A table of somebody else's, or of an older Trail: with these keys and no index. */
async function otherTable(local: LocalDynamo, [hash, range]: readonly [string, string]): Promise<string> {
  const client = new DynamoDBClient(clientOf(local));
  await client.send(
    new CreateTableCommand({
      TableName: "other",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [hash, range].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: [
        { AttributeName: hash, KeyType: "HASH" },
        { AttributeName: range, KeyType: "RANGE" },
      ],
    }),
  );
  client.destroy();
  return "other";
}

describe("a check of the table", () => {
  it("finds it as it was made, with all rights, and leaves nothing in it", async () => {
    const local = await startLocalDynamo();
    const name = await makeTable(local, "trail");
    expect(await checks(local, name)).toEqual([
      {
        what: "table trail",
        state: "ok",
        text: "is there with its keys and indexes, billed by request, protected against deletion",
      },
      { what: "table trail, time to live", state: "ok", text: "drops what is too old, by expires" },
      { what: "table trail, rights", state: "ok", text: "it may be read and written" },
    ]);
    expect(await itemsIn(local, name)).toEqual([]);
    await expect(start(local, name)).resolves.toBeUndefined();
  });

  it("says that it is not there, in which words nothing of AWS's own stands before the brackets", async () => {
    const local = await startLocalDynamo();
    const [check] = await checks(local, "trail");
    expect(check).toMatchObject({ what: "table trail", state: "wrong" });
    expect(check?.text).toMatch(
      /^there is no such table in that account and region: look at store.table, `.\/trail setup store` prints/,
    );
    await expect(start(local, "trail")).rejects.toMatchObject({
      code: "configuration",
      message: expect.stringContaining("The table trail of the store cannot be used: there is no such table"),
    });
  });

  it.each([
    [["id", "sort"], "its keys are not pk and sk"],
    [["pk", "sk"], "it lacks the indexes asker, channel, life"],
  ] as const)("knows a table of other keys %j", async (keys, words) => {
    const local = await startLocalDynamo();
    const name = await otherTable(local, keys);
    expect(await checks(local, name)).toEqual([
      { what: "table other", state: "wrong", text: expect.stringContaining(words) },
    ]);
    await expect(start(local, name)).rejects.toThrow(words);
  });

  it("says that nothing is dropped where the time to live is off", async () => {
    const local = await startLocalDynamo();
    const client = new DynamoDBClient(clientOf(local));
    await client.send(new CreateTableCommand({ TableName: "forever", ...JSON.parse(JSON.stringify(TABLE)) }));
    client.destroy();
    const [table, expiry] = await checks(local, "forever");
    expect(table?.text).toContain("not protected against deletion");
    expect(expiry).toMatchObject({ state: "wrong", text: expect.stringContaining("is off, so that the table grows") });
  });

  it.each(["GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem", "Query"])(
    "names the right to %s that the role lacks",
    async (operation) => {
      const local = await startLocalDynamo();
      const name = await makeTable(local, "trail");
      const message = `User: arn:aws:sts::111122223333:assumed-role/trail/x is not authorized to perform: dynamodb:${operation} on resource: x`;
      local.fail(operation, { kind: "error", name: "AccessDeniedException", message }, 10);
      const rights = (await checks(local, name)).at(-1);
      expect(rights).toMatchObject({ what: "table trail, rights", state: "wrong" });
      expect(rights?.text).toContain(
        `AWS denied Trail to use the table of its store (dynamodb:${operation}), by the policy of the bot's AWS role: whoever runs the bot's AWS account must allow the table of the store (./trail setup store prints the policy)`,
      );
    },
  );

  it("does not hold up a start while DynamoDB is away, and says so in a check-up", async () => {
    const local = await startLocalDynamo();
    const name = await makeTable(local, "trail");
    local.fail(null, { kind: "error", name: "InternalServerError", status: 500 }, 100);
    await expect(start(local, name)).resolves.toBeUndefined();
    expect(await checks(local, name)).toMatchObject([{ state: "wrong", text: /^DynamoDB cannot be reached/ }]);
  });
});
