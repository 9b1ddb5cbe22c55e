import { NOTHING_KNOWN } from "../../src/catalog/known.ts";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { TrailError } from "../../src/errors.ts";
import { askCommand, type TrailOpener } from "../../src/terminal/ask-command.ts";
import { runCommand } from "../../src/terminal/run-command.ts";
import { duckDbOver } from "../fixtures/duckdb.ts";
import { shippedIntents } from "../fixtures/intents.ts";
import { event, logPath, put, records, temporaryFolder } from "../fixtures/logs.ts";
import { memoryTerminal, type MemoryTerminal } from "../fixtures/terminal.ts";

const NOW = "2026-11-20T13:05:30Z";
const ACCOUNTS = { "111122223333": "prod", "444455556666": "staging" };

/** Asks over a folder of logs; the exit code and what was written. */
async function asked(
  folder: string,
  words: readonly string[],
  terminal = memoryTerminal(),
): Promise<{ code: number; terminal: MemoryTerminal }> {
  const open: TrailOpener = async () => ({
    trail: {
      ...(await shippedIntents()),
      engine: await duckDbOver(folder),
      clock: systemClock,
      accountNames: ACCOUNTS,
      known: NOTHING_KNOWN,
      confirmAbove: 0.25,
      notes: [],
    },
    deadlineMs: 60_000,
    close: async () => undefined,
  });
  const signal = new AbortController().signal;
  const commands = { ask: (rest: readonly string[]) => askCommand(rest, open, terminal, systemClock, signal) };
  const code = await runCommand(["ask", ...words, "--now", NOW, "--tz", "Europe/Berlin"], commands, terminal);
  return { code, terminal };
}

function groupLogs(): string {
  const folder = temporaryFolder();
  const at = (time: string): string => `2026-11-19T${time}Z`;
  put(
    folder,
    logPath("111122223333", "us-east-1", "2026-11-19"),
    records(
      event({
        eventID: "1",
        eventTime: at("09:00:00"),
        eventName: "ModifyNetworkInterfaceAttribute",
        requestParameters: { networkInterfaceId: "eni-6c5ca5a8", groupSet: { items: [{ groupId: "sg-5887f224" }] } },
      }),
      event({
        eventID: "2",
        eventTime: at("09:33:00"),
        eventName: "AuthorizeSecurityGroupIngress",
        userAgent: '=HYPERLINK("http://evil.example")',
        requestParameters: {
          groupId: "sg-5887f224",
          ipPermissions: {
            items: [{ ipProtocol: "tcp", fromPort: 143, toPort: 143, ipv6Ranges: { items: [{ cidrIpv6: "::/0" }] } }],
          },
        },
      }),
      event({
        eventID: "3",
        eventTime: at("09:34:00"),
        eventName: "DescribeSecurityGroups",
        readOnly: true,
        requestParameters: { groupId: "sg-5887f224" },
      }),
      event({
        eventID: "4",
        eventTime: at("09:35:00"),
        eventName: "DeleteSecurityGroup",
        errorCode: "DependencyViolation",
        requestParameters: { groupId: "sg-5887f224" },
      }),
    ),
  );
  return folder;
}

describe("an answer in the terminal", () => {
  it("says who changed it, that a port was opened to the world, what was searched and what is not shown", async () => {
    const { code, terminal } = await asked(groupLogs(), ["who changed sg-5887f224 yesterday"]);
    expect(code).toBe(0);
    const text = terminal.output();
    expect(text).toContain("2 changes to sg-5887f224 by alice.");
    expect(text).toMatch(/alice opened port 143 of sg-5887f224 to ::\/0/);
    expect(text).toContain("2026-11-18 23:00:00 to 2026-11-19 23:00:00 UTC");
    expect(text).toContain("prod (111122223333)");
    expect(text).toContain("1 failed attempt and 1 read not shown");
    expect(text.indexOf("AuthorizeSecurityGroupIngress")).toBeLessThan(text.indexOf("ModifyNetworkInterfaceAttribute"));
    expect(text).not.toContain("\u001B");
    expect(terminal.errors()).toBe("");
  });

  it("shows hidden rows where they are asked for", async () => {
    const { terminal } = await asked(groupLogs(), ["who changed sg-5887f224 yesterday", "--include", "reads,failures"]);
    expect(terminal.output()).toContain("4 changes");
    expect(terminal.output()).toContain("DescribeSecurityGroups");
  });

  it("says what was searched where nothing was found", async () => {
    const { code, terminal } = await asked(groupLogs(), ["who changed sg-0000beef yesterday"]);
    expect(code).toBe(0);
    expect(terminal.output()).toMatch(/^Nothing found/);
    expect(terminal.output()).toContain("2026-11-18 23:00:00 to 2026-11-19 23:00:00 UTC");
  });

  it("narrows by account name and region", async () => {
    const { terminal } = await asked(groupLogs(), ["who changed sg-5887f224 yesterday", "--account", "Staging"]);
    expect(terminal.output()).toMatch(/^Warning: there are no logs .* in account staging \(444455556666\)/);
    expect(
      (await asked(groupLogs(), ["who changed sg-5887f224 yesterday", "--region", "us-east-1"])).terminal.output(),
    ).toContain("2 changes");
  });

  it("says that us-east-1 was searched as well where identity events lie there", async () => {
    const note = "us-east-1 was searched as well";
    const folder = groupLogs();
    expect((await asked(folder, ["what did alice do yesterday in eu-west-1"])).terminal.output()).toContain(note);
    expect((await asked(folder, ["what did alice do yesterday in us-east-1"])).terminal.output()).not.toContain(note);
    expect((await asked(folder, ["who changed sg-5887f224 yesterday in eu-west-1"])).terminal.output()).not.toContain(
      note,
    );
  });

  it("colours for a terminal and shows a line while it reads", async () => {
    const { terminal } = await asked(
      groupLogs(),
      ["who changed sg-5887f224 yesterday"],
      memoryTerminal("", { color: true, width: 80 }),
    );
    expect(terminal.output()).toContain("\u001B[");
  });
});

