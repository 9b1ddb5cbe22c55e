import { chmodSync, existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openStateFolder, stateFolderFault } from "../src/state-folder.ts";
import { temporaryFolder } from "./fixtures/logs.ts";

it("makes what is missing of the path, and takes what is there", async () => {
  const folder = join(temporaryFolder(), "a/b/c");
  expect(await openStateFolder(folder)).toBe(folder);
  expect(existsSync(folder)).toBe(true);
  expect(await openStateFolder(folder)).toBe(folder);
});

it("makes it for its owner alone, and leaves the modes of what was there", async () => {
  const folder = join(temporaryFolder(), "a/b");
  await openStateFolder(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  chmodSync(folder, 0o750);
  await openStateFolder(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o750);
});

it("may be asked for twice at once", async () => {
  const folder = join(temporaryFolder(), "a/b");
  expect(await Promise.all([openStateFolder(folder), openStateFolder(folder)])).toEqual([folder, folder]);
});

it.each(["/dev/null/state", "/proc/trail/state"])("says that %s cannot be made, and does not hang", async (path) => {
  await expect(openStateFolder(path)).rejects.toThrow(
    /^The state folder .* cannot be made .*: set TRAIL_STATE to a folder/,
  );
});

it("tells beforehand whether it could be made, and makes nothing", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), "");
  expect(await stateFolderFault(join(folder, "a/b"))).toBe(null);
  expect(existsSync(join(folder, "a"))).toBe(false);
  expect(await stateFolderFault(join(folder, "file/b"))).toMatch(
    /^The state folder .*file is a file\): set TRAIL_STATE/,
  );
});

it("says so where a file is in the way", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), "");
  await expect(openStateFolder(join(folder, "file", "state"))).rejects.toMatchObject({ code: "configuration" });
  await expect(openStateFolder(join(folder, "file"))).rejects.toMatchObject({ code: "configuration" });
});
