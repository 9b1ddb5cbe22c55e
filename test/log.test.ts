import { describe, expect, it } from "vitest";
import { createLog } from "../src/log.ts";

function lines(write: (log: ReturnType<typeof createLog>) => void): {
  text: string;
  parsed: Record<string, unknown>[];
} {
  let text = "";
  write(createLog("debug", { write: (line: string) => void (text += line) }));
  return {
    text,
    parsed: text
      .split("\n")
      .filter(Boolean)
      .map((line) => ({ ...JSON.parse(line) })),
  };
}

describe("the log", () => {
  it("fault 182: is one line of JSON for each event, whatever a text holds", () => {
    const { parsed } = lines((log) => log.info('a\n{"level":30}', { user: 'x"\n{"level":60,"msg":"forged"}' }));
    expect(parsed).toHaveLength(1);
    expect(parsed[0]).toMatchObject({ level: 30, user: 'x"\n{"level":60,"msg":"forged"}' });
  });

  it.each<[string, (log: ReturnType<typeof createLog>) => void]>([
    ["a message", (log) => log.warn("Slack said xoxb-111122223333-abcdefghij")],
    ["a fact", (log) => log.warn("x", { reason: "xoxb-111122223333-abcdefghij" })],
    ["a fact within facts", (log) => log.warn("x", { a: { b: ["xoxb-111122223333-abcdefghij"] } })],
    ["an error", (log) => log.error("x", { cause: new Error("token xoxb-111122223333-abcdefghij") })],
    [
      "the cause of an error",
      (log) => log.error("x", { cause: new Error("y", { cause: new Error("xoxb-111122223333-abcdefghij") }) }),
    ],
    [
      "a fact by its name",
      (log) => log.warn("x", { a: { password: "hunter2-abcdefghij" }, signingToken: "xoxb-111122223333-x" }),
    ],
    [
      "an address that answers a command",
      (log) => log.warn("x", { url: "https://hooks.slack.com/commands/T0/1/abcdefghij" }),
    ],
    ["an address of a socket", (log) => log.warn("wss://wss-primary.slack.com/link/?ticket=abcdefghij&x=1")],
    ["a browser's token", (log) => log.warn("xoxc-111122223333-abcdefghij")],
    ["what a child carries", (log) => log.child({ job: "xoxb-111122223333-abcdefghij" }).info("x")],
  ])("fault 180: hides secrets in %s", (_, write) => {
    const { text } = lines(write);
    expect(text).toMatch(/\[redacted:(token|password|presigned-url)\]/);
    expect(text).not.toContain("abcdefghij");
  });

  it("carries a child's facts on each line, and an error's code", () => {
    const failure = Object.assign(new Error("No."), { code: "refused" });
    const { parsed } = lines((log) => {
      const child = log.child({ job: "j1" });
      child.info("began");
      child.error("failed", { cause: failure });
    });
    expect(parsed).toMatchObject([{ job: "j1" }, { job: "j1", cause: { code: "refused", message: "No." } }]);
  });
});