describe("an answer for programs", () => {
  it("is one document with every key of the contract", async () => {
    const { code, terminal } = await asked(groupLogs(), [
      "who changed sg-5887f224 yesterday",
      "--json",
      "--limit",
      "1",
    ]);
    expect(code).toBe(0);
    const document = JSON.parse(terminal.output());
    expect(Object.keys(document)).toEqual([
      "status",
      "intent",
      "params",
      "window",
      "engine",
      "headline",
      "findings",
      "columns",
      "rows",
      "rowCount",
      "truncated",
      "hidden",
      "coverage",
      "scannedBytes",
      "price",
      "executions",
      "followups",
      "candidates",
      "message",
    ]);
    expect(document).toMatchObject({
      status: "answered",
      intent: "who-changed",
      params: { resource: "sg-5887f224" },
      window: { start: "2026-11-18T23:00:00Z", end: "2026-11-19T23:00:00Z", zone: "Europe/Berlin", text: "yesterday" },
      engine: "duckdb",
      rows: [{ eventid: "2" }],
      rowCount: 2,
      truncated: false,
      hidden: { failures: 1, reads: 1, services: 0 },
      coverage: { accounts: ["111122223333"], regions: ["us-east-1"], days: 1, files: 1, skippedFiles: [] },
      price: 0,
      candidates: [],
      message: null,
    });
    expect(document.findings[0]).toMatchObject({ name: "opened-to-world", severity: "high", eventids: ["2"] });
    expect(document.executions[0].values).toContain("sg-5887f224");
    expect(document.executions[0].sql).not.toContain("sg-5887f224");
    expect(Object.keys(document.coverage)).toEqual([
      "accounts",
      "regions",
      "days",
      "files",
      "logsUntil",
      "skippedFiles",
      "missing",
    ]);
  });

  it.each<[string, readonly string[], string, number]>([
    ["asked back", ["who deleted it yesterday"], "asked", 2],
    ["refused", ["delete sg-5887f224"], "refused", 2],
    ["empty", [""], "asked", 2],
    ["a wrong option", ["who changed sg-1", "--fast"], "failed", 1],
    ["a wrong account", ["who changed sg-1", "--account", "nobody"], "failed", 1],
  ])("says so in the same keys: %s", async (_, words, status, exit) => {
    const { code, terminal } = await asked(groupLogs(), [...words, "--json"]);
    const document = JSON.parse(terminal.output());
    expect(document).toMatchObject({ status, rows: [], executions: [] });
    expect(document.message).toMatch(/\w/);
    expect(code).toBe(exit);
  });
});

