import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inspectSlackSettings, readSlackSettings } from "../src/slack-settings.ts";

const SOCKET = { SLACK_BOT_TOKEN: "xoxb-1-abc", SLACK_APP_TOKEN: "xapp-1-abc" };
const HTTP = { SLACK_BOT_TOKEN: "xoxb-1-abc", SLACK_SIGNING_SECRET: "0123456789abcdef", PORT: "3000" };

describe("what the environment says about Slack", () => {
  it("is Socket Mode by default, and HTTP with a port", () => {
    expect(readSlackSettings(SOCKET)).toEqual({
      botToken: "xoxb-1-abc",
      receiving: { by: "socket", appToken: "xapp-1-abc" },
      apiUrl: "https://slack.com/api/",
      logLevel: "info",
    });
    expect(readSlackSettings({ ...HTTP, LOG_LEVEL: "debug" })).toMatchObject({
      receiving: { by: "http", signingSecret: "0123456789abcdef", port: 3000 },
      logLevel: "debug",
    });
  });

  it("fault 116: names all that is missing at once", () => {
    expect(() => readSlackSettings({ LOG_LEVEL: "loud", PORT: "0x10" })).toThrow(
      /SLACK_BOT_TOKEN is missing[\s\S]*PORT is no port[\s\S]*SLACK_SIGNING_SECRET is missing[\s\S]*LOG_LEVEL is none of/,
    );
  });

  it.each([
    [
      "fault 116: a user's token",
      { ...SOCKET, SLACK_BOT_TOKEN: "xoxp-1-secret" },
      /SLACK_BOT_TOKEN is of the wrong kind/,
    ],
    [
      "fault 116: a line break at the end",
      { ...SOCKET, SLACK_BOT_TOKEN: "xoxb-1-secret\n" },
      /SLACK_BOT_TOKEN begins or ends/,
    ],
    [
      "fault 118: an example",
      { ...SOCKET, SLACK_APP_TOKEN: "xapp-your-secret" },
      /SLACK_APP_TOKEN still holds an example/,
    ],
    ["fault 117: a port in another spelling", { ...HTTP, PORT: "1e3" }, /PORT is no port/],
    ["fault 117: a port in hexadecimal digits", { ...HTTP, PORT: "0x10" }, /PORT is no port/],
    ["fault 117: a port with separators", { ...HTTP, PORT: "3_000" }, /PORT is no port/],
    ["plain http elsewhere", { ...SOCKET, SLACK_API_URL: "http://slack.example.com/api/" }, /SLACK_API_URL must begin/],
    ["no address", { ...SOCKET, SLACK_API_URL: "slack" }, /SLACK_API_URL is no address/],
  ])("refuses %s, without showing it", (_, environment, message) => {
    expect(() => readSlackSettings(environment)).toThrow(message);
    expect(() => readSlackSettings(environment)).not.toThrow(/secret\b.*secret|xoxp|1e3/);
  });

  it("fault 118: refuses every token that the documents show", () => {
    const root = join(import.meta.dirname, "..");
    const pages = ["README.md", "SECURITY.md", ...readdirSync(join(root, "docs")).map((name) => join("docs", name))];
    const shown = pages.flatMap(
      (page) => readFileSync(join(root, page), "utf8").match(/\b(?:xoxb|xapp)-[^\s`"']*/g) ?? [],
    );
    expect(shown.length).toBeGreaterThan(1);
    for (const token of shown) {
      const taken = { SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: token };
      expect(inspectSlackSettings(taken).faults.length, token).toBe(2);
    }
  });

  it.each([
    ["xoxb-your-token", "xapp-your-token"],
    ["xoxb-xxxx-xxxx", "xapp-1-XXXX"],
    ["xoxb-<token>", "xapp-…"],
    ["xoxb-example", "xapp-changeme"],
    ["xoxb-token", "xapp-my-token"],
  ])("fault 118: refuses the examples %s and %s", (SLACK_BOT_TOKEN, SLACK_APP_TOKEN) => {
    expect(inspectSlackSettings({ SLACK_BOT_TOKEN, SLACK_APP_TOKEN }).faults).toEqual([
      expect.stringMatching(/^SLACK_BOT_TOKEN still holds an example/),
      expect.stringMatching(/^SLACK_APP_TOKEN still holds an example/),
    ]);
  });

  it("takes a token in whose random part three x's stand", () => {
    const SLACK_BOT_TOKEN = "xoxb-1234567890-1234567890-aXxXb1Cyour";
    expect(readSlackSettings({ ...SOCKET, SLACK_BOT_TOKEN }).botToken).toBe(SLACK_BOT_TOKEN);
  });

  it("takes plain http on this machine, and adds the slash", () => {
    expect(readSlackSettings({ ...SOCKET, SLACK_API_URL: "http://127.0.0.1:9/api" }).apiUrl).toBe(
      "http://127.0.0.1:9/api/",
    );
  });
});
