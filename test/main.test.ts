import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commandLineForThisFile, launched, TRAIL } from "./fixtures/command-line/command-line.ts";
import { STORIES } from "../src/sample/stories.ts";
import { event, logPath, put, records, temporaryFolder } from "./fixtures/logs.ts";

const trail = commandLineForThisFile();

describe("on a fresh machine, over the sample logs", () => {
  const cwd = temporaryFolderForAll();

  it("answers the first question of the README", async () => {
    const { code, out, err } = await launched(["ask", "who changed sg-5887f224 yesterday"], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("2 changes to sg-5887f224 by bob.");
    expect(out).toMatch(/bob opened port 143 of sg-5887f224 to ::\/0/);
    expect(out).toContain("These are sample logs that Trail made, not yours");
  });

  it("tells the same story on its own date, and in a far zone", async () => {
    const own = await trail(["ask", "who changed sg-5887f224 on 2017-02-16", "--json"], { cwd });
    expect(JSON.parse(own.out)).toMatchObject({
      rowCount: 2,
      rows: [{ eventtime: "2017-02-16T19:42:02Z" }, { eventtime: "2017-02-16T19:09:55Z" }],
    });
    const far = await trail(
      [
        "ask",
        "who changed sg-5887f224 yesterday",
        "--json",
        "--tz",
        "Pacific/Kiritimati",
        "--now",
        "2026-11-20T09:30:00Z",
      ],
      { cwd },
    );
    expect(JSON.parse(far.out)).toMatchObject({ rowCount: 2, rows: [{ eventtime: "2026-11-18T22:00:00Z" }, {}] });
  });

  it.each(STORIES.flatMap(({ title, questions }) => questions.map((question) => [title, question])))(
    "%s: %s",
    async (_, question) => {
      const { code, out } = await trail(["ask", question, "--json"], { cwd });
      expect(code).toBe(0);
      expect(JSON.parse(out).rowCount).toBeGreaterThan(0);
    },
  );
});

function temporaryFolderForAll(): string {
  const folder = join(import.meta.dirname, "../node_modules/.cache/trail-main-test");
  mkdirSync(folder, { recursive: true });
  return folder;
}

describe("the command line", () => {
  it("helps, lists and shows intents, checks the configuration", async () => {
    expect(await trail([])).toMatchObject({ code: 0, out: expect.stringContaining("./trail ask") });
    expect(await trail(["intents"])).toMatchObject({ code: 0, out: expect.stringContaining("who-changed") });
    expect(await trail(["intents", "show", "who-changed"])).toMatchObject({
      code: 0,
      out: expect.stringContaining("regexp_like(searchtext, :resource_pattern)"),
    });
    expect((await trail(["intents", "show", "instance-exposure"])).out).toMatch(
      /resource {6}.*\(resource, one or more, what belongs to it is asked of AWS with features\.ec2\)/,
    );
    expect(await trail(["intents", "show", "nothing"])).toMatchObject({
      code: 1,
      err: expect.stringContaining("There is no intent nothing"),
    });
    expect(await trail(["config", "check"])).toMatchObject({ code: 0 });
  });

  it("names all faults at once on standard error, with exit 1", async () => {
    const cwd = temporaryFolder();
    writeFileSync(
      join(cwd, "trail.yml"),
      "engine: athena\nstore: { kind: dynamodb }\nfoo: 1\nintents: [/nowhere/at/all]\n",
    );
    const env = { TRAIL_CONFIG: join(cwd, "trail.yml"), SLACK_BOT_TOKEN: "xoxp-1-topsecret" };
    const { code, out, err } = await launched(["config", "check"], { cwd, env });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(
      /"foo"[\s\S]*nowhere\/at\/all[\s\S]*AWS_REGION is missing: set it to the region of the workgroup and the store's table[\s\S]*SLACK_BOT_TOKEN is of the wrong kind/,
    );
    expect(err).not.toMatch(/topsecret|\n\s+at \S+ \(/);
    const named = await trail(["config", "check"], { cwd, env: { ...env, AWS_REGION: "eu-west-1" } });
    expect(named.err).not.toMatch(/AWS_REGION/);
  });

  it("reads a batch from standard input", async () => {
    const { code, out } = await launched(["parse", "--batch"], {
      input: '{"id":"q","text":"who changed sg-1 yesterday","now":"2026-11-20T13:05:30Z","tz":"UTC"}\n',
    });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ id: "q", intent: "who-changed", start: "2026-11-19T00:00:00Z" });
  });

  it("reads configuration, data and state from the environment", async () => {
    const cwd = temporaryFolder();
    put(cwd, logPath("111122223333", "us-east-1", "2026-11-20"), records(event({ eventName: "StopInstances" })));
    writeFileSync(join(cwd, "trail.yml"), 'accounts: { "111122223333": payments }\n');
    const env = { TRAIL_CONFIG: join(cwd, "trail.yml"), TRAIL_DATA: cwd, TRAIL_STATE: join(cwd, "state") };
    const { code, out } = await trail(["ask", "what did alice do in payments", "--now", "2026-11-20T12:00:00Z"], {
      cwd,
      env,
    });
    expect(code).toBe(0);
    expect(out).toContain("alice: 1 change");
    expect(out).toContain("payments (111122223333)");
    expect(readdirSync(join(cwd, "state", "spool"))).toEqual([]);
  });

  it("keeps answering beside broken files, and names them", async () => {
    const cwd = temporaryFolder();
    put(cwd, "good.json.gz", records(event({ eventName: "StopInstances" })));
    put(cwd, "half.json.gz", Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]));
    put(
      cwd,
      "odd.json.gz",
      '{"Records":[{"eventTime":"2026-11-20T11:00:00Z","eventID":"s","eventName":"RebootInstances","userIdentity":{"type":"IAMUser","userName":"alice"},"userAgent":"\\ud800"}]}',
    );
    const { code, out } = await trail(
      ["ask", "what did alice do", "--data", ".", "--now", "2026-11-20T12:00:00Z", "--json"],
      { cwd },
    );
    expect(code).toBe(0);
    const document = JSON.parse(out);
    expect(document.rows.map((row: { eventname: string }) => row.eventname)).toEqual([
      "RebootInstances",
      "StopInstances",
    ]);
    expect(document.coverage.skippedFiles.map((skipped: { file: string }) => skipped.file)).toEqual(["half.json.gz"]);
  });

  it.each<[string, readonly string[], Record<string, string>, RegExp]>([
    [
      "a folder that is missing",
      ["ask", "who signed in", "--data", "/nowhere/at/all"],
      {},
      /^The folder of logs \/nowhere\/at\/all cannot be opened: it does not exist\.\n$/,
    ],
    ["a folder without logs", ["ask", "who signed in", "--data", "."], {}, /^The folder \. holds no logs/],
    ["an engine that is none", ["ask", "who signed in", "--engine", "spark"], {}, /^--engine spark is not known/],
    [
      "a configuration that is missing",
      ["ask", "who signed in"],
      { TRAIL_CONFIG: "/nowhere.yml" },
      /^The configuration file of TRAIL_CONFIG cannot be read/,
    ],
    [
      "a state folder that cannot be written",
      ["ask", "who signed in"],
      { TRAIL_STATE: "/dev/null/state" },
      /set TRAIL_STATE to a folder/,
    ],
  ])("says in one sentence: %s", async (_, words, env, message) => {
    const { code, out, err } = await trail(words, { env });
    expect(code).toBe(1);
    expect(out).toBe("");
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it("says where the tests of intents may not write", async () => {
    const { code, err } = await trail(["intents", "check", "who-changed"], { env: { TMPDIR: "/nowhere/at/all" } });
    expect({ code, err }).toEqual({
      code: 1,
      err: "The tests of the intents need a folder to write to, and /nowhere/at/all is none: set TMPDIR to one.\n",
    });
  });

  it("says which intent is broken, and where", async () => {
    const cwd = temporaryFolder();
    put(cwd, "intents/mine.yml", "title: Mine\nphrases: [\n");
    writeFileSync(join(cwd, "trail.yml"), `intents: [${join(cwd, "intents")}]\n`);
    const { code, err } = await trail(["intents"], { cwd, env: { TRAIL_CONFIG: join(cwd, "trail.yml") } });
    expect(code).toBe(1);
    expect(err).toMatch(/mine\.yml: it is not valid YAML/);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it("says in one sentence that the machine's Node is too old, and runs through a link", async () => {
    const cwd = temporaryFolder();
    put(cwd, "old/node", "#!/bin/sh\nexit 1\n");
    chmodSync(join(cwd, "old/node"), 0o755);
    put(cwd, "checkout/trail", readFileSync(TRAIL));
    chmodSync(join(cwd, "checkout/trail"), 0o755);
    const old = spawnSync(join(cwd, "checkout/trail"), ["help"], {
      env: { PATH: `${join(cwd, "old")}:/usr/bin:/bin` },
      encoding: "utf8",
    });
    expect(old).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringMatching(/^Trail needs Node 24 or newer: run `npm ci` in .*checkout, .*\.\n$/),
    });
    symlinkSync(TRAIL, join(cwd, "link"));
    expect(spawnSync(join(cwd, "link"), ["help"], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  });

  it("stops its query when it is told to stop", async () => {
    const cwd = temporaryFolder();
    put(cwd, "a.json.gz", records(event({})));
    const child = spawn(TRAIL, ["ask", "what did alice do", "--data", ".", "--now", "2026-11-20T12:00:00Z"], {
      cwd,
      env: { PATH: process.env["PATH"], TZ: "UTC" },
    });
    child.kill("SIGINT");
    const code = await new Promise((done) => child.on("close", done));
    // Killed before it could listen, stopped in the middle, or just done: it never hangs.
    expect([null, 0, 1]).toContain(code);
  });
});
