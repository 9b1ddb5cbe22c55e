import { describe, expect, it } from "vitest";
import type { Alert } from "../../src/alerts/alert.ts";
import type { AlertEntities } from "../../src/alerts/entities.ts";
import { createAlertReader } from "../../src/alerts/reader.ts";
import {
  alarm,
  alarmAction,
  bridged,
  bucketFinding,
  finding,
  groupChange,
  hubFinding,
  hubKeyFinding,
  instanceFinding,
  keyFinding,
  notified,
  verdict,
} from "../fixtures/alerts/payloads.ts";
import { processorTime } from "../fixtures/processor-time.ts";

const NOW = "2026-11-20T12:00:00Z";
const reader = createAlertReader({ "111122223333": "prod" });

function payload(body: unknown): ReturnType<typeof reader.payload> {
  return reader.payload(typeof body === "string" ? body : JSON.stringify(body), NOW);
}

function only(body: unknown): Alert {
  const read = payload(body);
  if (read.is !== "alerts" || read.alerts[0] === undefined) throw new Error(`No alert: ${JSON.stringify(read)}`);
  return read.alerts[0];
}

/** What there is, without what is empty. */
function named(entities: AlertEntities): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entities).filter(([, values]) => values.length > 0));
}

const HOME = { accounts: ["111122223333"], regions: ["us-east-1"] };
const INSTANCE = { id: "i-0abc123def4567890", kind: "instance" };
const GROUP = { id: "sg-5887f224", kind: "security group" };
const KEY = {
  users: ["bob"],
  accessKeys: ["AKIAIOSFODNN7EXAMPLE"],
  addresses: ["198.51.100.7"],
  ...HOME,
};

