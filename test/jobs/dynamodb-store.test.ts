import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { TrailError } from "../../src/errors.ts";
import type { Item } from "../../src/dynamodb/item.ts";
import type { Table } from "../../src/dynamodb/table.ts";
import { createDynamoDbStore } from "../../src/jobs/dynamodb-store.ts";
import { LostHold, type Holder, type JobStore } from "../../src/jobs/job-store.ts";
import type { NewJob } from "../../src/jobs/job.ts";
import { makeTable, startLocalDynamo, tableAt, type LocalDynamo } from "../fixtures/dynamodb/local-dynamodb.ts";

const DAY = 86_400_000;
/** Waits cost nothing. */
const CLOCK = { now: () => systemClock.now(), after: async () => undefined };

/** Two processes at one table, each on a machine with a steady clock of its own. */
interface Two {
  readonly local: LocalDynamo;
  readonly table: Table;
  readonly one: JobStore;
  readonly two: JobStore;
}

async function open(): Promise<Two> {
  const local = await startLocalDynamo();
  const name = await makeTable(local);
  const table = tableAt(local, name, CLOCK);
  const storeAt = (): JobStore => createDynamoDbStore(tableAt(local, name, CLOCK), { keptMs: 90 * DAY });
  return { local, table, one: storeAt(), two: storeAt() };
}

function fresh(id: string, parts: Partial<NewJob> = {}): NewJob {
  const where = { asker: "U0ALICE", channel: "C0INC", thread: null };
  return { id, key: `key-${id}`, question: { text: "who changed sg-1" }, acceptedAt: 1000, ...where, ...parts };
}

/** The steady clock of the first machine began long before that of the second. */
const first = (now: number): Holder => ({ owner: "one", now: 9e9 + now, until: 9e9 + now + 30_000 });
const second = (now: number): Holder => ({ owner: "two", now, until: now + 30_000 });

