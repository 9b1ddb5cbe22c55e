import { describe, expect, it } from "vitest";
import { namePattern, quotedPattern, resourcePattern } from "../../src/catalog/name-pattern.ts";
import { sqlForThisFile } from "../fixtures/sql.ts";

const sql = sqlForThisFile();

/** Whether the search that the SQL makes finds the resources in a text. */
async function finds(resources: readonly string[], text: string): Promise<boolean> {
  const { values, needle } = resourcePattern(resources);
  const found = await sql.value("regexp_like(CAST(? AS varchar), ?)", [text, ...values]);
  // The needle may only save time.
  if (needle !== undefined && found === true) expect(text).toContain(needle);
  return found === true;
}

describe("a resource is found as a whole token (fault 94)", () => {
  it.each<[string, string]>([
    ["sg-12", "sg-12"],
    ["sg-12", '{"groupId":"sg-12"}'],
    ["sg-12", "delete sg-12."],
    ["sg-12", "delete sg-12. Then"],
    ["sg-12", "sg-12,sg-34"],
    ["sg-12", "arn:aws:ec2:us-east-1:111122223333:security-group/sg-12"],
    ["logs", '{"bucketName":"logs"}'],
    ["logs.example.com", '{"bucketName":"logs.example.com"}'],
    ["/aws/lambda/payroll", '{"logGroupName":"/aws/lambda/payroll"}'],
    ["a+b", "x a+b y"],
    ["100%", '"100%"'],
    ["a_b", '"a_b"'],
    ["a(b)[c]{d}|e^f$g?*", "<a(b)[c]{d}|e^f$g?*>"],
    ["über-bucket", '"über-bucket"'],
    ["web server 1", '"web server 1"'],
  ])("%s in %s", async (resource, text) => {
    expect(await finds([resource], text)).toBe(true);
  });

  it.each<[string, string]>([
    ["sg-12", "sg-123"],
    ["sg-12", "xsg-12"],
    ["sg-12", "my-sg-12"],
    ["sg-12", "sg-12-old"],
    ["sg-12", "sg-12.old"],
    ["sg-12", "sg-12_b"],
    ["sg-12", "SG-12"],
    ["logs", "logs-old"],
    ["logs", "logs.example.com"],
    ["logs", "catalogs"],
    ["logs.example.com", "logsXexampleXcom"],
    ["a%b", "axyb"],
    ["sg-%", "sg-12"],
    ["a_b", "axb"],
    ["a.*b", "axxb"],
    ["[a-z]+", "abc"],
    ["a|b", "a"],
    ["^abc", "abc"],
  ])("%s not in %s", async (resource, text) => {
    expect(await finds([resource], text)).toBe(false);
  });
});

describe("an ARN is found in every form that logs have", () => {
  it.each<[string, string]>([
    ["arn:aws:ec2:us-east-1:111122223333:instance/i-0abc", '{"instanceId":"i-0abc"}'],
    ["arn:aws:ec2:us-east-1:111122223333:instance/i-0abc", "arn:aws:ec2:us-east-1:111122223333:instance/i-0abc"],
    ["arn:aws:s3:::payroll", '{"bucketName":"payroll"}'],
    ["arn:aws:s3:::payroll", "arn:aws:s3:::payroll"],
    ["arn:aws:s3:::payroll/2026/a.csv", "arn:aws:s3:::payroll/2026/a.csv"],
    ["arn:aws:iam::111122223333:role/team/AdminRole", '{"roleName":"AdminRole"}'],
    ["arn:aws:iam::111122223333:policy/Admin", '{"policyArn":"arn:aws:iam::111122223333:policy/Admin"}'],
    ["arn:aws:lambda:us-east-1:111122223333:function:payroll", '{"functionName":"payroll"}'],
    ["arn:aws:lambda:us-east-1:111122223333:function:payroll:3", '{"functionName":"payroll"}'],
    ["arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/payroll:*", '{"logGroupName":"/aws/lambda/payroll"}'],
    ["arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf", '{"secretId":"prod/db"}'],
    [
      "arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf",
      '{"aRN":"arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-AbCdEf"}',
    ],
    ["arn:aws:ssm:us-east-1:111122223333:parameter/prod/db/password", '{"name":"/prod/db/password"}'],
    ["arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab", '{"keyId":"1234abcd-12ab"}'],
    ["arn:aws:kms:us-east-1:111122223333:alias/payroll", '{"aliasName":"alias/payroll"}'],
    ["arn:aws:sqs:us-east-1:111122223333:jobs", '{"queueUrl":"https://sqs.us-east-1.amazonaws.com/111122223333/jobs"}'],
    ["arn:aws:dynamodb:us-east-1:111122223333:table/orders", '{"tableName":"orders"}'],
    ["arn:aws-us-gov:s3:::payroll", '{"bucketName":"payroll"}'],
  ])("%s in %s", async (resource, text) => {
    expect(await finds([resource], text)).toBe(true);
  });

  it.each<[string, string]>([
    ["arn:aws:s3:::payroll", '{"bucketName":"payroll-old"}'],
    ["arn:aws:s3:::payroll/a.csv", '{"bucketName":"payroll"}'],
    ["arn:aws:lambda:us-east-1:111122223333:function:payroll:3", '{"count":3,"functionName":"other"}'],
    ["arn:aws:ssm:us-east-1:111122223333:parameter/prod/db/password", '{"password":"****"}'],
    ["arn:aws:kms:us-east-1:111122223333:alias/payroll", '{"bucketName":"payroll"}'],
    ["arn:aws:apigateway:us-east-1::/restapis/abc123/stages/prod", '{"stage":"prod"}'],
    ["arn:aws:iam::111122223333:role/*", '{"roleName":"*"}'],
  ])("%s not in %s", async (resource, text) => {
    expect(await finds([resource], text)).toBe(false);
  });
});

