import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listLogs, openLogFolder, type Selection } from "../../../src/engine/duckdb/log-folder.ts";
import { event, logPath, put, records, temporaryFolder } from "../../fixtures/logs.ts";

const ALL: Selection = { firstDay: "2026-11-19", lastDay: "2026-11-20", accounts: [], regions: [] };

async function names(folder: string, selection: Partial<Selection> = {}): Promise<string[]> {
  const { files } = await listLogs(folder, { ...ALL, ...selection });
  return files.map(({ name }) => name);
}

describe("listing logs", () => {
  it("reads only the day folders that are wanted, with a prefix and an organization too", async () => {
    const folder = temporaryFolder();
    const wanted = [
      logPath("111122223333", "us-east-1", "2026-11-19"),
      logPath("111122223333", "us-east-1", "2026-11-20"),
      join("some/prefix", logPath("444455556666", "eu-central-1", "2026-11-20")),
      logPath("444455556666", "eu-west-1", "2026-11-20").replace("AWSLogs", "AWSLogs/o-abc123"),
    ];
    const others = [
      logPath("111122223333", "us-east-1", "2026-11-18"),
      logPath("111122223333", "us-east-1", "2025-11-20"),
      logPath("111122223333", "us-east-1", "2026-12-19"),
    ];
    for (const path of [...wanted, ...others]) put(folder, path, records(event({})));
    expect(await names(folder)).toEqual(wanted.toSorted());
  });

  it("reads loose files whatever the window, and leaves digests, insights and other files out", async () => {
    const folder = temporaryFolder();
    for (const path of [
      "a.json",
      "sub/b.json.gz",
      "notes.txt",
      "AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2026/11/20/d.json.gz",
      ".hidden.json",
    ])
      put(folder, path, records(event({})));
    expect(await names(folder)).toEqual(["a.json", "sub/b.json.gz"]);
  });

  it("stops between two folders when it is told to", async () => {
    const root = temporaryFolder();
    for (const day of ["2026-11-19", "2026-11-20"]) put(root, logPath("111122223333", "us-east-1", day), "{}");
    const all = { firstDay: "0000", lastDay: "9999", accounts: [], regions: [] };
    const stop = new AbortController();
    const listing = listLogs(root, all, stop.signal);
    stop.abort(new Error("stopped"));
    await expect(listing).rejects.toThrow("stopped");
  });

  it("opens a folder in the middle of the layout", async () => {
    const folder = temporaryFolder();
    put(folder, logPath("111122223333", "us-east-1", "2026-11-20"), records(event({})));
    put(folder, logPath("111122223333", "us-east-1", "2026-11-10"), records(event({})));
    const files = await names(join(folder, "AWSLogs/111122223333/CloudTrail/us-east-1/2026"));
    expect(files).toHaveLength(1);
  });

  it("prunes by account and region", async () => {
    const folder = temporaryFolder();
    for (const account of ["111122223333", "444455556666"])
      for (const region of ["us-east-1", "eu-west-1"])
        put(folder, logPath(account, region, "2026-11-20"), records(event({})));
    expect(await names(folder, { accounts: ["444455556666"] })).toHaveLength(2);
    expect(await names(folder, { accounts: ["444455556666"], regions: ["eu-west-1"] })).toEqual([
      logPath("444455556666", "eu-west-1", "2026-11-20"),
    ]);
  });

  it("fault 234: names links and pattern characters as skipped and does not follow them", async () => {
    const folder = temporaryFolder();
    const outside = temporaryFolder();
    put(outside, "secret.json", records(event({})));
    put(folder, "ok.json", records(event({})));
    put(folder, "gl*b.json", records(event({})));
    symlinkSync(join(outside, "secret.json"), join(folder, "link.json"));
    symlinkSync(outside, join(folder, "linked"));
    const { files, skipped } = await listLogs(folder, ALL);
    expect(files.map(({ name }) => name)).toEqual(["ok.json"]);
    expect(skipped.map(({ file }) => file)).toEqual(["gl*b.json", "link.json", "linked"]);
  });

  it("names pipes and names that are not UTF-8, and reads names with line breaks", async () => {
    const folder = temporaryFolder();
    put(folder, "two\nlines.json", "{}");
    execFileSync("mkfifo", [join(folder, "pipe.json")]);
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0xfe]), Buffer.from(".json")]), "{}");
    const { files, skipped } = await listLogs(folder, ALL);
    expect(files.map(({ name }) => name)).toEqual(["two\nlines.json"]);
    expect(skipped).toEqual([
      { file: "pipe.json", reason: "it is no plain file" },
      { file: "\uFFFD\uFFFD.json", reason: "its name is not UTF-8 text" },
    ]);
  });

  it("tells the newest delivery whatever the window, of the asked accounts", async () => {
    const folder = temporaryFolder();
    put(folder, logPath("111122223333", "us-east-1", "2026-11-20", "1005"), records(event({})));
    put(folder, logPath("111122223333", "us-east-1", "2026-12-02", "2359"), records(event({})));
    put(folder, logPath("444455556666", "us-east-1", "2026-12-31", "0000"), records(event({})));
    expect((await listLogs(folder, ALL)).logsUntil).toBe("2026-12-31T00:00:00Z");
    expect((await listLogs(folder, { ...ALL, accounts: ["111122223333"] })).logsUntil).toBe("2026-12-02T23:59:00Z");
  });
});

describe("opening a folder", () => {
  const message = (folder: string): Promise<string> =>
    openLogFolder(folder).then(
      (path) => `opened ${path}`,
      (error: unknown) => (error instanceof Error ? error.message : ""),
    );

  it("says in one sentence what is wrong", async () => {
    const folder = temporaryFolder();
    put(folder, "file.json", "{}");
    put(folder, "od[d]/x.json", records(event({})));
    mkdirSync(join(folder, "empty"));
    expect(await message(join(folder, "missing"))).toMatch(/missing cannot be opened: it does not exist\.$/);
    expect(await message(join(folder, "file.json"))).toMatch(
      /file\.json is a file: name the folder that holds the logs\.$/,
    );
    expect(await message(join(folder, "empty"))).toMatch(
      /empty holds no logs: there is no \.json or \.json\.gz file in it or below\.$/,
    );
    expect(await message(join(folder, "od[d]"))).toMatch(/would be read as a pattern: rename it\.$/);
    expect(await message(join(folder, "file.json", "x"))).toMatch(/cannot be opened: part of the path is a file\.$/);
  });

  it.skipIf(process.getuid?.() === 0)("says that a folder may not be read", async () => {
    const folder = temporaryFolder();
    put(folder, "closed/x.json", records(event({})));
    chmodSync(join(folder, "closed"), 0o000);
    expect(await message(join(folder, "closed"))).toMatch(/cannot be read: permission was denied\.$/);
    chmodSync(join(folder, "closed"), 0o700);
  });

  it("follows a link that is the folder itself", async () => {
    const folder = temporaryFolder();
    put(folder, "logs/x.json", records(event({})));
    symlinkSync(join(folder, "logs"), join(folder, "link"));
    expect(await openLogFolder(join(folder, "link"))).toBe(join(folder, "logs"));
  });
});
