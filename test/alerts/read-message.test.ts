import { describe, expect, it } from "vitest";
import type { Alert } from "../../src/alerts/alert.ts";
import { AlertMessage } from "../../src/alerts/message-text.ts";
import { createAlertReader } from "../../src/alerts/reader.ts";
import * as messages from "../fixtures/alerts/messages.ts";

const reader = createAlertReader({ "111122223333": "prod" });

function read(message: unknown): Alert {
  return reader.message(AlertMessage.parse(message), "2026-11-20T12:00:00Z");
}

function named({ entities }: Alert): Record<string, unknown> {
  const { links: _, resources, ...rest } = entities;
  const found = Object.entries({ resources: resources.map(({ id }) => id), ...rest });
  return Object.fromEntries(found.filter(([, values]) => values.length > 0));
}

const HOME = { accounts: ["111122223333"], regions: ["us-east-1"] };

describe("an alert in a channel", () => {
  it.each([
    [
      "an alarm in attachments",
      messages.alarmMessage,
      {
        kind: "cloudwatch",
        state: "alarm",
        at: "2026-11-20T11:40:00Z",
        title: "CloudWatch Alarm | web-1-cpu-high | us-east-1 | Account: 111122223333",
      },
      { resources: ["i-0abc123def4567890"], ...HOME },
    ],
    [
      "a finding in blocks of an attachment",
      messages.findingMessage,
      {
        kind: "guardduty",
        state: "alarm",
        at: "2026-11-20T11:30:00Z",
        sort: "UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom",
      },
      { users: ["bob"], accessKeys: ["AKIAIOSFODNN7EXAMPLE"], addresses: ["198.51.100.7"], ...HOME },
    ],
    [
      "Security Hub in text",
      messages.hubMessage,
      { kind: "securityhub", state: "alarm", at: "2026-11-20T11:41:01Z" },
      { buckets: ["payroll-exports"], accounts: ["111122223333"] },
    ],
    [
      "Config in text",
      messages.configMessage,
      { kind: "config", state: "alarm" },
      { resources: ["sg-5887f224"], ...HOME },
    ],
    [
      "PagerDuty in blocks",
      messages.pagerDutyMessage,
      { kind: "pagerduty", state: "alarm", title: "[#4711] Instance i-0abc123def4567890 does not answer" },
      { resources: ["i-0abc123def4567890"] },
    ],
    [
      "Datadog in an attachment",
      messages.datadogMessage,
      { kind: "datadog", state: "alarm" },
      { roles: ["deploy"], ...HOME },
    ],
    [
      "Grafana in an attachment",
      messages.grafanaMessage,
      { kind: "grafana", state: "alarm", at: "2026-11-20T11:35:00Z" },
      { resources: ["orders-db-1"], ...HOME },
    ],
    [
      "the same, over",
      messages.grafanaOverMessage,
      { kind: "grafana", state: "ok" },
      { resources: ["orders-db-1"], ...HOME },
    ],
    [
      "what a person pasted",
      messages.plainMessage,
      { kind: "generic", state: "unknown", at: "2026-11-20T11:41:01Z" },
      { accessKeys: ["AKIAIOSFODNN7EXAMPLE"], addresses: ["198.51.100.7"] },
    ],
  ])("is read: %s", (_, message, facts, entities) => {
    const alert = read(message);
    expect(alert).toMatchObject(facts);
    expect(named(alert)).toEqual(entities);
  });

  it("has the same key when it is over, or said again a while later with other figures", () => {
    expect(read(messages.grafanaOverMessage).key).toBe(read(messages.grafanaMessage).key);
    const later = JSON.stringify(messages.alarmMessage).replace("92.4 (20/11/26 11:35:00)", "97.1 (20/11/26 11:50:00)");
    expect(read({ ...JSON.parse(later), ts: "1795175460.000200" }).key).toBe(read(messages.alarmMessage).key);
    expect(read(messages.pagerDutyMessage).key).not.toBe(read(messages.datadogMessage).key);
  });

  it("reads values behind labels as such, whatever words they are", () => {
    const text = "Role: deploy\nUser: backup\n*Bucket:* archive\nSecret: prod/db/password";
    expect(named(read({ ts: "1.0", text }))).toEqual({
      roles: ["deploy"],
      users: ["backup"],
      buckets: ["archive"],
      secrets: ["prod/db/password"],
    });
  });

  it.each([
    ["US East (N. Virginia)", ["us-east-1"]],
    ["EU (Frankfurt)", ["eu-central-1"]],
    ["Europe (Frankfurt)", ["eu-central-1"]],
    ["Mexico (Central)", ["mx-central-1"]],
    ["Canada (Central)", ["ca-central-1"]],
    ["US East (Narnia)", undefined],
    ["Paris", undefined],
  ])("reads the region that a mail of CloudWatch names: %s", (name, regions) => {
    const found = named(
      read({ ts: "1763640000.000100", text: `ALARM: "api-5xx" in ${name}: i-0abc123def4567890 fails` }),
    );
    expect(found).toEqual({ resources: ["i-0abc123def4567890"], ...(regions === undefined ? {} : { regions }) });
  });

  it("takes ids and regions out of links, and nothing else", () => {
    const text =
      "<https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#InstanceDetails:instanceId=i-0abc123def4567890|look>";
    const alert = read({ ts: "1.0", text });
    expect(named(alert)).toEqual({ resources: ["i-0abc123def4567890"], regions: ["eu-west-1"] });
    expect(alert.entities.links).toHaveLength(1);
  });

  it.each([
    ["nothing", { ts: "1.0" }],
    ["other shapes", { ts: "1.0", text: 5, blocks: "x", attachments: [{ title: [], fields: "no", blocks: {} }] }],
    ["blocks without an end", { ts: "x", blocks: [nested(2000)] }],
    ["control characters", { ts: "1.0", text: "\u0000\u202euser \ud800" }],
  ])("does not break on %s", (_, message) => {
    expect(read(message).title).not.toBe("");
  });
});

function nested(depth: number): unknown {
  let block: unknown = { type: "section", text: { type: "mrkdwn", text: "deep" } };
  for (let level = 0; level < depth; level++) block = { elements: [block] };
  return block;
}
