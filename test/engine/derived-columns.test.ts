import { describe, expect, it } from "vitest";
import type { TestEvent } from "../../src/catalog/test-run/base-events.ts";
import { answer, duckDbOver, statement } from "../fixtures/duckdb.ts";
import { event, put, records, temporaryFolder } from "../fixtures/logs.ts";

/** The derived columns of one event. */
async function derived(parts: TestEvent, base?: string): Promise<Readonly<Record<string, unknown>>> {
  const folder = temporaryFolder();
  put(folder, "a.json.gz", records(event(parts, base)));
  const { rows } = await answer(
    await duckDbOver(folder),
    statement("SELECT actor, actor_kind, via, failed, denied, hidden, searchtext, day, user_name FROM cloudtrail"),
  );
  return rows[0] ?? {};
}

const IDENTITY = (type: string | null, parts: object = {}): TestEvent => ({
  userIdentity: { type, userName: null, arn: null, principalId: null, accountId: null, accessKeyId: null, ...parts },
});

describe("who did it (rule S9)", () => {
  it.each<[string, TestEvent, string | undefined, string, string, string]>([
    ["an IAM user by name", {}, "plain", "alice", "person", ""],
    ["an IAM user without a name", { userIdentity: { userName: null } }, "plain", "alice", "person", ""],
    ["a role session by role and session", {}, "role", "AppRole/deploy-17", "role", ""],
    [
      "a session called like a person",
      { userIdentity: { arn: "arn:aws:sts::111122223333:assumed-role/AppRole/bob" } },
      "role",
      "AppRole/bob",
      "role",
      "",
    ],
    ["a role without issuer", { userIdentity: { sessionContext: null } }, "role", "AppRole/deploy-17", "role", ""],
    [
      "a role session whose type the record calls Unknown",
      { userIdentity: { type: "Unknown", sessionContext: null } },
      "role",
      "AppRole/deploy-17",
      "role",
      "",
    ],
    [
      "an identity-center person whose type the record calls Unknown",
      { userIdentity: { type: "Unknown", sessionContext: null } },
      "sso",
      "carol@example.com",
      "sso",
      "",
    ],
    ["an identity-center person", {}, "sso", "carol@example.com", "sso", ""],
    ["an instance", {}, "instance", "i-0abc123def4567890", "instance", ""],
    [
      "a session that only looks like an instance",
      { userIdentity: { arn: "arn:aws:sts::111122223333:assumed-role/ec2-app/i-am-bob" } },
      "instance",
      "ec2-app/i-am-bob",
      "role",
      "",
    ],
    ["the root user", {}, "root", "root", "root", ""],
    ["a service by itself", {}, "service", "autoscaling.amazonaws.com", "service", ""],
    [
      "a service event without a type",
      IDENTITY(null, { invokedBy: "secretsmanager.amazonaws.com" }),
      "plain",
      "secretsmanager.amazonaws.com",
      "service",
      "",
    ],
    [
      "a service that names nobody",
      { ...IDENTITY("AWSService"), sourceIPAddress: "s3.amazonaws.com" },
      "plain",
      "s3.amazonaws.com",
      "service",
      "",
    ],
    [
      "a service for a person",
      { userIdentity: { invokedBy: "cloudformation.amazonaws.com" } },
      "plain",
      "alice",
      "person",
      "cloudformation.amazonaws.com",
    ],
    [
      "another account",
      IDENTITY("AWSAccount", { accountId: "777788889999", principalId: "AIDAOTHER" }),
      "plain",
      "777788889999/AIDAOTHER",
      "account",
      "",
    ],
    [
      "another account without principal",
      IDENTITY("AWSAccount", { accountId: "777788889999" }),
      "plain",
      "777788889999",
      "account",
      "",
    ],
    [
      "nobody known",
      IDENTITY("AWSAccount", { accountId: "ANONYMOUS_PRINCIPAL" }),
      "plain",
      "anonymous",
      "anonymous",
      "",
    ],
    [
      "nobody known, in the older form",
      IDENTITY("AWSAccount", { principalId: "Anonymous" }),
      "plain",
      "anonymous",
      "anonymous",
      "",
    ],
    [
      "a SAML subject",
      IDENTITY("SAMLUser", { userName: "carol", principalId: "x:carol" }),
      "plain",
      "carol",
      "person",
      "",
    ],
    [
      "a web identity",
      IDENTITY("WebIdentityUser", { principalId: "accounts.example:sub" }),
      "plain",
      "accounts.example:sub",
      "person",
      "",
    ],
    [
      "an identity-center user by id",
      IDENTITY("IdentityCenterUser", { onBehalfOf: { userId: "9067-abc" } }),
      "plain",
      "9067-abc",
      "sso",
      "",
    ],
    [
      "a federated user",
      IDENTITY("FederatedUser", { arn: "arn:aws:sts::111122223333:federated-user/carol" }),
      "plain",
      "carol",
      "person",
      "",
    ],
    [
      "a type of the future",
      IDENTITY("SomethingNew", { accountId: "111122223333" }),
      "plain",
      "111122223333",
      "person",
      "",
    ],
    [
      "nothing at all",
      { userIdentity: { type: "Unknown", userName: "", arn: "", principalId: "", accountId: "" } },
      "plain",
      "unknown",
      "person",
      "",
    ],
  ])("%s", async (_, parts, base, actor, kind, via) => {
    expect(await derived(parts, base)).toMatchObject({ actor, actor_kind: kind, via });
  });

  it("fault 178: hides what was typed as a user name where no such user exists", async () => {
    const seen = await derived(
      { errorMessage: "No username found in supplied account", userIdentity: { userName: "hunter2" } },
      "failed-login",
    );
    expect(seen).toMatchObject({ user_name: "[redacted:user-name]", failed: 1 });
    expect(JSON.stringify(seen)).not.toContain("hunter2");
  });
});

