import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createMemoryRegister } from "../../src/register/memory-register.ts";
import { createDynamoDbRegister } from "../../src/register/dynamodb-register.ts";
import { amend } from "../../src/register/register.ts";
import { openSqliteRegister } from "../../src/register/sqlite-register.ts";
import { itemsIn, makeTable, startLocalDynamo, tableAt } from "../fixtures/dynamodb/local-dynamodb.ts";
import { temporaryFolder } from "../fixtures/logs.ts";
import { registerContract } from "./register.ts";

describe("a register in memory", () => {
  registerContract(async () => createMemoryRegister());
});

describe("a register in SQLite", () => {
  registerContract(async () => {
    const register = openSqliteRegister(join(temporaryFolder(), "register.sqlite"));
    onTestFinished(() => register.close());
    return register;
  });

  it("outlives its process, is shared between two, and says when it cannot be used", async () => {
    const path = join(temporaryFolder(), "register.sqlite");
    const one = openSqliteRegister(path);
    const two = openSqliteRegister(path);
    onTestFinished(() => two.close());
    await one.put("s", "a", 1, null);
    expect(await two.put("s", "a", 2, 1)).toBe(true);
    expect(await one.put("s", "a", 3, 1)).toBe(false);
    await one.close();
    expect(await two.get("s", "a")).toEqual({ id: "a", value: 2, version: 2 });
    await expect(one.list("s")).rejects.toMatchObject({ code: "engine-internal" });
  });
});

describe("a register in DynamoDB", () => {
  registerContract(async () => {
    const local = await startLocalDynamo();
    return createDynamoDbRegister(tableAt(local, await makeTable(local)));
  });

  it("is one for several machines, and counts no change twice whose answer was lost (fault 217)", async () => {
    const local = await startLocalDynamo();
    const name = await makeTable(local);
    const one = createDynamoDbRegister(tableAt(local, name));
    const two = createDynamoDbRegister(tableAt(local, name));
    const add = (value: unknown): unknown => Number(value ?? 0) + 1;
    local.fail("PutItem", { kind: "lost" }, 2);
    await Promise.all([one, two, one, two, one, two].map((register) => amend(register, "s", "count", add)));
    expect(await two.list("s")).toEqual([{ id: "count", value: 6, version: 6 }]);
  });

  it("keeps nothing of a large value that was changed, taken away or refused", async () => {
    const local = await startLocalDynamo();
    const name = await makeTable(local);
    const register = createDynamoDbRegister(tableAt(local, name));
    const large = randomBytes(400_000).toString("base64");
    await register.put("s", "a", large, null);
    await register.put("s", "b", large, null);
    expect(await itemsIn(local, name)).toHaveLength(6);
    expect(await register.put("s", "a", large, null)).toBe(false);
    expect(await register.put("s", "a", large, 7)).toBe(false);
    expect(await itemsIn(local, name)).toHaveLength(6);
    expect(await register.put("s", "a", "small", 1)).toBe(true);
    expect(await itemsIn(local, name)).toHaveLength(4);
    await register.remove("s", "b");
    expect(await itemsIn(local, name)).toMatchObject([{ pk: { S: "register#s" }, text: { S: '"small"' } }]);
  });

  it("reads a large value as it was before or as it is after, whenever it is changed", async () => {
    const local = await startLocalDynamo();
    const name = await makeTable(local);
    const [one, two] = [tableAt(local, name), tableAt(local, name)].map(createDynamoDbRegister);
    if (one === undefined || two === undefined) throw new Error("There are two.");
    const values = Array.from({ length: 8 }, () => randomBytes(600_000).toString("base64"));
    await one.put("s", "a", values[0], null);
    const changes = async (): Promise<void> => {
      for (let version = 1; version < 8; version++) await one.put("s", "a", values[version], version);
    };
    const changing = changes();
    for (let round = 0; round < 20; round++) {
      const entry = await two.get("s", "a");
      expect(entry?.value === values[(entry?.version ?? 0) - 1]).toBe(true);
    }
    await changing;
  });
});
