import { expect, it } from "vitest";
import type { AuditLog } from "../../src/access/audit/audit-log.ts";
import { START } from "../../src/access/audit/chain.ts";
import { verify } from "../../src/access/audit/verify.ts";
import { entry, linksOf, recordsOf } from "../fixtures/audit.ts";

/** What every audit holds to. `open` gives a new, empty one. */
export function auditLogContract(open: () => Promise<AuditLog>): void {
  it("begins with nothing", async () => {
    const log = await open();
    expect(await log.head()).toEqual(START);
    expect(await linksOf(log)).toEqual([]);
    expect(await verify(log)).toEqual({ isWhole: true, head: START });
  });

  it("adds records in their order, each bound to the one before", async () => {
    const log = await open();
    await log.once("a", entry());
    await log.once("b", entry({ event: "ended", outcome: "answered", rows: 2 }));
    const [first, second] = await recordsOf(log);
    expect(first).toMatchObject({ n: 1, key: "a", previous: START.hash, ...entry() });
    expect(second).toMatchObject({ n: 2, key: "b", previous: first?.hash, outcome: "answered", rows: 2 });
    expect(await log.head()).toEqual({ n: 2, hash: second?.hash });
    expect(await verify(log)).toMatchObject({ isWhole: true, head: { n: 2 } });
  });

  it("records nothing twice under one key: the first record comes back", async () => {
    const log = await open();
    const first = await log.once("a", entry());
    const again = await log.once("a", entry({ person: "U0BOB" }));
    expect(first.isNew).toBe(true);
    expect(again).toEqual({ link: first.link, isNew: false });
    expect(await linksOf(log)).toEqual([first.link]);
  });

  it("records one of several at once under one key, and gives it to all of them", async () => {
    const log = await open();
    const all = await Promise.all(["U0ALICE", "U0BOB", "U0CAROL"].map((person) => log.once("a", entry({ person }))));
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(all.map(({ link }) => link.hash)).size).toBe(1);
    expect(await linksOf(log)).toHaveLength(1);
  });

  it("keeps its order when many are added at once", async () => {
    const log = await open();
    await Promise.all(Array.from({ length: 40 }, (_, index) => log.once(`k${index}`, entry({ job: `job-${index}` }))));
    expect((await linksOf(log)).map(({ n }) => n)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(await verify(log)).toMatchObject({ isWhole: true });
  });

  it("gives what stands behind a place, however much it is", async () => {
    const log = await open();
    await Promise.all(Array.from({ length: 1100 }, (_, index) => log.once(`k${index}`, entry())));
    expect((await linksOf(log, 1098)).map(({ n }) => n)).toEqual([1099, 1100]);
    expect(await linksOf(log)).toHaveLength(1100);
    expect(await linksOf(log, 1100)).toEqual([]);
  });

  it("takes any text as it is", async () => {
    const log = await open();
    const words = 'who changed "x"\n{"audit":1} \u2028 \u0000 é 😀';
    await log.once("a", entry({ words, params: { resource: ["a", "b"] } }));
    expect(await recordsOf(log)).toMatchObject([{ words, params: { resource: ["a", "b"] } }]);
    expect(await verify(log)).toMatchObject({ isWhole: true });
  });
}
