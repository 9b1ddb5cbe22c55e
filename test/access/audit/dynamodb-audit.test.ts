import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AuditLog } from "../../../src/access/audit/audit-log.ts";
import { linkTo, recordOf, type Link } from "../../../src/access/audit/chain.ts";
import { verify, type Verdict } from "../../../src/access/audit/verify.ts";
import type { Table } from "../../../src/dynamodb/table.ts";
import { entry, linksOf } from "../../fixtures/audit.ts";
import { dynamoDbAudit } from "../../fixtures/dynamodb/audit.ts";
import {
  itemsIn,
  makeTable,
  startLocalDynamo,
  tableAt,
  type LocalDynamo,
} from "../../fixtures/dynamodb/local-dynamodb.ts";
import { holdsInTime } from "../../fixtures/properties.ts";

interface Opened {
  readonly local: LocalDynamo;
  readonly name: string;
  readonly table: Table;
  readonly log: AuditLog;
}

async function open(): Promise<Opened> {
  const local = await startLocalDynamo();
  const name = await makeTable(local);
  const table = tableAt(local, name);
  return { local, name, table, log: dynamoDbAudit(table) };
}

describe("an audit that several machines share", () => {
  it("is one chain without gaps when two of them write 200 records at once", async () => {
    const { local, name, log: one } = await open();
    const two = dynamoDbAudit(tableAt(local, name));
    /** Five at a time, so that the two meet again and again. */
    const addHundred = async (log: AuditLog, who: string): Promise<void> => {
      for (let five = 0; five < 20; five++) {
        const keys = Array.from({ length: 5 }, (_, index) => `${who} ${five} ${index}`);
        const added = await Promise.all(keys.map((key) => log.once(key, entry({ job: key }))));
        expect(added.every(({ isNew }) => isNew)).toBe(true);
      }
    };
    await Promise.all([addHundred(one, "one"), addHundred(two, "two")]);
    expect(await verify(two)).toMatchObject({ isWhole: true, head: { n: 200 } });
    const keys = (await linksOf(one)).map((link) => recordOf(link).key);
    expect(new Set(keys).size).toBe(200);
  });

  it("records once what two of them record at once", async () => {
    const { local, name, log: one } = await open();
    const two = dynamoDbAudit(tableAt(local, name));
    for (let round = 0; round < 10; round++) {
      const [a, b] = await Promise.all([one.once(`k${round}`, entry()), two.once(`k${round}`, entry())]);
      expect(a.link).toEqual(b.link);
      expect(a.isNew).toBe(!b.isNew);
    }
    expect(await verify(one)).toMatchObject({ isWhole: true, head: { n: 10 } });
  });

  it("holds nothing that the table would drop after a time", async () => {
    const { local, name, log } = await open();
    await log.once("a", entry());
    const items = await itemsIn(local, name);
    expect(items).toHaveLength(3);
    expect(items.flatMap((item) => Object.keys(item)).filter((attribute) => attribute === "expires")).toEqual([]);
  });
});

describe("an audit whose table fails", () => {
  it("fault 217: has one record, and tells of it as new, where the answer was lost", async () => {
    const { local, log } = await open();
    local.fail("TransactWriteItems", { kind: "lost" });
    expect(await log.once("a", entry())).toMatchObject({ isNew: true, link: { n: 1 } });
    expect(await linksOf(log)).toHaveLength(1);
  });

  it.each([
    ["TransactionCanceledException", ["None", "TransactionConflict", "None"]],
    ["TransactionCanceledException", ["ThrottlingError", "None", "None"]],
    ["TransactionCanceledException", ["None", "None", "ProvisionedThroughputExceeded"]],
    ["TransactionInProgressException", []],
    ["ThrottlingException", []],
    ["RequestLimitExceeded", []],
  ])("fault 217: waits out %s %j", async (name, reasons) => {
    const { local, log } = await open();
    local.fail("TransactWriteItems", { kind: "error", name, reasons }, 2);
    expect(await log.once("a", entry())).toMatchObject({ isNew: true, link: { n: 1 } });
    expect(local.calls.filter((call) => call === "TransactWriteItems")).toHaveLength(3);
  });

  it("faults 217 and 223: says within three seconds that no question is answered, records nothing, and recovers", async () => {
    const { local, log } = await open();
    local.fail(null, { kind: "dropped" }, 10_000);
    const began = performance.now();
    const fifty = await Promise.allSettled(Array.from({ length: 50 }, (_, index) => log.once(`k${index}`, entry())));
    expect(performance.now() - began).toBeLessThan(3000);
    expect(new Set(fifty.map((one) => one.status === "rejected" && String(one.reason)))).toEqual(
      new Set([
        "TrailError: Trail's audit cannot be used (DynamoDB cannot be reached), and no question is answered without it: ask again in a minute, or tell whoever runs Trail.",
      ]),
    );
    await expect(linksOf(log)).rejects.toThrow("audit cannot be used");
    local.mend();
    expect(await linksOf(log)).toEqual([]);
    expect(await log.once("a", entry())).toMatchObject({ isNew: true, link: { n: 1 } });
  });

  it("goes on behind what others have added since it was written last", async () => {
    const { local, name, log: one } = await open();
    const two = dynamoDbAudit(tableAt(local, name));
    await one.once("a", entry());
    await two.once("b", entry());
    await two.once("c", entry());
    local.fail("TransactWriteItems", { kind: "error", name: "ValidationException" });
    await expect(one.once("d", entry())).rejects.toThrow("an answer that could not be used");
    expect(await one.once("d", entry())).toMatchObject({ link: { n: 4 } });
    expect(await verify(two)).toMatchObject({ isWhole: true, head: { n: 4 } });
  });

  it("takes no record where its head was put back, and does not write over the records there", async () => {
    const { table, log, local, name } = await open();
    const { link } = await log.once("a", entry());
    await log.once("b", entry());
    await table.put({ pk: "audit", sk: "head", n: link.n, hash: link.hash });
    const other = dynamoDbAudit(tableAt(local, name));
    await expect(other.once("c", entry())).rejects.toThrow("its head is not where its records end");
    expect(await verify(other)).toMatchObject({ isWhole: false, n: 3 });
    expect(await linksOf(other)).toHaveLength(2);
  });
});

