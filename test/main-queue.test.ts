import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startLocalSlack } from "../src/playground/start-local-slack.ts";
import { alarm } from "./fixtures/alerts/payloads.ts";
import { groupLogs } from "./fixtures/bot.ts";
import { runToEnd, started } from "./fixtures/command-line/started.ts";
import { temporaryFolder } from "./fixtures/logs.ts";
import { startLocalSqs, type LocalSqs } from "./fixtures/sqs/local-sqs.ts";

/** The launcher in a process of its own, with SQS on this machine. */

const ALERTS =
  "alerts: { queue: https://sqs.us-east-1.amazonaws.com/111122223333/trail-alerts, channel: C0OPS, role: trail }\n";
const ATHENA = 'engine: athena\nathena: { logs: "s3://logs/AWSLogs/", output: "s3://results/athena/" }\n';

function configured(text: string): Record<string, string> {
  const path = join(temporaryFolder(), "trail.yml");
  writeFileSync(path, text);
  return { TRAIL_CONFIG: path };
}

function awsAt({ url }: LocalSqs): Record<string, string> {
  return {
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "AKIAEXAMPLEEXAMPLE12",
    AWS_SECRET_ACCESS_KEY: "example",
    AWS_ENDPOINT_URL_SQS: url,
  };
}

describe("./trail setup, with a queue", () => {
  it("prints queue, policy and rules for the queue of the configuration, or says what to set", async () => {
    const { code, out } = await runToEnd(["setup", "queue"], configured(ALERTS));
    expect(code).toBe(0);
    expect(out).toContain("arn:aws:sqs:us-east-1:111122223333:trail-alerts");
    const without = await runToEnd(["setup", "queue"], configured(""));
    expect(without).toMatchObject({ code: 1, out: expect.stringContaining("set alerts.queue") });
  });

  it("adds the queue's actions, with the reason, to the role that is to have them", async () => {
    const on = await runToEnd(["setup", "role"], configured(ATHENA + ALERTS));
    expect(on.out).toMatch(/^# Alerts: alerts\.queue is set/m);
    expect(on.out).toContain('"sqs:DeleteMessage"');
    const off = await runToEnd(["setup", "role"], configured(ATHENA));
    expect(off.out).not.toMatch(/sqs:/);
  });
});

describe("./trail doctor, with a queue", () => {
  it("looks whether it can be read, and takes nothing out of it", async () => {
    const sqs = await startLocalSqs();
    sqs.put(alarm());
    const env = { ...awsAt(sqs), TRAIL_DATA: groupLogs(), ...configured(ALERTS) };
    const { out } = await runToEnd(["doctor"], env);
    expect(out).toMatch(/^ok {4}queue: trail-alerts can be read; about 1 message waits$/m);
    expect(sqs.calls).toEqual(["GetQueueAttributes"]);
    sqs.fail("GetQueueAttributes", { kind: "error", name: "AccessDenied", status: 403, message: "raw-text-of-aws" });
    const denied = await runToEnd(["doctor"], env);
    expect(denied.code).toBe(1);
    expect(denied.out).toMatch(/^WRONG queue: AWS denied Trail to read the queue of alerts.*\(raw-text-of-aws\)$/m);
    sqs.fail("GetQueueAttributes", { kind: "error", name: "QueueDoesNotExist" });
    expect((await runToEnd(["doctor"], env)).out).toMatch(/^WRONG queue: there is no such queue/m);
    const unnamed = { ...env, ...configured(ALERTS.replace(", role: trail", "")) };
    expect((await runToEnd(["doctor"], unnamed)).out).toMatch(/alerts\.role: is not set/);
  });
});

describe("./trail start, with a queue", () => {
  it("shows what it holds, and ends cleanly with the next signal", { timeout: 60_000 }, async () => {
    const [sqs, slack] = await Promise.all([startLocalSqs(), startLocalSlack()]);
    onTestFinished(() => slack.close());
    const bot = started(["start"], {
      ...awsAt(sqs),
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      TRAIL_DATA: groupLogs(),
      TRAIL_STATE: temporaryFolder(),
      ...configured(ALERTS),
    });
    sqs.put(alarm());
    await expect.poll(() => sqs.left(), { timeout: 30_000 }).toBe(0);
    expect(slack.messages("C0OPS")[0]?.text).toContain("web-1-cpu-high");
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
  });
});
