import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startLocalAthena, type LocalAthena, type LocalAthenaWish } from "./fixtures/athena/local-athena.ts";
import type { Ran } from "./fixtures/command-line/asked.ts";
import { commandLineForThisFile, launched } from "./fixtures/command-line/command-line.ts";
import { event, logPath, put, records, temporaryFolder } from "./fixtures/logs.ts";

/** The command line, with an AWS account on this machine. */

const CONFIG = `engine: athena
athena: { logs: "s3://logs/AWSLogs/", output: "s3://results/athena/" }
accounts: { "111122223333": prod }
regions: [us-east-1, eu-central-1]
`;

const hosted = commandLineForThisFile();
const trail = (words: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> => hosted(words, { env });

function configFile(text = CONFIG): Record<string, string> {
  const path = join(temporaryFolder(), "trail.yml");
  writeFileSync(path, text);
  return { TRAIL_CONFIG: path };
}

async function account(
  wish: Partial<LocalAthenaWish> = {},
): Promise<{ local: LocalAthena; env: Record<string, string> }> {
  const folder = temporaryFolder();
  put(
    folder,
    logPath("111122223333", "us-east-1", "2025-01-10"),
    records(
      event({
        eventTime: "2025-01-10T10:00:00Z",
        eventName: "AuthorizeSecurityGroupIngress",
        requestParameters: { groupId: "sg-5887f224" },
      }),
    ),
  );
  const local = await startLocalAthena({
    folder,
    tables: [{ layout: "account-region-ymd", accounts: ["111122223333"], regions: ["us-east-1"] }],
    ...wish,
  });
  onTestFinished(() => local.close());
  const env = {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIAEXAMPLEEXAMPLE12",
    AWS_SECRET_ACCESS_KEY: "example",
    AWS_ENDPOINT_URL_ATHENA: local.url,
    AWS_ENDPOINT_URL_S3: local.url,
    ...configFile(),
  };
  return { local, env };
}

const QUESTION = "who changed sg-5887f224 on 2025-01-10";

describe("fault 240: where DuckDB's library cannot be loaded", () => {
  /** As on another processor or C library: whoever asks for the library gets an error. */
  function without(): Record<string, string> {
    const hook = join(temporaryFolder(), "hook.mjs");
    writeFileSync(
      hook,
      'import { registerHooks } from "node:module";\nregisterHooks({ resolve(name, context, next) { if (name.startsWith("@duckdb/")) throw new Error("invalid ELF header"); return next(name, context); } });\n',
    );
    return { NODE_OPTIONS: `--import ${hook}` };
  }

  it("Athena answers all the same", async () => {
    const { env } = await account();
    const { code, out, err } = await launched(["ask", QUESTION], { env: { ...env, ...without() } });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("1 change to sg-5887f224 by alice.");
  });

  it("what needs no engine works, and what needs it says so in a sentence", async () => {
    for (const words of [["help"], ["parse", QUESTION], ["intents"], ["config", "check"]]) {
      expect(await launched(words, { env: without() })).toMatchObject({ code: 0, err: "" });
    }
    const sentence =
      /^The local engine \(DuckDB\) cannot be loaded on this machine: [^\n]*`engine: athena` does without it\.\n$/;
    expect(await launched(["ask", QUESTION], { env: without() })).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringMatching(sentence),
    });
    const tokens = { SLACK_BOT_TOKEN: "xoxb-1-abc", SLACK_APP_TOKEN: "xapp-1-abc" };
    const start = await launched(["start"], { env: { ...without(), ...tokens } });
    expect(start.code).toBe(78);
    expect(start.out).toContain("The local engine (DuckDB) cannot be loaded");
  });
});

describe("./trail ask over Athena", () => {
  it("answers, from the configuration or by the flag", async () => {
    const { env, local } = await account();
    const { code, out, err } = await launched(["ask", QUESTION], { env });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("1 change to sg-5887f224 by alice.");
    expect(out).toMatch(/Read \d+ B, under \$0\.01, Athena, SQL [0-9a-f]{12}\./);
    const flag = await trail(["ask", QUESTION, "--engine", "athena", "--json"], { ...env, TRAIL_DATA: "/nowhere" });
    const document: unknown = JSON.parse(flag.out);
    expect(document).toMatchObject({
      engine: "athena",
      rowCount: 1,
      executions: [{ id: local.queries[1]?.id, values: ["sg-5887f224", expect.stringContaining("sg\\-5887f224")] }],
      coverage: { files: 1, missing: [] },
    });
  });

  it("leaves local logs to DuckDB, and says when both are asked for", async () => {
    const { env, local } = await account();
    const folder = temporaryFolder();
    put(
      folder,
      "a.json",
      records(event({ eventName: "DeleteSecurityGroup", requestParameters: { groupId: "sg-5887f224" } })),
    );
    const { out } = await trail(["ask", QUESTION, "--data", folder], env);
    expect(out).toContain("DuckDB");
    expect(local.calls).toEqual([]);
    const both = await trail(["ask", QUESTION, "--data", folder, "--engine", "athena"], env);
    expect(both).toMatchObject({ code: 1, err: expect.stringContaining("--data names logs on this machine") });
  });

  it("writes what AWS said into the log alone", async () => {
    const { env, local } = await account();
    local.fail("StartQueryExecution", { kind: "error", name: "AccessDeniedException", message: "raw-text-of-aws" }, 2);
    const quiet = await trail(["ask", QUESTION], env);
    expect(quiet).toMatchObject({ code: 1, err: expect.stringMatching(/^AWS denied Trail to start the query/) });
    expect(quiet.err).not.toContain("raw-text-of-aws");
    const loud = await trail(["ask", QUESTION], { ...env, LOG_LEVEL: "warn" });
    expect(loud.err).toContain("raw-text-of-aws");
  });

  it("without credentials or a region says so at once", async () => {
    const { env } = await account();
    const { code, err } = await trail(["ask", QUESTION], {
      ...configFile(),
      AWS_REGION: env["AWS_REGION"] ?? "",
      AWS_EC2_METADATA_DISABLED: "true",
    });
    expect(code).toBe(1);
    expect(err).toMatch(/^AWS does not accept the credentials, or there are none/);
  });
});

