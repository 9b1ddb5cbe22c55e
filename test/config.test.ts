import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hashOf, readConfig } from "../src/config.ts";
import { temporaryFolder } from "./fixtures/logs.ts";

function fileWith(text: string): Record<string, string> {
  const path = join(temporaryFolder(), "trail.yml");
  writeFileSync(path, text);
  return { TRAIL_CONFIG: path };
}

describe("the configuration", () => {
  it("has defaults for everything", async () => {
    expect(await readConfig({})).toEqual({
      engine: "duckdb",
      duckdb: { memory: "1GB", deadlineMs: 600_000, cache: { on: true, bytes: 5_000_000_000 } },
      accounts: {},
      limits: {
        confirm: 0.25,
        question: 5,
        day: { person: 5, channel: 10, all: 25 },
        csvRows: null,
        running: { person: 3, channel: 5, all: 10, waiting: 5 },
        deadlineMs: 1_800_000,
      },
      access: [],
      guests: { read: "refuse" },
      audit: { stdout: true, channel: null },
      monitor: null,
      store: { kind: "sqlite" },
      features: { history: false, email: false, ec2: false },
      athena: {
        database: "default",
        tables: [{ account: null, table: "cloudtrail_logs" }],
        layout: "account-region-ymd",
        workgroup: "trail",
        output: null,
        logs: null,
        reuseMs: 600_000,
        dollarsPerTB: 5,
        cutoff: "required",
      },
      regions: [],
      known: { networks: [], hours: null, deployers: [], vendors: [] },
      alerts: { queue: null, channel: null, role: null, watch: [], run: {}, day: 5 },
      intents: [],
      data: null,
      state: ".trail",
    });
    expect(await readConfig(fileWith(""))).toMatchObject({ engine: "duckdb" });
  });

  it("takes what the file and the environment say", async () => {
    const file = fileWith(
      'duckdb: { memory: 512MB, deadline: 90s, cache: { on: false, size: 512MB } }\naccounts: { "111122223333": prod }\naudit: { stdout: false, channel: C0AUDIT }\nlimits: { confirm: 0, question: 2, day: { person: 1 }, csvRows: 5, running: { person: 1 }, deadline: 5m }\naccess: [{ channels: [C0INC, dm], who: [S0SEC], intents: ["who-*"], accounts: [prod] }]\nguests: { read: allow }\nmonitor: { port: 9090 }\nfeatures: { history: true, email: true, ec2: true }\nstore: { kind: dynamodb, table: trail-prod }\nintents: [/x]\nregions: [eu-west-1]\nknown: { networks: [198.51.100.0/24], hours: { from: "07:00", to: "20:00", zone: Europe/Berlin }, deployers: [terraform-*], vendors: ["777788889999"] }\nalerts: { queue: "https://sqs.eu-west-1.amazonaws.com/111122223333/trail-alerts", channel: C0INC, role: trail, watch: [{ channel: C0OPS, bots: [B0ALARM] }], run: { cloudwatch: instance-exposure }, day: 2 }\nengine: athena\nathena: { database: logs, table: [{ account: "111122223333", table: prod_trail }], layout: region-ymd, workgroup: w, output: "s3://results/athena/", logs: "s3://logs/org/AWSLogs/o-a1b2c3d4e5/", reuse: 0s, prices: { perTB: 6 }, cutoff: none }\n',
    );
    expect(await readConfig({ ...file, TRAIL_DATA: "/logs", TRAIL_STATE: "/state" })).toEqual({
      engine: "athena",
      athena: {
        database: "logs",
        tables: [{ account: "111122223333", table: "prod_trail" }],
        layout: "region-ymd",
        workgroup: "w",
        output: "s3://results/athena/",
        logs: "s3://logs/org/AWSLogs/o-a1b2c3d4e5/",
        reuseMs: 0,
        dollarsPerTB: 6,
        cutoff: "none",
      },
      regions: ["eu-west-1"],
      known: {
        networks: ["198.51.100.0/24"],
        hours: { from: "07:00", to: "20:00", zone: "Europe/Berlin", days: ["mon", "tue", "wed", "thu", "fri"] },
        deployers: ["terraform-*"],
        vendors: ["777788889999"],
      },
      alerts: {
        queue: "https://sqs.eu-west-1.amazonaws.com/111122223333/trail-alerts",
        channel: "C0INC",
        role: "trail",
        watch: [{ channel: "C0OPS", bots: ["B0ALARM"] }],
        run: { cloudwatch: "instance-exposure" },
        day: 2,
      },
      duckdb: { memory: "512MB", deadlineMs: 90_000, cache: { on: false, bytes: 512_000_000 } },
      accounts: { "111122223333": "prod" },
      limits: {
        confirm: 0,
        question: 2,
        day: { person: 1, channel: 10, all: 25 },
        csvRows: 5,
        running: { person: 1, channel: 5, all: 10, waiting: 5 },
        deadlineMs: 300_000,
      },
      access: [{ channels: ["C0INC", "dm"], who: ["S0SEC"], intents: ["who-*"], accounts: ["prod"] }],
      guests: { read: "allow" },
      audit: { stdout: false, channel: "C0AUDIT" },
      monitor: { port: 9090 },
      store: { kind: "dynamodb", table: "trail-prod" },
      features: { history: true, email: true, ec2: true },
      intents: ["/x"],
      data: "/logs",
      state: "/state",
    });
  });

  it("names all faults at once", async () => {
    const wrong = readConfig(fileWith("engine: spark\nduckdb: { memory: lots }\naccounts: { 123: prod }\nfoo: 1\n"));
    await expect(wrong).rejects.toThrow(/engine[\s\S]*duckdb\.memory|duckdb\.memory[\s\S]*engine/);
    await expect(wrong).rejects.toThrow(/512MB or 1GB/);
    await expect(wrong).rejects.toThrow(/12 digits/);
    await expect(wrong).rejects.toThrow(/"foo"/);
  });

  it("has another hash whenever something in it is another", async () => {
    const one = hashOf(await readConfig(fileWith("limits: { question: 2 }")));
    expect(hashOf(await readConfig(fileWith("limits: { question: 2 }\n# a remark")))).toBe(one);
    expect(hashOf(await readConfig(fileWith("limits: { question: 3 }")))).not.toBe(one);
    expect(one).toMatch(/^[0-9a-f]{12}$/);
  });

  it("goes on behind each fault, of the text, of the keys and between them", async () => {
    const wrong = readConfig(
      fileWith(
        'engine: athena\nengine: athena\nathena: { workgroup: "" }\nfoo: 1\naccounts: { "111122223333": prod, "5": x }\naccess: [{ accounts: [prod, live], users: [x] }, { accounts: [test] }]\n',
      ),
    );
    await expect(wrong).rejects.toThrow(/Map keys must be unique at line 2/);
    await expect(wrong).rejects.toThrow(/name of a workgroup\n {2}→ at athena\.workgroup/);
    await expect(wrong).rejects.toThrow(/"foo"/);
    await expect(wrong).rejects.toThrow(/12 digits in quotes\n {2}→ at accounts/);
    await expect(wrong).rejects.toThrow(/"users"\n {2}→ at access\[0\]/);
    await expect(wrong).rejects.toThrow(/accounts that `accounts` does not: live, test\./);
  });

  it.each(["10_000", "1e4", "0x10", "0o17", "010", ".inf", "+5"])("fault 117: refuses %s as a number", async (text) => {
    await expect(readConfig(fileWith(`engine: duckdb\nlimits: { csvRows: ${text} }\n`))).rejects.toThrow(
      /Line 2: \S+ is an odd way to write a number|expected number, received string\n {2}→ at limits\.csvRows/,
    );
  });

  it.each(["10", "0.25", "0"])("fault 117: takes %s as a number", async (text) => {
    expect((await readConfig(fileWith(`limits: { confirm: ${text} }\n`))).limits.confirm).toBe(Number(text));
  });

  it("names every fault of a text that is no YAML, and says that it saw no more", async () => {
    const wrong = readConfig(fileWith("a: *b\nengine: &e duckdb\nb: *e\n"));
    await expect(wrong).rejects.toThrow(/line 1 uses the alias \*b[\s\S]*line 3 uses the alias \*e/);
    await expect(wrong).rejects.toThrow(/rest of the file is not checked/);
  });

  it("wants a name of its own for each account", async () => {
    const twice = 'accounts: { "111122223333": prod, "444455556666": PROD }\n';
    await expect(readConfig(fileWith(twice))).rejects.toThrow(/name of its own/);
  });

  it.each([
    ["broken YAML", "a: [\n"],
    ["a doubled key", "engine: duckdb\nengine: duckdb\n"],
    ["aliases", "a: &a [1]\nb: *a\n"],
  ])("says that it is not YAML: %s", async (_, text) => {
    await expect(readConfig(fileWith(text))).rejects.toThrow(/It is not valid YAML/);
  });

  it("says that the file is missing, is none, or is too large", async () => {
    await expect(readConfig({ TRAIL_CONFIG: "/nowhere.yml" })).rejects.toThrow(/cannot be read/);
    await expect(readConfig({ TRAIL_CONFIG: temporaryFolder() })).rejects.toThrow(/is no file/);
    await expect(readConfig(fileWith(`# ${"x".repeat(1_100_000)}`))).rejects.toThrow(/larger than 1 MB/);
  });

  it.each([
    ["a channel by name", 'access: [{ channels: ["#incident"] }]', /channel's id such as C0123ABCD/],
    ["a person by name", "access: [{ who: [alice] }]", /id of a person/],
    ["an empty list, which would match nobody", "access: [{ who: [] }]", /access/],
    ["a network that is none", "known: { networks: [somewhere] }", /198\.51\.100\.0\/24/],
    ["a network that cannot be searched", 'known: { networks: ["2001:db8:0:1::/50"] }', /cannot be searched/],
    ["hours without quotes", "known: { hours: { from: 7, to: 20, zone: UTC } }", /time of day such as "07:00"/],
    ["hours of no zone", 'known: { hours: { from: "07:00", to: "20:00", zone: Mars } }', /time zone such as/],
    ["an account that nobody named", "access: [{ accounts: [prod] }]", /access names accounts .*: prod/],
    ["a rule's unknown part", "access: [{ users: [U0ALICE] }]", /users/],
    ["no place at all", "limits: { running: { all: 0 } }", /running/],
  ])("refuses access and limits that would not do what they say: %s", async (_, text, message) => {
    await expect(readConfig(fileWith(`${text}\n`))).rejects.toThrow(message);
  });

  it.each([
    ["another kind", "store: { kind: postgres }", /store\.kind|Invalid discriminator|Invalid input/],
    ["a table of SQLite", "store: { kind: sqlite, table: trail }", /"table"/],
    [
      "what is no table",
      "store: { kind: dynamodb, table: 'a b' }",
      /name of a table, such as trail\n {2}→ at store\.table/,
    ],
  ])("refuses as a store %s", async (_, text, message) => {
    await expect(readConfig(fileWith(`${text}\n`))).rejects.toThrow(message);
  });

  it("calls the table of a shared store trail unless something else is said", async () => {
    expect((await readConfig(fileWith("store: { kind: dynamodb }\n"))).store).toEqual({
      kind: "dynamodb",
      table: "trail",
    });
  });

  it("wants enough memory to start with", async () => {
    await expect(readConfig(fileWith("duckdb: { memory: 1MB }\n"))).rejects.toThrow(/at least 64MB/);
  });
});
