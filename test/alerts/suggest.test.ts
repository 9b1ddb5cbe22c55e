import { describe, expect, it } from "vitest";
import { AlertMessage } from "../../src/alerts/message-text.ts";
import { createAlertReader } from "../../src/alerts/reader.ts";
import { suggest, type Suggestion } from "../../src/alerts/suggest.ts";
import type { Alert } from "../../src/alerts/alert.ts";
import { vetted } from "../../src/catalog/catalog.ts";
import { accepts } from "../../src/question/entities/grammar.ts";
import { shippedIntents } from "../fixtures/intents.ts";
import * as messages from "../fixtures/alerts/messages.ts";
import {
  alarm,
  bucketFinding,
  finding,
  hubFinding,
  instanceFinding,
  keyFinding,
  verdict,
} from "../fixtures/alerts/payloads.ts";

const NOW = "2026-11-20T12:00:00Z";
const reader = createAlertReader({});
const intents = vetted((await shippedIntents()).catalog);

function alertIn(body: unknown): Alert {
  const read = reader.payload(JSON.stringify(body), NOW);
  if (read.is !== "alerts" || read.alerts[0] === undefined) throw new Error("No alert.");
  return read.alerts[0];
}

function fitting(body: unknown, now = NOW): readonly Suggestion[] {
  return suggest(alertIn(body), intents, now);
}

const key = (userType: string, userName: string): unknown => ({
  accessKeyDetails: { userType, userName, accessKeyId: "AKIAIOSFODNN7EXAMPLE" },
});
const bucket = { s3BucketDetails: [{ name: "payroll-exports" }] };
const instance = { instanceDetails: { instanceId: "i-0abc123def4567890" } };

