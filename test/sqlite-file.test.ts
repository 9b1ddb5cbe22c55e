import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { networkFileSystemOf } from "../src/network-folder.ts";
import { inTransaction, openSqliteFile, type SqliteFile } from "../src/sqlite-file.ts";
import { movingClock } from "./fixtures/clock.ts";
import { temporaryFolder } from "./fixtures/logs.ts";

const SHAPE = { name: "store", version: 1, tables: "CREATE TABLE IF NOT EXISTS t (x TEXT) STRICT;", upgrades: {} };

function opened(): { file: SqliteFile; path: string; clock: ReturnType<typeof movingClock> } {
  const path = join(temporaryFolder(), "a.sqlite");
  const clock = movingClock();
  const file = openSqliteFile(path, SHAPE, { clock });
  onTestFinished(() => file.close());
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