const LENGTH = 40;
const keyOf = (n: number): { pk: string; sk: string } => ({ pk: "audit", sk: `link#${String(n).padStart(12, "0")}` });

/** What somebody with the right to write might do to the table. Each resolves to the place of the first wrong record. */
const TAMPERINGS = {
  async edit(table: Table, links: readonly Link[], at: number, other: number) {
    const link = links[at];
    if (link === undefined) throw new Error("no link");
    const letter = other % link.body.length;
    const body = `${link.body.slice(0, letter)}${link.body[letter] === "x" ? "y" : "x"}${link.body.slice(letter + 1)}`;
    await table.put({ ...keyOf(link.n), body, hash: link.hash });
    return link.n;
  },
  async drop(table: Table, _: readonly Link[], at: number) {
    await table.remove(keyOf(at + 1));
    return at + 1;
  },
  async "drop and close the gap"(table: Table, links: readonly Link[], at: number) {
    for (const { n, body, hash } of links.slice(at + 1)) await table.put({ ...keyOf(n - 1), body, hash });
    await table.remove(keyOf(links.length));
    return at + 1;
  },
  async swap(table: Table, links: readonly Link[], at: number, other: number) {
    const to = (at + 1 + (other % (links.length - 1))) % links.length;
    const [a, b] = [links[at], links[to]];
    if (a === undefined || b === undefined) throw new Error("no link");
    await table.put({ ...keyOf(a.n), body: b.body, hash: b.hash });
    await table.put({ ...keyOf(b.n), body: a.body, hash: a.hash });
    return Math.min(a.n, b.n);
  },
  async "change a hash"(table: Table, links: readonly Link[], at: number) {
    const link = links[at];
    if (link === undefined) throw new Error("no link");
    const hash = link.hash.replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
    await table.put({ ...keyOf(link.n), body: link.body, hash });
    return link.n;
  },
  async "put the head back"(table: Table, links: readonly Link[], at: number) {
    const { n, hash } = links[Math.min(at, links.length - 2)] ?? { n: 0, hash: "" };
    await table.put({ pk: "audit", sk: "head", n, hash });
    return links.length + 1;
  },
  async "add behind the head"(table: Table, links: readonly Link[]) {
    const last = links.at(-1);
    if (last === undefined) throw new Error("no link");
    const { n, body, hash } = linkTo(last, "forged", entry());
    await table.put({ ...keyOf(n), body, hash });
    return n + 1;
  },
} as const;

it("fault 222: the verifier finds what was changed in the table, and names the first wrong record", async () => {
  const { table, log } = await open();
  await Promise.all(Array.from({ length: LENGTH }, (_, index) => log.once(`k${index}`, entry({ rows: index }))));
  const links = await linksOf(log);
  const head = await log.head();
  const mend = async (): Promise<void> => {
    for (const { n, body, hash } of links) await table.put({ ...keyOf(n), body, hash });
    await table.remove(keyOf(LENGTH + 1));
    await table.put({ pk: "audit", sk: "head", ...head });
  };
  const kind = fc.constantFrom(...Object.values(TAMPERINGS));
  await holdsInTime(
    fc.asyncProperty(kind, fc.nat(LENGTH - 1), fc.nat(), async (tamper, at, other) => {
      const n = await tamper(table, links, at, other);
      const verdict: Verdict = await verify(log);
      await mend();
      expect(verdict).toMatchObject({ isWhole: false, n });
    }),
    25,
  );
  expect(await verify(log)).toMatchObject({ isWhole: true, head });
});
