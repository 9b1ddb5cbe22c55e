import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { networkFileSystemOf } from "../src/network-folder.ts";
import { openSqliteFile, type SqliteFile } from "../src/sqlite-file.ts";
import { inTransaction } from "../src/sqlite-writes.ts";
import { movingClock } from "./fixtures/clock.ts";
import { temporaryFolder } from "./fixtures/logs.ts";

const SHAPE = { name: "store", version: 1, tables: "CREATE TABLE IF NOT EXISTS t (x TEXT) STRICT;", upgrades: {} };

function opened(): { file: SqliteFile; path: string; clock: ReturnType<typeof movingClock> } {
  const path = join(temporaryFolder(), "a.sqlite");
  const clock = movingClock();
  const file = openSqliteFile(path, SHAPE, { clock });
  onTestFinished(() => {
    if (file.isOpen()) file.close();
  });
  return { file, path, clock };
}

const insert = (database: DatabaseSync): unknown => database.prepare("INSERT INTO t VALUES (?)").run("x".repeat(1e5));

describe("fault 214: a file that cannot be written", () => {
  it.each([
    ["the disk is full", "PRAGMA max_page_count = 1", "database or disk is full"],
    ["it is read-only", "PRAGMA query_only = 1", "readonly"],
  ])("is told at once where %s", async (_, pragma, words) => {
    const { file, clock } = opened();
    await file.use((database) => database.exec(pragma), 0);
    await expect(file.use(insert, 10_000)).rejects.toThrow(words);
    expect(clock.waits).toEqual([]);
  });

  it("is tried again while it is locked, and no longer than was said", async () => {
    const { file, path, clock } = opened();
    const other = new DatabaseSync(path);
    onTestFinished(() => other.close());
    other.exec("BEGIN IMMEDIATE");
    await expect(file.use((database) => inTransaction(database, () => insert(database)), 1000)).rejects.toThrow(
      "locked",
    );
    expect(clock.now()).toBeGreaterThan(900);
    expect(clock.now()).toBeLessThanOrEqual(1000);
    expect(Math.max(...clock.waits)).toBeLessThanOrEqual(20);
    other.exec("ROLLBACK");
    await file.use((database) => inTransaction(database, () => insert(database)), 0);
  });
});

describe("changes that are made together", () => {
  const add = (text: string) => (database: DatabaseSync) =>
    database.prepare("INSERT INTO t VALUES (?)").run(text).changes;
  const beside = (path: string): (() => number) => {
    const other = new DatabaseSync(path);
    onTestFinished(() => other.close());
    return () => Number(other.prepare("SELECT count(*) AS n FROM t").get()?.["n"]);
  };

  it("are one transaction for all of a turn, on disk when they are told", async () => {
    const { file, path } = opened();
    const rows = beside(path);
    const seen: number[] = [];
    const all = Array.from({ length: 50 }, (_, index) =>
      file.write((database) => {
        seen.push(rows());
        return add(`${index}`)(database);
      }, 0),
    );
    expect(await Promise.all(all)).toEqual(all.map(() => 1));
    expect(seen).toEqual(all.map(() => 0));
    expect(rows()).toBe(50);
    await file.write(add("later"), 0);
    expect(rows()).toBe(51);
  });

  it("fail alone", async () => {
    const { file, path } = opened();
    const told = await Promise.allSettled([
      file.write(add("one"), 0),
      file.write((database) => database.prepare("INSERT INTO nowhere VALUES (1)").run(), 0),
      file.write(add("two"), 0),
    ]);
    expect(told.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(beside(path)()).toBe(2);
  });

  it("are told as made only where they are, when the disk is full", async () => {
    const { file, path } = opened();
    const rows = beside(path);
    await file.use((database) => database.exec("PRAGMA max_page_count = 20"), 0);
    const told = await Promise.allSettled(Array.from({ length: 4 }, () => file.write(insert, 0)));
    const made = told.filter(({ status }) => status === "fulfilled");
    expect(made.length).toBeLessThan(4);
    expect(rows()).toBe(made.length);
    const [failed] = told.filter(({ status }) => status === "rejected");
    expect(String(failed?.status === "rejected" ? failed.reason : "")).toContain("full");
  });

  it("wait for a locked file each as long as was said", async () => {
    const { file, path, clock } = opened();
    const other = new DatabaseSync(path);
    onTestFinished(() => other.close());
    other.exec("BEGIN IMMEDIATE");
    const patient = file.write(add("patient"), 60_000);
    await expect(file.write(add("hasty"), 100)).rejects.toThrow("locked");
    // The other one waits on, a pause at most until this is looked at.
    expect(clock.now()).toBeLessThanOrEqual(120);
    other.exec("ROLLBACK");
    expect(await patient).toBe(1);
    expect(Math.max(...clock.waits)).toBeLessThanOrEqual(20);
  });

  it("are made before the file is closed", async () => {
    const { file, path } = opened();
    const made = file.write(add("last"), 0);
    file.close();
    expect(await made).toBe(1);
    expect(beside(path)()).toBe(1);
  });
});

const MOUNTS = `
22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 22 0:30 / /mnt/share rw shared:1 master:2 - nfs4 server:/a rw
31 30 8:2 / /mnt/share/local rw - xfs /dev/sdb1 rw
32 22 0:32 / /mnt/with\\040blank rw - fuse.sshfs me@host: rw
33 22 0:33 / /mnt/overlay rw - fuse.fuse-overlayfs fuse-overlayfs rw
34 22 8:3 / /srv rw - ext4 /dev/sdc1 rw
35 34 0:35 / /srv rw - cifs //server/b rw
`;

it.each([
  ["/var/lib/trail", null],
  ["/mnt/share", "nfs4"],
  ["/mnt/share/trail", "nfs4"],
  ["/mnt/shared", null],
  ["/mnt/share/local/trail", null],
  ["/mnt/with blank/trail", "fuse.sshfs"],
  ["/mnt/overlay/trail", null],
  ["/srv/trail", "cifs"],
])("fault 216: %s lies on %s", (folder, kind) => {
  expect(networkFileSystemOf(folder, MOUNTS)).toBe(kind);
  expect(networkFileSystemOf(folder, "")).toBeNull();
});
