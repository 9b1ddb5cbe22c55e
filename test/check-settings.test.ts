import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkSettings } from "../src/check-settings.ts";
import { temporaryFolder } from "./fixtures/logs.ts";

const TOKENS = { SLACK_BOT_TOKEN: "xoxb-1-abc", SLACK_APP_TOKEN: "xapp-1-abc" };

/** An environment with a configuration of its own, and a state folder that is not made. */
function settings(text: string, more: Record<string, string> = {}): Record<string, string> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "trail.yml"), text);
  return { TRAIL_CONFIG: join(folder, "trail.yml"), TRAIL_STATE: join(folder, "state"), ...more };
}

async function faults(text: string, more: Record<string, string> = {}): Promise<string> {
  return (await checkSettings(settings(text, more))).faults.join("\n");
}

describe("a check of all settings", () => {
  it("finds nothing wrong with defaults, says what it did not look at, and writes nothing", async () => {
    const state = join(temporaryFolder(), "state");
    expect(await checkSettings({ TRAIL_STATE: state })).toEqual({
      faults: [],
      notes: [
        "TRAIL_CONFIG is not set: the defaults hold.",
        "The bot's own settings were not checked, since no variable SLACK_… is set: a terminal needs none.",
      ],
    });
    expect(readdirSync(join(state, ".."))).toEqual([]);
  });

  it("finds nothing wrong with a bot in order", async () => {
    expect(await checkSettings(settings("access: [{ channels: [C0INC], intents: ['who-*'] }]\n", TOKENS))).toEqual({
      faults: [],
      notes: [],
    });
    expect(await checkSettings(settings("", TOKENS))).toEqual({
      faults: [],
      notes: ["There is no rule under `access`: the bot answers nobody."],
    });
  });

  it("names a question of alerts.run that cannot be asked", async () => {
    const queue = "queue: https://sqs.us-east-1.amazonaws.com/111122223333/q, channel: C0INC";
    const access = "access: [{ channels: [C0INC] }]\n";
    const text = await faults(`${access}alerts: { ${queue}, run: { cloudwatch: instance-exposre } }\n`, TOKENS);
    expect(text).toMatch(/alerts\.run names questions that cannot be asked: instance-exposre\./);
    expect(await faults(`${access}alerts: { ${queue}, run: { cloudwatch: instance-exposure } }\n`, TOKENS)).toBe("");
  });

  it.each([
    ["a queue without a channel", "queue: https://sqs.us-east-1.amazonaws.com/111122223333/q", /name the channel/],
    ["what is no queue", "queue: https://evil.example/q, channel: C0INC", /write the address of a standard queue/],
    ["questions without a queue", "run: { cloudwatch: recent }", /set alerts\.queue/],
    ["a kind that there is not", "run: { nagios: recent }", /alerts\.run/],
    ["a bot by its name", "watch: [{ channel: C0OPS, bots: [aws] }]", /write a bot's id/],
    ["another key", "topic: x", /Unrecognized key: "topic"/],
  ])("refuses in alerts %s", async (_, text, words) => {
    expect(await faults(`alerts: { ${text} }\n`, TOKENS)).toMatch(words);
  });

  it("faults 116, 117 and 118: names the faults of all places at once, and no token", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "mine.yml"), "title: Mine\nphrases: [\n");
    writeFileSync(join(folder, "other.yml"), "colour: red\n");
    const text = await faults(
      `foo: 1\nlimits: { confirm: 1e1 }\naccess: [{ accounts: [prod], intents: [who-chagned] }]\nintents: [${folder}, /nowhere/at/all]\n`,
      {
        SLACK_BOT_TOKEN: "xoxp-1-topsecret",
        SLACK_SIGNING_SECRET: "topsecret\n",
        PORT: "3_000",
        LOG_LEVEL: "loud",
        TRAIL_DATA: "/nowhere/logs",
        TRAIL_STATE: "/dev/null/state",
      },
    );
    for (const words of [
      /Unrecognized key: "foo"/,
      /Line 2: 1e1 is an odd way to write a number/,
      /accounts that `accounts` does not: prod\./,
      /intents that there are not: who-chagned\./,
      /mine\.yml: it is not valid YAML/,
      /other\.yml: [\s\S]*Unrecognized key: "colour"/,
      /nowhere\/at\/all: this folder of intents cannot be read/,
      /SLACK_BOT_TOKEN is of the wrong kind/,
      /SLACK_SIGNING_SECRET begins or ends with a space or a line break/,
      /PORT is no port/,
      /LOG_LEVEL is none of/,
      /folder of logs \/nowhere\/logs cannot be opened: it does not exist/,
      /state folder \/dev\/null\/state cannot be written/,
    ]) {
      expect(text).toMatch(words);
    }
    expect(text).not.toMatch(/topsecret|xoxp/);
  });

  it("looks at the intents and at Slack beside a file that cannot be read", async () => {
    const text = (
      await checkSettings({ TRAIL_CONFIG: "/nowhere.yml", TRAIL_STATE: temporaryFolder(), SLACK_BOT_TOKEN: "xoxb-…" })
    ).faults.join("\n");
    expect(text).toMatch(/TRAIL_CONFIG cannot be read: ENOENT[\s\S]*SLACK_BOT_TOKEN still holds an example/);
    expect(text).toMatch(/SLACK_APP_TOKEN is missing/);
  });

  it("does not blame a rule for an intent whose file is broken", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "mine.yml"), "title: [\n");
    expect(await faults(`access: [{ intents: [mine, "who-*"] }]\nintents: [${folder}]\n`)).not.toMatch(/access names/);
  });

  it("takes the digest for something that a rule may name", async () => {
    expect(await faults("access: [{ intents: [digest] }]\n")).toBe("");
  });

  it("names a log level that is none in a terminal, too", async () => {
    expect(await faults("", { LOG_LEVEL: "loud" })).toBe("LOG_LEVEL is none of debug, info, warn, error, silent.");
  });

  it("names a port that is wanted twice", async () => {
    const http = { SLACK_BOT_TOKEN: "xoxb-1-abc", SLACK_SIGNING_SECRET: "0123456789abcdef", PORT: "9090" };
    expect(await faults("monitor: { port: 9090 }\n", http)).toMatch(/PORT is the port of the monitor too/);
    expect(await faults("monitor: { port: 9091 }\n", http)).toBe("");
  });

  it("says that a named folder of logs wins over the engine", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "a.json"), '{"Records":[]}');
    const { notes } = await checkSettings(settings("engine: athena\n", { TRAIL_DATA: folder }));
    expect(notes).toContain("TRAIL_DATA is set: questions run on DuckDB over it, whatever `engine` says.");
  });
});