describe("what failed, and what was denied (rules S4 and S5)", () => {
  it.each<[string, TestEvent, string | undefined, number, number]>([
    ["a success", {}, "plain", 0, 0],
    ["an empty error code", { errorCode: "" }, "plain", 0, 0],
    ["any error", { errorCode: "Throttling" }, "plain", 1, 0],
    ["AccessDenied", { errorCode: "AccessDenied" }, "plain", 1, 1],
    ["Client.UnauthorizedOperation", { errorCode: "Client.UnauthorizedOperation" }, "plain", 1, 1],
    ["AccessDeniedException", { errorCode: "AccessDeniedException" }, "plain", 1, 1],
    ["Forbidden", { errorCode: "ForbiddenException" }, "plain", 1, 1],
    ["NotAuthorized", { errorCode: "NotAuthorized" }, "plain", 1, 1],
    ["OperationNotPermitted", { errorCode: "Client.OperationNotPermitted" }, "plain", 1, 1],
    ["VpceAccessDenied", { errorCode: "VpceAccessDenied" }, "plain", 1, 1],
    ["a failed sign-in without a code", {}, "failed-login", 1, 0],
    ["a failed sign-in that only the response tells", { responseElements: { ConsoleLogin: "Failure" } }, "login", 1, 0],
    ["a sign-in", {}, "login", 0, 0],
    ["an error message alone, elsewhere", { errorMessage: "hm" }, "plain", 0, 0],
  ])("%s", async (_, parts, base, failed, denied) => {
    expect(await derived(parts, base)).toMatchObject({ failed, denied });
  });
});

it.each<[TestEvent, string | undefined, string]>([
  [{}, "plain", ""],
  [{ readOnly: true }, "plain", "read"],
  [{ errorCode: "X" }, "plain", "failure"],
  [{ readOnly: true, errorCode: "X" }, "plain", "failure,read"],
  [{ readOnly: true, errorCode: "X" }, "service", "failure,read,service"],
  [{ errorCode: "X" }, "service", "failure,service"],
  [{ readOnly: true }, "service", "read,service"],
  [{ userIdentity: { invokedBy: "AWS Internal" } }, "plain", "service"],
])("hidden kinds of %j over %s are %j", async (parts, base, hidden) => {
  expect(await derived(parts, base)).toMatchObject({ hidden });
});

it("finds ids in request, response, resources and error text (rule S1)", async () => {
  const seen = await derived({
    requestParameters: { a: "in-request" },
    responseElements: { b: "in-response" },
    resources: [{ ARN: "in-resources" }, { ARNPrefix: "in-prefix" }],
    errorMessage: "in-error",
    additionalEventData: { c: "in-additional" },
    serviceEventDetails: { d: "in-details" },
  });
  for (const part of [
    "in-request",
    "in-response",
    "in-resources",
    "in-prefix",
    "in-error",
    "in-additional",
    "in-details",
  ])
    expect(seen["searchtext"]).toContain(part);
  expect(seen["day"]).toBe("2026-11-20");
});
