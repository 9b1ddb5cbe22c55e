import { describe, expect, it } from "vitest";
import { readSlackSettings } from "../src/slack-settings.ts";

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

  it("names all that is missing at once", () => {
    expect(() => readSlackSettings({ LOG_LEVEL: "loud", PORT: "0x10" })).toThrow(
      /SLACK_BOT_TOKEN is missing[\s\S]*PORT is no port[\s\S]*SLACK_SIGNING_SECRET is missing[\s\S]*LOG_LEVEL is none of/,
    );
  });

  it.each([
    ["a user's token", { ...SOCKET, SLACK_BOT_TOKEN: "xoxp-1-secret" }, /SLACK_BOT_TOKEN is of the wrong kind/],
    ["a line break at the end", { ...SOCKET, SLACK_BOT_TOKEN: "xoxb-1-secret\n" }, /SLACK_BOT_TOKEN begins or ends/],
    ["an example", { ...SOCKET, SLACK_APP_TOKEN: "xapp-your-secret" }, /SLACK_APP_TOKEN still holds an example/],
    ["a port in another spelling", { ...HTTP, PORT: "1e3" }, /PORT is no port/],
    ["a port with separators", { ...HTTP, PORT: "3_000" }, /PORT is no port/],
    ["plain http elsewhere", { ...SOCKET, SLACK_API_URL: "http://slack.example.com/api/" }, /SLACK_API_URL must begin/],
    ["no address", { ...SOCKET, SLACK_API_URL: "slack" }, /SLACK_API_URL is no address/],
  ])("refuses %s, without showing it", (_, environment, message) => {
    expect(() => readSlackSettings(environment)).toThrow(message);
    expect(() => readSlackSettings(environment)).not.toThrow(/secret\b.*secret|xoxp|1e3/);
  });

  it("takes plain http on this machine, and adds the slash", () => {
    expect(readSlackSettings({ ...SOCKET, SLACK_API_URL: "http://127.0.0.1:9/api" }).apiUrl).toBe(
      "http://127.0.0.1:9/api/",
    );
  });
});