describe("every row as CSV", () => {
  it("holds the shown rows, whatever the limit, and cannot run in a spreadsheet", async () => {
    const file = join(temporaryFolder(), "out.csv");
    const { terminal } = await asked(groupLogs(), [
      "who changed sg-5887f224 yesterday",
      "--csv",
      file,
      "--json",
      "--limit",
      "1",
    ]);
    const lines = readFileSync(file, "utf8").split("\r\n");
    expect(lines).toHaveLength(4);
    const columns: { name: string }[] = JSON.parse(terminal.output()).columns;
    expect(lines[0]).toBe(columns.map(({ name }) => `"${name}"`).join(","));
    expect(lines[1]).toContain("'=HYPERLINK");
    expect(readdirSync(dirname(file))).toEqual(["out.csv"]);
  });

  it.each(["a link", "a folder", "no plain file"])("leaves %s alone", async (kind) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "victim"), "before");
    symlinkSync(join(folder, "victim"), join(folder, "a link"));
    mkdirSync(join(folder, "a folder"));
    execFileSync("mkfifo", [join(folder, "no plain file")]);
    const { code, terminal } = await asked(groupLogs(), [
      "who changed sg-5887f224 yesterday",
      "--csv",
      join(folder, kind),
    ]);
    expect(code).toBe(1);
    expect(terminal.errors()).toContain(`it is ${kind}. Name a plain file.`);
    expect(readFileSync(join(folder, "victim"), "utf8")).toBe("before");
    expect(readdirSync(folder).toSorted()).toEqual(["a folder", "a link", "no plain file", "victim"]);
  });

  it("does not write through a link planted beside it", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "victim"), "before");
    symlinkSync(join(folder, "victim"), join(folder, "out.csv.part"));
    await asked(groupLogs(), ["who changed sg-5887f224 yesterday", "--csv", join(folder, "out.csv")]);
    expect(readFileSync(join(folder, "victim"), "utf8")).toBe("before");
    expect(readFileSync(join(folder, "out.csv"), "utf8")).toContain("AuthorizeSecurityGroupIngress");
  });

  it("is the header alone without rows", async () => {
    const file = join(temporaryFolder(), "out.csv");
    await asked(groupLogs(), ["who changed sg-0000beef yesterday", "--csv", file]);
    expect(readFileSync(file, "utf8").split("\r\n")).toHaveLength(2);
  });

  it("says where it cannot be written, and leaves what was there", async () => {
    const folder = temporaryFolder();
    const missing = await asked(groupLogs(), [
      "who changed sg-5887f224 yesterday",
      "--csv",
      join(folder, "no/such/out.csv"),
    ]);
    expect(missing.code).toBe(1);
    expect(missing.terminal.errors()).toMatch(/^The CSV file .* cannot be written/);
    writeFileSync(join(folder, "old.csv"), "before");
    await asked(groupLogs(), ["delete sg-1", "--csv", join(folder, "old.csv")]);
    expect(readFileSync(join(folder, "old.csv"), "utf8")).toBe("before");
  });
});

describe("bad input", () => {
  it.each<[string, readonly string[], RegExp]>([
    ["an unknown zone", ["x", "--tz", "Mars/Olympus"], /^--tz Mars\/Olympus is no time zone/],
    ["a now without a zone", ["x", "--now", "2026-11-20T10:00:00"], /^--now 2026-11-20T10:00:00 is no instant/],
    ["a now on no day", ["x", "--now", "2026-02-30T10:00:00Z"], /^--now 2026-02-30T10:00:00Z is no instant/],
    ["a limit of zero", ["x", "--limit", "0"], /^--limit 0 is no number of rows/],
    [
      "an unknown kind",
      ["x", "--include", "writes"],
      /^--include writes is not known: write failures, reads, services/,
    ],
    ["a region that is none", ["x", "--region", "us east"], /^--region us east is no region/],
    ["an unknown option", ["x", "--verbose"], /Unknown option '--verbose'.*--data/],
  ])("%s is one sentence, without a stack", async (_, words, message) => {
    const terminal = memoryTerminal();
    const open: TrailOpener = async () => ({
      trail: {
        ...(await shippedIntents()),
        engine: await duckDbOver(temporaryFolder()),
        clock: systemClock,
        accountNames: {},
        known: NOTHING_KNOWN,
        confirmAbove: 0,
        notes: [],
      },
      deadlineMs: 60_000,
      close: async () => undefined,
    });
    const code = await runCommand(
      ["ask", ...words],
      { ask: (rest) => askCommand(rest, open, terminal, systemClock, new AbortController().signal) },
      terminal,
    );
    expect(code).toBe(1);
    expect(terminal.errors()).toMatch(message);
    expect(terminal.errors()).not.toMatch(/\n\s+at /);
  });

  it("text beyond the limits is refused before it is read", async () => {
    const { code, terminal } = await asked(groupLogs(), ["x".repeat(10_000)]);
    expect(code).toBe(2);
    expect(terminal.output()).toMatch(/longer than 4000 characters/);
  });
});

describe("commands", () => {
  it("names an unknown one, and helps", async () => {
    const terminal = memoryTerminal();
    expect(await runCommand(["aks", "x"], { ask: async () => 0 }, terminal)).toBe(1);
    expect(terminal.errors()).toMatch(/There is no command "aks"/);
    expect(await runCommand([], {}, terminal)).toBe(0);
    expect(await runCommand(["constructor"], { ask: async () => 0 }, terminal)).toBe(1);
    expect(await runCommand(["ask", "--help"], {}, terminal)).toBe(0);
    expect(terminal.output().split("./trail ask ").length).toBeGreaterThan(4);
    expect(terminal.output()).toContain("./trail ask");
  });

  it("gives a fault of its own a reference and keeps the one document", async () => {
    const terminal = memoryTerminal();
    const broken = {
      ask: () => Promise.reject(new TypeError("boom")),
      parse: () => Promise.reject(new TrailError("refused", "No.")),
    };
    expect(await runCommand(["ask", "--json"], broken, terminal)).toBe(1);
    expect(JSON.parse(terminal.output()).message).toMatch(/^Trail itself failed \(reference [0-9a-f]{8}\): boom/);
    expect(await runCommand(["parse"], broken, terminal)).toBe(1);
  });
});
