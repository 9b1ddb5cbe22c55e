import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { echoed } from "../../../src/access/audit/audit-log.ts";
import { createMemoryAudit } from "../../../src/access/audit/memory-audit.ts";
import { openSqliteAudit } from "../../../src/access/audit/sqlite-audit.ts";
import { verify } from "../../../src/access/audit/verify.ts";
import { entry, linksOf } from "../../fixtures/audit.ts";
import { temporaryFolder } from "../../fixtures/logs.ts";

const file = (): string => join(temporaryFolder(), "audit.sqlite");

describe("the file of the audit", () => {
  it("is one chain for several processes", async () => {
    const path = file();
    const one = openSqliteAudit(path);
    const two = openSqliteAudit(path);
    onTestFinished(() => Promise.all([one.close(), two.close()]).then(() => undefined));
    for (let index = 0; index < 20; index++) await (index % 2 === 0 ? one : two).once(`k${index}`, entry());
    expect((await two.once("k0", entry())).isNew).toBe(false);
    expect(await verify(one)).toMatchObject({ isWhole: true, head: { n: 20 } });
  });

  it("refuses a change or a removal by hand", async () => {
    const path = file();
    const log = openSqliteAudit(path);
    await log.once("a", entry());
    await log.close();
    const database = new DatabaseSync(path);
    onTestFinished(() => database.close());
    expect(() => database.exec("UPDATE audit SET body = '{}'")).toThrow("only ever added");
    expect(() => database.exec("DELETE FROM audit")).toThrow("only ever added");
  });

  it("says in words that it cannot be written, and no question is answered then (fault 223)", async () => {
    const path = file();
    const log = openSqliteAudit(path);
    onTestFinished(() => log.close());
    const other = new DatabaseSync(path);
    onTestFinished(() => other.close());
    other.exec("DROP TABLE head");
    await expect(log.once("a", entry())).rejects.toMatchObject({
      code: "engine-internal",
      message: expect.stringContaining("no question is answered without it"),
    });
    expect(await linksOf(log)).toEqual([]);
  });

  it.each([
    ["is no database", (path: string) => writeFileSync(path, "this is no database, and longer than a header of one")],
    [
      "was written by a newer Trail",
      (path: string) => {
        const database = new DatabaseSync(path);
        database.exec("PRAGMA user_version = 99");
        database.close();
      },
    ],
  ])("is left as it is where it %s", (_, make) => {
    const path = file();
    make(path);
    const before = readFileSync(path);
    expect(() => openSqliteAudit(path)).toThrow(/audit .* cannot be opened/);
    expect(readFileSync(path)).toEqual(before);
  });
});

it("an audit that is told on standard output is told one line a record, each once", async () => {
  const lines: string[] = [];
  const log = echoed(createMemoryAudit(), (line) => lines.push(line));
  await log.once("a", entry({ words: 'x\n{"level":30}' }));
  await log.once("a", entry());
  await log.once("b", entry());
  expect(lines).toHaveLength(2);
  expect(lines.every((line) => !line.includes("\n"))).toBe(true);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { audit: { n: 1, words: 'x\n{"level":30}' } },
    { audit: { n: 2 }, hash: (await log.head()).hash },
  ]);
});