describe("jobs of several machines in DynamoDB", () => {
  it("faults 212 and 219: takes a job up once it was seen without a beat for thirty seconds of one's own", async () => {
    const { one, two } = await open();
    const { job } = await one.accept(fresh("a"), first(0));
    expect(await two.takeUp(second(0), 10)).toEqual([]);
    await one.renew(first(10_000));
    expect(await two.takeUp(second(20_000), 10)).toEqual([]);
    expect(await two.takeUp(second(49_999), 10)).toEqual([]);
    expect(await two.takeUp(second(50_000), 10)).toMatchObject([{ id: "a", fence: 2, attempts: 2 }]);
    expect(await one.renew(first(60_000))).toEqual([]);
    await expect(one.change(job, { ending: "answered", endedAt: 1 })).rejects.toBeInstanceOf(LostHold);
  });

  it("writes a beat every ten seconds, and looks in between", async () => {
    const { local, one } = await open();
    await one.accept(fresh("a"), first(0));
    const written = (): number => local.calls.filter((call) => call === "UpdateItem").length;
    for (const now of [2000, 4000, 6000, 8000]) expect(await one.renew(first(now))).toHaveLength(1);
    expect(written()).toBe(0);
    for (const now of [10_000, 12_000, 18_000, 20_000]) expect(await one.renew(first(now))).toHaveLength(1);
    expect(written()).toBe(2);
  });

  it("goes by the latest beat that it knows, where the list of open questions is old", async () => {
    const { local, one, table } = await open();
    await one.accept(fresh("a"), first(0));
    const old: Item[] = [];
    for await (const item of table.read({ index: "life", of: ["life", "open"] })) old.push(item);
    const asOnceRead = async function* listed(): AsyncGenerator<Item> {
      yield* old;
    };
    const late: Table = { ...table, read: asOnceRead, within: () => late };
    const three = createDynamoDbStore(late, { keptMs: 90 * DAY });
    const third = (now: number): Holder => ({ owner: "three", now, until: now + 30_000 });
    await one.letGo("one");
    expect(await three.takeUp(third(0), 10)).toEqual([]);
    await one.takeUp(first(1000), 10);
    expect(await three.takeUp(third(30_000), 10)).toEqual([]);
    expect(await three.takeUp(third(59_999), 10)).toEqual([]);
    expect(await three.takeUp(third(60_000), 10)).toMatchObject([{ id: "a", fence: 3 }]);
    const written = (): number => local.calls.filter((call) => call === "UpdateItem").length;
    const before = written();
    for (let now = 62_000; now <= 90_000; now += 2000) {
      await three.renew(third(now));
      await three.takeUp(third(now), 10);
    }
    expect(written() - before).toBe(3);
  });

  it("fault 212: lets one of two take a job that was let go of", async () => {
    const { one, two } = await open();
    for (const id of ["a", "b", "c", "d"]) await one.accept(fresh(id), first(0));
    await one.letGo("one");
    const [mine, yours] = await Promise.all([one.takeUp(first(1), 10), two.takeUp(second(1), 10)]);
    expect([...mine, ...yours].map(({ id }) => id).toSorted()).toEqual(["a", "b", "c", "d"]);
  });

  it("fault 217: accepts a question once where the answers to its writes were lost", async () => {
    const { local, one } = await open();
    local.fail("PutItem", { kind: "lost" }, 2);
    expect(await one.accept(fresh("a"), first(0))).toMatchObject({ isNew: true, job: { id: "a" } });
    local.fail("PutItem", { kind: "lost" });
    expect(await one.keep("press", 1, 5000)).toBe(true);
    expect(await one.keep("press", 1, 5000)).toBe(false);
  });

  it("fault 217: leaves a question to whoever takes it up, where it was written though its acceptance seemed to fail", async () => {
    const { table } = await open();
    const late: Table = {
      ...table,
      within: () => late,
      async put(item, when) {
        const written = await table.put(item, when);
        if (item.pk === "job#a") throw new TrailError("engine-internal", "It took too long.");
        return written;
      },
    };
    const one = createDynamoDbStore(late, { keptMs: 90 * DAY });
    await expect(one.accept(fresh("a"), first(0))).rejects.toThrow("It took too long.");
    expect(await one.takeUp(first(2000), 10)).toEqual([]);
    expect(await one.renew(first(12_000))).toEqual([]);
    expect(await one.takeUp(first(32_000), 10)).toMatchObject([{ id: "a", fence: 2 }]);
    expect(await one.renew(first(34_000))).toHaveLength(1);
  });

  it("fault 203: fills a claim whose process died before its job was written", async () => {
    const { table, one, two } = await open();
    await table.put({ pk: "key#key-a", sk: "key", id: "a" });
    expect(await two.accept(fresh("b", { key: "key-a" }), second(0))).toMatchObject({ isNew: true, job: { id: "a" } });
    expect(await one.accept(fresh("c", { key: "key-a" }), first(0))).toMatchObject({ isNew: false, job: { id: "a" } });
    expect(await one.get("b")).toBeNull();
  });

  it("fault 217: refuses a new question within a second, and waits with what is in hand", async () => {
    const { local, one } = await open();
    const { job } = await one.accept(fresh("a"), first(0));
    local.fail(null, { kind: "error", name: "ThrottlingException" }, Infinity);
    const began = systemClock.now();
    await expect(one.accept(fresh("b"), first(0))).rejects.toThrow("DynamoDB takes no more calls just now");
    expect(systemClock.now() - began).toBeLessThan(2000);
    const change = one.change(job, { meaning: { intent: "x" } });
    while (local.calls.filter((call) => call === "UpdateItem").length < 3) await systemClock.after(5);
    local.mend();
    expect(await change).toMatchObject({ meaning: { intent: "x" } });
  });

  it("keeps jobs and other things that are larger than an item, and takes their pieces away with them", async () => {
    const { one, two, table } = await open();
    const large = { rows: randomBytes(900_000).toString("base64") };
    const { job } = await one.accept(fresh("a"), first(0));
    const changed = await one.change(job, { answer: large });
    expect((await two.get("a"))?.answer).toEqual(large);
    expect((await two.ofAsker("U0ALICE", 1))[0]?.answer).toEqual(large);
    const piecesOf = async (pk: string): Promise<number> => {
      let count = 0;
      for await (const item of table.read({ of: ["pk", pk], by: { name: "sk", from: "piece#" } }))
        count += "zip" in item ? 1 : 0;
      return count;
    };
    expect(await piecesOf("job#a")).toBe(4);
    const again = await one.change(changed, { thread: "1.2" });
    expect(await piecesOf("job#a")).toBe(4);
    await one.change(again, { answer: null, ending: "answered", endedAt: 100 });
    expect(await piecesOf("job#a")).toBe(0);
    expect(await one.keep("k", large, 100)).toBe(true);
    expect(await two.kept("k", 99)).toEqual(large);
    await two.forget(101, 100);
    expect(await piecesOf("kept#k")).toBe(0);
    expect(await two.get("a")).toBeNull();
    expect(await two.accept(fresh("b", { key: "key-a" }), second(0))).toMatchObject({ isNew: true });
  });

  it("tells the table when to drop what has ended, and never what is open", async () => {
    const { one, table } = await open();
    const { job } = await one.accept(fresh("a", { acceptedAt: 5 * DAY }), first(0));
    expect(await table.get({ pk: "job#a", sk: "job" })).not.toHaveProperty("expires");
    await one.change(job, { ending: "answered", endedAt: 6 * DAY });
    expect(await table.get({ pk: "job#a", sk: "job" })).toMatchObject({ expires: (96 * DAY) / 1000 });
    await one.keep("k", 1, 1500);
    expect(await table.get({ pk: "kept#k", sk: "kept" })).toMatchObject({ expires: 2 });
  });
});