describe("a message of the queue", () => {
  it.each([
    [
      "an alarm by EventBridge",
      alarm(),
      "cloudwatch",
      "alarm",
      "2026-11-20T11:40:05Z",
      { resources: [INSTANCE], ...HOME },
    ],
    [
      "the same by SNS",
      notified(alarmAction),
      "cloudwatch",
      "alarm",
      "2026-11-20T11:40:05Z",
      { resources: [INSTANCE], ...HOME },
    ],
    [
      "an alarm that is over",
      alarm("OK"),
      "cloudwatch",
      "ok",
      "2026-11-20T11:40:05Z",
      { resources: [INSTANCE], ...HOME },
    ],
    [
      "an alarm without data",
      alarm("INSUFFICIENT_DATA"),
      "cloudwatch",
      "unknown",
      "2026-11-20T11:40:05Z",
      { resources: [INSTANCE], ...HOME },
    ],
    ["a finding about a key", keyFinding, "guardduty", "alarm", "2026-11-20T11:30:00Z", KEY],
    ["the same through SNS", notified(keyFinding), "guardduty", "alarm", "2026-11-20T11:30:00Z", KEY],
    [
      "a finding about a bucket",
      bucketFinding,
      "guardduty",
      "alarm",
      "2026-11-20T11:30:00Z",
      { roles: ["deploy"], accessKeys: ["ASIAIOSFODNN7EXAMPLE"], buckets: ["payroll-exports"], ...HOME },
    ],
    [
      "a finding about an instance",
      instanceFinding,
      "guardduty",
      "alarm",
      "2026-11-20T11:30:00Z",
      { resources: [INSTANCE, GROUP, { id: "eni-6c5ca5a8", kind: "network interface" }], ...HOME },
    ],
    [
      "a finding of Security Hub",
      hubFinding(),
      "securityhub",
      "alarm",
      "2026-11-20T11:21:00Z",
      { resources: [GROUP], ...HOME },
    ],
    [
      "one that was resolved",
      hubFinding({ Workflow: { Status: "RESOLVED" } }),
      "securityhub",
      "ok",
      "2026-11-20T11:21:00Z",
      { resources: [GROUP], ...HOME },
    ],
    ["one of GuardDuty's in Security Hub", hubKeyFinding, "securityhub", "alarm", "2026-11-20T11:21:00Z", KEY],
    [
      "a verdict of Config",
      bridged("Config Rules Compliance Change", "aws.config", verdict("NON_COMPLIANT")),
      "config",
      "alarm",
      "2026-11-20T11:11:13Z",
      { buckets: ["payroll-exports"], ...HOME },
    ],
    [
      "a better verdict by SNS",
      notified(verdict("COMPLIANT")),
      "config",
      "ok",
      "2026-11-20T11:11:13Z",
      { buckets: ["payroll-exports"], ...HOME },
    ],
    [
      "a change that Config saw",
      notified(groupChange),
      "config",
      "alarm",
      "2026-11-20T11:09:00Z",
      { resources: [GROUP], ...HOME },
    ],
  ])("is read: %s", (_, body, kind, state, at, entities) => {
    const alert = only(body);
    expect({ kind: alert.kind, state: alert.state, at: alert.at }).toEqual({ kind, state, at });
    expect(named(alert.entities)).toEqual(entities);
  });

  it("has the same key when it is repeated or over, by whatever way it comes, and another for another thing", () => {
    expect(only(alarm("OK")).key).toBe(only(alarm()).key);
    expect(only(notified(alarmAction)).key).toBe(only(alarm()).key);
    expect(only(notified(verdict("COMPLIANT"))).key).toBe(only(verdict("NON_COMPLIANT")).key);
    const keys = [alarm(), keyFinding, hubFinding(), hubKeyFinding, verdict("COMPLIANT"), groupChange].map(
      (one) => only(one).key,
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("names its sender's id: EventBridge's, inside SNS too, else that of SNS", () => {
    expect(payload(alarm()).id).toBe("0c0ffee0-1111-4222-8333-444455556666");
    expect(payload(notified(alarm())).id).toBe("0c0ffee0-1111-4222-8333-444455556666");
    expect(payload(notified(alarmAction)).id).toBe("5a5e5e5e-aaaa-4bbb-8ccc-ddddeeeeffff");
    expect(payload({ title: "x" }).id).toBeNull();
  });

  it("may be of anybody's making", () => {
    const alert = only({
      title: "Many denied calls",
      source: "datadog",
      key: "denied-1",
      state: "resolved",
      time: 1_795_174_800,
      resources: ["sg-5887f224", "'; DROP TABLE x"],
      users: ["bob"],
      roles: ["deploy"],
      accessKeys: ["AKIAIOSFODNN7EXAMPLE"],
      addresses: ["198.51.100.7", "not an address"],
      buckets: ["payroll-exports"],
      accounts: ["1111-2222-3333"],
      regions: ["US-EAST-1"],
      by: ["arn:aws:sts::111122223333:assumed-role/ci/run-1"],
      text: "seen on i-0abc123def4567890",
      severity: "unknown keys are left alone",
    });
    expect(alert).toMatchObject({
      kind: "datadog",
      title: "Many denied calls",
      state: "ok",
      at: "2026-11-20T11:40:00Z",
      doers: ["arn:aws:sts::111122223333:assumed-role/ci/run-1"],
    });
    expect(named(alert.entities)).toEqual({
      resources: [GROUP, INSTANCE],
      users: ["bob", "arn:aws:sts::111122223333:assumed-role/ci/run-1"],
      roles: ["deploy"],
      accessKeys: ["AKIAIOSFODNN7EXAMPLE"],
      addresses: ["198.51.100.7"],
      buckets: ["payroll-exports"],
      ...HOME,
    });
    expect(only({ title: "Only this", source: "something else" })).toMatchObject({
      kind: "generic",
      state: "alarm",
      at: NOW,
    });
  });

  it("tells who did it, where a finding says so", () => {
    expect(only(keyFinding).doers).toEqual(["bob", "AKIAIOSFODNN7EXAMPLE"]);
    expect(only(hubKeyFinding).doers).toEqual(["bob", "AKIAIOSFODNN7EXAMPLE"]);
    const root = { resourceType: "AccessKey", accessKeyDetails: { userType: "Root", userName: "Root" } };
    expect(only(finding("Policy:IAMUser/RootCredentialUsage", root)).entities.users).toEqual(["root"]);
  });

  it("takes its own time only where it can be: not from the future, nor from years ago", () => {
    expect(only({ title: "x", time: "2031-01-01T00:00:00Z" }).at).toBe(NOW);
    expect(only({ title: "x", time: "1999-01-01T00:00:00Z" }).at).toBe(NOW);
    expect(only({ title: "x", time: "soon" }).at).toBe(NOW);
    expect(only({ title: "x", time: "2026-11-20T12:03:00Z" }).at).toBe(NOW);
  });

  it.each([
    ["no JSON", "Something is broken, please look"],
    ["nothing", ""],
    ["fault 186: null", "null"],
    ["fault 186: a number", "1"],
    ["fault 186: a text", '"x"'],
    ["fault 186: an empty object", "{}"],
    ["an alarm of another shape", JSON.stringify({ AlarmName: 5, NewStateValue: [] })],
    [
      "an event of another shape",
      JSON.stringify(bridged("CloudWatch Alarm State Change", "aws.cloudwatch", { alarmName: {} })),
    ],
    [
      "an event that nobody knows",
      JSON.stringify(bridged("EC2 Instance State-change Notification", "aws.ec2", { state: "stopped" })),
    ],
    [
      "fault 192: an address to subscribe at",
      JSON.stringify(
        notified("Confirm", { Type: "SubscriptionConfirmation", SubscribeURL: "http://169.254.169.254/" }),
      ),
    ],
    ["no JSON in SNS", JSON.stringify(notified("The disk is full"))],
    ["half a character", `{"title": 1, "x": "\\ud800"}`],
    ["brackets without end", "[".repeat(200_000)],
    ["fault 197: 256 KB", JSON.stringify({ title: "x", text: "a".repeat(262_144) })],
  ])("fault 197: is told as it is, and nothing more, where it is %s", (_, text) => {
    const read = payload(text);
    expect(read.is).toBe("notice");
    if (read.is !== "notice") return;
    expect(read.title).not.toBe("");
    expect(read.text.length).toBeLessThan(700);
    expect(read.text.isWellFormed()).toBe(true);
  });

  it("has one key for all notices of a sort, so that a storm of them is one card", () => {
    const key = (body: unknown): string => {
      const read = payload(body);
      return read.is === "notice" ? read.key : "";
    };
    expect(key("one text")).toBe(key("another"));
    expect(key(notified("one"))).toBe(key(notified("two")));
    expect(key(notified("one", { TopicArn: "arn:aws:sns:us-east-1:111122223333:other" }))).not.toBe(
      key(notified("one")),
    );
  });

  it("fault 198: keeps hostile fields as text, in one line, and takes no value that a question would not", () => {
    const alert = only(
      bridged("CloudWatch Alarm State Change", "aws.cloudwatch", {
        alarmName: "<!channel> <https://evil.example|AWS Console>\n*bold*\u202e\u0000",
        configuration: {
          metrics: [{ metricStat: { metric: { dimensions: { BucketName: "a' OR 1=1 --", UserName: "x\u0000y" } } } }],
        },
        state: { value: "ALARM", reason: "see http://169.254.169.254/latest/meta-data", timestamp: "x" },
      }),
    );
    expect(alert.title).toBe("<!channel> <https://evil.example|AWS Console> *bold*");
    expect(named(alert.entities)).toEqual({ ...HOME, links: ["http://169.254.169.254/latest/meta-data"] });
  });

  it("is read quickly, however it is made", async () => {
    const pieces = ["a-", "arn:aws:iam::", "=:", "<http://x|", "i-0abc123def4567890 ", "`", "user ", "\n"];
    const read = (piece: string): unknown =>
      payload({ title: piece.repeat(50), text: piece.repeat(100_000 / piece.length) });
    expect(await processorTime(() => pieces.map(read))).toBeLessThan(8_000);
  });
});