describe("./trail start over Athena", () => {
  const tokens = {
    SLACK_BOT_TOKEN: "xoxb-1-2-abc",
    SLACK_APP_TOKEN: "xapp-1-2-abc",
    SLACK_API_URL: "http://127.0.0.1:1/api/",
  };

  it("is refused without an enforced limit of bytes, and no restart mends that (fault 82)", async () => {
    const { env } = await account({
      workgroup: { Name: "trail", Configuration: { EnforceWorkGroupConfiguration: true } },
    });
    const { code, out, err } = await launched(["start"], { env: { ...env, ...tokens } });
    expect(code).toBe(78);
    expect(out + err).toContain("has no limit of bytes for a query");
  });
});

describe("./trail setup and ./trail doctor", () => {
  it("print the table, the policies and the app for the configuration, without a call", async () => {
    const env = configFile();
    const table = await trail(["setup", "table"], env);
    expect(table).toMatchObject({ code: 0, err: "" });
    expect(table.out).toContain("'projection.region.values' = 'us-east-1,eu-central-1'");
    const role = await trail(["setup", "role", "--account", "777788889999", "--role", "trail-bot"], {
      ...env,
      AWS_REGION: "eu-central-1",
    });
    expect(role.out).toContain("arn:aws:iam::777788889999:role/trail-bot");
    expect(role.out).toContain("arn:aws:athena:eu-central-1:777788889999:workgroup/trail");
    expect((await trail(["setup", "manifest", "--url", "https://trail.example.com/slack/events"], env)).out).toContain(
      "request_url: https://trail.example.com/slack/events",
    );
  });

  it.each([
    [["setup", "castle"], /setup castle is not known/],
    [["setup", "role", "--account", "12"], /--account 12 is no account/],
    [["setup", "table", "--since", "2026-02-30"], /--since 2026-02-30 is no day/],
    [["setup", "table", "--days", "0"], /--days 0 is no number of days/],
    [["setup", "manifest", "--url", "http://x"], /begins with https/],
  ])("%j is refused in words", async (words, expected) => {
    expect(await trail(words, configFile())).toMatchObject({ code: 1, err: expect.stringMatching(expected) });
  });

  it("says what a table still needs", async () => {
    const { code, err } = await trail(["setup", "table"], configFile("engine: athena\n"));
    expect(code).toBe(1);
    expect(err).toMatch(/athena\.logs: .*\n {2}accounts: .*\n {2}regions: /);
  });

  it("doctor looks at everything, a line each, and fails where something is wrong", async () => {
    const { env, local } = await account();
    const { code, out } = await trail(["doctor"], env);
    expect(out).toMatch(/^ok {4}configuration: read; the engine is athena\n/);
    expect(out).toMatch(/^ok {4}table default\.cloudtrail_logs: layout account-region-ymd$/m);
    expect(out).toMatch(/^WRONG logs of 111122223333: us-east-1 until 2025-01-10/m);
    expect({ code, end: out.slice(out.lastIndexOf("\n\n")) }).toEqual({ code: 1, end: "\n\n1 wrong.\n" });
    const intents = await trail(["doctor", "--intents"], env);
    expect(intents).toMatchObject({ code: 0, err: "" });
    expect(intents.out).toMatch(/^ok {4}who-changed: Athena accepts its SQL$/m);
    expect(local.queries.filter(({ input }) => input.QueryString.startsWith("EXPLAIN")).length).toBeGreaterThan(9);
  });

  it("doctor over local logs, and without any", async () => {
    const folder = temporaryFolder();
    put(folder, "a.json", records(event({})));
    const { code, out } = await trail(["doctor"], { TRAIL_DATA: folder });
    expect({ code, end: out.trimEnd().split("\n").at(-1) }).toEqual({ code: 0, end: "Nothing is wrong." });
    expect(out).toMatch(/^ok {4}logs: /m);
    expect((await trail(["doctor"], { TRAIL_DATA: join(folder, "none") })).out).toMatch(
      /^WRONG logs: .*does not exist/m,
    );
    expect((await trail(["doctor", "--intents"], { TRAIL_DATA: folder })).out).toMatch(
      /^ok {4}who-changed: DuckDB runs its SQL$/m,
    );
  });
});
