import { describe, expect, it } from "vitest";
import type { EntityType } from "../../../src/question/entities/entity.ts";
import { accepts } from "../../../src/question/entities/grammar.ts";
import { recognise } from "../../../src/question/entities/recognise.ts";
import { eventSourceOf } from "../../../src/question/entities/service-sources.ts";

const ACCEPTED: readonly (readonly [EntityType, string, string])[] = [
  ["resource", " SG-5887F224 ", "sg-5887f224"],
  ["resource", "i-12may", "i-12may"],
  ["resource", "Orders-DB-1", "Orders-DB-1"],
  ["resource", "sg-%", "sg-%"],
  ["user", "O'Brien", "O'Brien"],
  ["user", "\\' OR 1=1 --", "\\' OR 1=1 --"],
  ["role", "arn:aws-cn:iam::123456789012:role/service-role/x", "arn:aws-cn:iam::123456789012:role/service-role/x"],
  ["ip", "2001:DB8::1", "2001:db8::1"],
  ["ip", "198.51.100.0/24", "198.51.100.0/24"],
  ["cidr", "198.51.100.7", "198.51.100.7/32"],
  ["access-key", "akiaiosfodnn7example", "AKIAIOSFODNN7EXAMPLE"],
  ["account", "011122223333", "011122223333"],
  ["account", "0111-2222-3333", "011122223333"],
  ["region", "EU-West-1", "eu-west-1"],
  ["action", "s3:GetObject", "s3:GetObject"],
  ["bucket", "s3://foo-bar/some/key", "foo-bar"],
  ["key", "alias/payroll", "alias/payroll"],
  ["secret", "prod/db/password", "prod/db/password"],
  ["port", "8000-8100", "8000-8100"],
  ["event-id", "0C0FFEE0-1111-2222-3333-444455556666", "0c0ffee0-1111-2222-3333-444455556666"],
  ["event-id", "WBZW83A8Q2DW4K8X", "WBZW83A8Q2DW4K8X"],
  [
    "event-id",
    "SecretDeleteMessage:arn:aws:secretsmanager:us-east-1:111122223333:secret:payroll-ZgthLn:2026-11-20T12:07:00Z:Forced",
    "SecretDeleteMessage:arn:aws:secretsmanager:us-east-1:111122223333:secret:payroll-ZgthLn:2026-11-20T12:07:00Z:Forced",
  ],
];

const REFUSED: readonly (readonly [EntityType, string])[] = [
  ["resource", "sg-1' OR '1'='1"],
  ["resource", "sg-1 OR 1=1"],
  ["resource", "sg-5887f22\u0663"],
  ["resource", "a"],
  ["resource", ""],
  ["user", "a\u0000b"],
  ["user", "\ud800"],
  ["user", "'".repeat(600)],
  ["user", "x".repeat(1025)],
  ["ip", "010.1.1.1"],
  ["ip", "1.2.3"],
  ["ip", "198.51.100.0/33"],
  ["ip", "fe80::1%eth0"],
  ["access-key", "AKIA123"],
  ["account", "12345678901"],
  ["region", "eu-logs-1"],
  ["port", "65536"],
  ["port", "90-80"],
  ["bucket", "a/b;c"],
  ["event-id", "x"],
  ["event-id", "2026-11-20T12:07:00Z"],
  ["event-id", "CreateSecurityGroup"],
  ["event-id", "111122223333"],
];

describe("accepts", () => {
  it.each(ACCEPTED)("%s %j", (type, value, normal) =>
    expect(accepts(type, value)).toEqual({ ok: true, value: normal }),
  );
  it.each(REFUSED)("refuses %s %j (faults 36, 89, 95 and 96)", (type, value) => {
    expect(accepts(type, value)).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^[^\p{Cc}]+\.$/u),
    });
  });
});

describe("recognise", () => {
  it.each([
    ["sg-123", "resource"],
    ["sgr-0a1b2c3d", "resource"],
    ["i-12may", "resource"],
    ["tgw-attach-0a1b2c3d", "resource"],
    ["ou-abcd-12345678", "resource"],
    ["AKIAIOSFODNN7EXAMPLE", "access-key"],
    ["arn:aws-us-gov:s3:::bucket-1", "bucket"],
    ["arn:aws:iam::123456789012:role/x", "role"],
    ["friday@corp.com", "user"],
    ["198.51.100.23", "ip"],
    ["::/0", "cidr"],
    ["us-gov-west-1", "region"],
    ["011122223333", "account"],
    ["alias/payroll", "key"],
    ["s3://foo/bar", "bucket"],
    ["RunInstances", "action"],
    ["AdminRole", "role"],
    ["lambda.amazonaws.com", "user"],
  ])("%s is a %s", (text, type) => expect(recognise(text)?.types[0]).toBe(type));

  it.each(["db-backup", "i-robot", "2026-11-18", "feb-12", "10:30", "alice", "key-usage", "p-value"])(
    "%s could be anything",
    (text) => {
      expect(recognise(text)).toBeNull();
    },
  );
});

describe("eventSourceOf", () => {
  it.each([
    ["s3", "s3"],
    ["CloudWatch", "monitoring"],
    ["cloudwatch logs", "logs"],
    ["eventbridge", "events"],
    ["Security  Hub", "securityhub"],
    ["elb", "elasticloadbalancing"],
    ["step functions", "states"],
    ["sign-in", "signin"],
    ["aws lambda", "lambda"],
    ["s3.amazonaws.com", "s3"],
    ["zebra", "zebra"],
  ])("%s", (service, source) => expect(eventSourceOf(service)).toBe(`${source}.amazonaws.com`));
});
