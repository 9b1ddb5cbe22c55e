import { describe, expect, it } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { TrailError } from "../../src/errors.ts";
import { makeTable, startLocalDynamo, tableAt, type LocalDynamo } from "../fixtures/dynamodb/local-dynamodb.ts";
import type { Table } from "../../src/dynamodb/table.ts";
import type { Item } from "../../src/dynamodb/item.ts";

/** Waits cost nothing. */
const CLOCK = { now: () => systemClock.now(), after: async () => undefined };
const KEY = { pk: "a#1", sk: "x" };
const NEW = { lacks: ["pk"] };

async function open(): Promise<{ local: LocalDynamo; table: Table }> {
  const local = await startLocalDynamo();
  return { local, table: tableAt(local, await makeTable(local), CLOCK) };
}

async function allOf(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe("the table of a shared store", () => {
  it("keeps texts, numbers and bytes, and takes them away again", async () => {
    const { table } = await open();
    await table.put({ ...KEY, text: "x", number: 1.5, bytes: new Uint8Array([1, 2]) });
    expect(await table.get(KEY)).toMatchObject({ ...KEY, text: "x", number: 1.5, bytes: new Uint8Array([1, 2]) });
    expect(await table.getAll([{ pk: "b", sk: "x" }, KEY])).toMatchObject([KEY]);
    expect(await table.getAll([KEY], ["pk", "sk", "number"])).toEqual([{ ...KEY, number: 1.5 }]);
    await table.remove(KEY);
    expect(await table.get(KEY)).toBeNull();
  });

  it("writes under a condition, and tells what was in its way", async () => {
    const { table } = await open();
    expect(await table.put({ ...KEY, n: 1 }, NEW)).toMatchObject({ isWritten: true });
    expect(await table.put({ ...KEY, n: 2 }, NEW)).toMatchObject({ isWritten: false, found: { n: 1 } });
    expect(await table.change(KEY, { n: 3, extra: "e" }, { is: { n: 1 } })).toMatchObject({
      isWritten: true,
      item: { ...KEY, n: 3, extra: "e" },
    });
    expect(await table.change(KEY, { n: 4 }, { is: { n: 1 } })).toMatchObject({ isWritten: false, found: { n: 3 } });
    expect(await table.change(KEY, { extra: null }, { lacks: ["other"] })).toMatchObject({ isWritten: true });
    expect(Object.keys((await table.get(KEY)) ?? {}).toSorted()).toEqual(["mark", "n", "pk", "sk"]);
    expect(await table.change({ pk: "b", sk: "x" }, { n: 1 }, { is: { n: 1 } })).toEqual({
      isWritten: false,
      found: null,
    });
  });

  it("reads in order, forwards and backwards, between bounds, and no more than asked for", async () => {
    const { table } = await open();
    for (const sk of ["1", "2", "3", "4"]) await table.put({ pk: "list", sk });
    const of = ["pk", "list"] as const;
    const keys = async (reading: Parameters<Table["read"]>[0]): Promise<unknown[]> =>
      (await allOf(table.read(reading))).map(({ sk }) => sk);
    expect(await keys({ of })).toEqual(["1", "2", "3", "4"]);
    expect(await keys({ of, isBackwards: true, most: 2 })).toEqual(["4", "3"]);
    expect(await keys({ of, by: { name: "sk", from: "2" } })).toEqual(["2", "3", "4"]);
    expect(await keys({ of, by: { name: "sk", to: "2" } })).toEqual(["1", "2"]);
    expect(await keys({ of, by: { name: "sk", from: "2", to: "3" } })).toEqual(["2", "3"]);
  });

  it("fault 217: makes a call again that was throttled or did not arrive", async () => {
    const { local, table } = await open();
    local.fail("PutItem", { kind: "error", name: "ProvisionedThroughputExceededException" }, 3);
    local.fail("PutItem", { kind: "error", name: "InternalServerError", status: 500 });
    local.fail("PutItem", { kind: "dropped" });
    expect(await table.put({ ...KEY, n: 1 }, NEW)).toMatchObject({ isWritten: true });
    expect(local.calls.filter((one) => one === "PutItem")).toHaveLength(6);
  });

  it("fault 217: knows its own write again where the answer was lost", async () => {
    const { local, table } = await open();
    local.fail("PutItem", { kind: "lost" });
    expect(await table.put({ ...KEY, n: 1 }, NEW)).toMatchObject({ isWritten: true });
    local.fail("UpdateItem", { kind: "lost" });
    expect(await table.change(KEY, { n: 2 }, { is: { n: 1 } })).toMatchObject({ isWritten: true });
    expect(await table.put({ ...KEY, n: 3 }, NEW)).toMatchObject({ isWritten: false, found: { n: 2 } });
  });

  it("fault 141: makes a call again whose signature was of a wrong hour, by the hour that the answer told", async () => {
    const { local, table } = await open();
    const date = new Date(systemClock.now() + 600_000).toUTCString();
    const message = "Signature expired";
    local.fail("PutItem", { kind: "error", name: "InvalidSignatureException", message, date });
    expect(await table.put({ ...KEY, n: 1 }, NEW)).toMatchObject({ isWritten: true });
    local.fail("DescribeTable", { kind: "error", name: "InvalidSignatureException", message, date });
    expect(await table.description()).toMatchObject({ TableStatus: "ACTIVE" });
    local.fail("PutItem", { kind: "error", name: "InvalidSignatureException", message }, 2);
    await expect(table.put({ ...KEY, n: 1 }, NEW)).rejects.toThrow("look at the machine's clock");
  });

  it.each([
    ["ThrottlingException", 400, "DynamoDB takes no more calls just now"],
    ["InternalServerError", 500, "DynamoDB cannot be reached"],
    ["ResourceNotFoundException", 400, "there is no such table"],
    ["AccessDeniedException", 400, "AWS denied Trail to use the table of its store"],
    ["UnrecognizedClientException", 400, "AWS does not accept the credentials"],
    ["ValidationException", 400, "an answer that could not be used"],
  ])("fault 217: says %s in words when its patience is over", async (name, status, words) => {
    const { local, table } = await open();
    local.fail(null, { kind: "error", name, status, message: "arn:aws:secret" }, 1000);
    const thrown: unknown = await table
      .within(40)
      .get(KEY)
      .catch((cause: unknown) => cause);
    expect(thrown).toBeInstanceOf(TrailError);
    expect(thrown).toMatchObject({ code: "engine-internal", message: expect.stringContaining(words) });
    expect(thrown).not.toMatchObject({ message: expect.stringContaining("secret") });
  });
});