it("finds any of several, and gives a needle for one alone", async () => {
  expect(await finds(["sg-12", "arn:aws:s3:::payroll"], '"payroll"')).toBe(true);
  expect(await finds(["sg-12", "arn:aws:s3:::payroll"], '"sg-12"')).toBe(true);
  expect(await finds(["sg-12", "payroll"], '"sg-34"')).toBe(false);
  expect(resourcePattern(["sg-12", "i-34"]).needle).toBeUndefined();
  expect(resourcePattern(["arn:aws:s3:::payroll"]).needle).toBe("payroll");
});

it.each<[string, string, boolean]>([
  ["payroll", '{"bucketName":"payroll"}', true],
  ["payroll", '{"bucketName":"payroll-old"}', false],
  ["payroll", '{"key":"logs/payroll"}', false],
  ["arn:aws:s3:::payroll", '{"bucketName":"payroll"}', true],
  ["a.b|c", '{"x":"a.b|c"}', true],
  ["a.b|c", '{"x":"aXb"}', false],
])("as a whole JSON text, %s in %s: %s", async (resource, text, expected) => {
  expect(await sql.value("regexp_like(CAST(? AS varchar), ?)", [text, quotedPattern([resource])])).toBe(expected);
});

describe("people and roles (faults 90 and 94)", () => {
  const named = (type: "user" | "role", name: string, text: string): Promise<unknown> =>
    sql.value("regexp_like(CAST(? AS varchar), ?)", [text, namePattern(type, [name])]);

  it.each<["user" | "role", string, string, boolean]>([
    ["user", "alice", "alice alice arn:aws:iam::111122223333:user/alice AIDAEXAMPLE", true],
    ["user", "Alice", "arn:aws:iam::111122223333:user/team/alice", true],
    ["user", "alice", "AROAEXAMPLE:alice@example.com", true],
    ["user", "alice@example.com", "arn:aws:sts::111122223333:assumed-role/Admin/alice@example.com", true],
    ["user", "arn:aws:iam::111122223333:user/alice", "alice arn:aws:iam::111122223333:user/alice", true],
    ["user", "O'Brien", "O'Brien", true],
    ["user", "role/deploy-17", "AppRole/deploy-17 arn:aws:sts::111122223333:assumed-role/role/deploy-17", true],
    ["user", "alice", "malice arn:aws:iam::111122223333:user/malice", false],
    ["user", "alice", "alice2 alice-admin alice.smith", false],
    ["user", "ali%", "alice", false],
    ["user", "al_ce", "alice", false],
    ["user", ".*", "alice", false],
    ["user", "alice|bob", "bob", false],
    ["role", "AdminRole", "AdminRole arn:aws:iam::111122223333:role/AdminRole", true],
    ["role", "arn:aws:iam::111122223333:role/team/AdminRole", "AdminRole", true],
    ["role", "team/AdminRole", "arn:aws:iam::111122223333:role/team/AdminRole", true],
    ["role", "AdminRole", "AdminRole2 OldAdminRole", false],
    ["role", "team/", "AdminRole  arn:aws:iam::111122223333:role/AdminRole ", false],
    ["role", "AdminRole", "AdminRole@example.com", false],
  ])("%s %s in %s: %s", async (type, name, text, expected) => {
    expect(await named(type, name, text)).toBe(expected);
  });
});