describe("the questions that fit an alert", () => {
  it.each([
    ["an alarm of an instance", alarm(), ["instance-exposure i-0abc123def4567890", "who-changed i-0abc123def4567890"]],
    [
      "a key",
      keyFinding,
      ["access-key-activity AKIAIOSFODNN7EXAMPLE", "user-activity bob", "ip-activity 198.51.100.7"],
    ],
    ["a group", hubFinding(), ["who-changed sg-5887f224"]],
    [
      "a bucket that was opened",
      bucketFinding,
      ["bucket-policy-changes payroll-exports", "made-public payroll-exports"],
    ],
    [
      "a mined coin",
      instanceFinding,
      ["instance-exposure i-0abc123def4567890", "compute-abuse ", "who-changed sg-5887f224"],
    ],
    [
      "a verdict on a bucket",
      verdict("NON_COMPLIANT"),
      ["bucket-policy-changes payroll-exports", "bucket-access payroll-exports"],
    ],
    ["root", finding("Policy:IAMUser/RootCredentialUsage", key("Root", "Root")), ["root-activity "]],
    [
      "a sign-in",
      finding("UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B", key("IAMUser", "bob")),
      ["console-logins bob", "user-activity bob"],
    ],
    [
      "a trail that was stopped",
      finding("Stealth:IAMUser/CloudTrailLoggingDisabled", key("IAMUser", "bob")),
      ["trail-tampering bob"],
    ],
    [
      "raised rights",
      finding("PrivilegeEscalation:IAMUser/AnomalousBehavior", key("IAMUser", "bob")),
      ["privilege-escalation bob"],
    ],
    [
      "a new credential",
      finding("Persistence:IAMUser/AnomalousBehavior", key("IAMUser", "bob")),
      ["credential-changes bob", "iam-changes bob"],
    ],
    ["a bucket that is read", finding("Exfiltration:S3/AnomalousBehavior", bucket), ["bucket-access payroll-exports"]],
    [
      "logs of a bucket",
      finding("Stealth:S3/ServerAccessLoggingDisabled", bucket),
      ["bucket-protection-changes payroll-exports"],
    ],
    [
      "credentials of an instance used outside",
      finding("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS", {
        ...instance,
        ...Object(key("AssumedRole", "web")),
      }),
      ["instance-credentials i-0abc123def4567890", "role-activity web", "access-key-activity AKIAIOSFODNN7EXAMPLE"],
    ],
    ["an alarm over the trail", { title: "CIS-4.3-RootAccountUsage", source: "cloudwatch" }, ["root-activity "]],
    ["one over groups", { title: "SecurityGroupChanges", source: "cloudwatch" }, ["security-group-changes "]],
    ["nothing that is known", { title: "Something" }, ["what-changed "]],
  ])("begin rightly for %s", (_, body, expected) => {
    const found = fitting(body).map(
      ({ intent, params }) =>
        `${intent} ${Object.entries(params)
          .filter(([name]) => name !== "account")
          .map(([, value]) => value)
          .flat()
          .join(",")}`,
    );
    expect(found.slice(0, expected.length)).toEqual(expected);
  });

  it("are five at most, none twice, vetted, with params that their types take", () => {
    const many = {
      title: "All at once",
      resources: ["i-0abc123def4567890", "sg-5887f224"],
      users: ["a1", "b1", "c1"],
      roles: ["r1"],
      buckets: ["b-1", "b-2"],
      addresses: ["198.51.100.7"],
      accessKeys: ["AKIAIOSFODNN7EXAMPLE"],
    };
    for (const body of [
      many,
      alarm(),
      keyFinding,
      bucketFinding,
      instanceFinding,
      hubFinding(),
      verdict("COMPLIANT"),
    ]) {
      const found = fitting(body);
      expect(found.length).toBeGreaterThan(0);
      expect(found.length).toBeLessThanOrEqual(5);
      expect(new Set(found.map((one) => JSON.stringify([one.intent, one.params]))).size).toBe(found.length);
      for (const { intent: id, params } of found) {
        const intent = intents.find((one) => one.id === id);
        expect(intent).toBeDefined();
        for (const [name, param] of Object.entries(intent?.params ?? {}))
          if (params[name] === undefined) expect([id, name, param.optional ?? false]).toEqual([id, name, true]);
        for (const [name, value] of Object.entries(params)) {
          const type = name === "account" ? "account" : intent?.params[name]?.type;
          expect(type).toBeDefined();
          for (const one of [value].flat())
            if (type !== undefined) expect(accepts(type, one)).toEqual({ ok: true, value: one });
        }
      }
    }
    expect(fitting(many)).toHaveLength(5);
  });

  it("reach from twelve hours before the alert to now, and no further than the intent looks", () => {
    const [first] = fitting(alarm());
    expect(first?.window).toMatchObject({ start: "2026-11-19T23:40:05Z", end: NOW, zone: "UTC" });
    const late = suggest(alertIn(alarm()), intents, "2027-06-01T00:00:00Z");
    expect(late[0]).toMatchObject({
      intent: "instance-exposure",
      window: { start: "2026-11-19T23:40:05Z", end: "2027-02-17T23:40:05Z" },
    });
  });

  it("carry the question and what it is about on their buttons", () => {
    expect(fitting(keyFinding).map(({ label }) => label)).toEqual([
      "What did AKIAIOSFODNN7EXAMPLE do?",
      "What did bob do?",
      "What came from 198.51.100.7?",
    ]);
    const groups = { title: "x", resources: ["sg-5887f224", "sg-e214609e", "sg-0fedcba9876543210"] };
    expect(fitting(groups)[0]?.label).toBe("Who changed sg-5887f224 and 2 more?");
    const dollars = { title: "x", resources: ["orders-$&-db"] };
    expect(fitting(dollars)[0]?.label).toBe("Who changed orders-$&-db?");
  });

  it("leave out addresses that never stand in CloudTrail", () => {
    expect(fitting({ title: "x", addresses: ["10.0.0.9", "169.254.169.254", "127.0.0.1"] })[0]?.intent).toBe(
      "what-changed",
    );
    expect(fitting({ title: "x", addresses: ["8.8.8.8"] })[0]).toMatchObject({
      intent: "ip-activity",
      params: { ip: "8.8.8.8" },
    });
  });

  it("are found for messages too", () => {
    for (const message of Object.values(messages)) {
      const found = suggest(reader.message(AlertMessage.parse(message), NOW), intents, NOW);
      expect(found.length).toBeGreaterThan(0);
    }
  });
});
