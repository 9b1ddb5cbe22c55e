import { describe, expect, it } from "vitest";
import { awsFaultKind } from "../../../src/aws/aws-fault.ts";
import { queryFault } from "../../../src/engine/athena/query-fault.ts";
import { sayAwsFault } from "../../../src/engine/athena/say-fault.ts";

/** An error as the SDK throws it. */
function thrown(name: string, message = "raw text", status: number | null = 400, code?: string): Error {
  const metadata = status === null ? {} : { httpStatusCode: status };
  return Object.assign(new Error(message), { name, $metadata: metadata, ...(code === undefined ? {} : { code }) });
}

const failed = (reason: string, error: object = {}) =>
  queryFault({
    QueryExecutionId: "0a1b2c3d-0000-4000-8000-000000000000",
    Status: { State: "FAILED", StateChangeReason: reason, AthenaError: error },
  });

describe("faults of calls", () => {
  it.each([
    ["ThrottlingException", 400, "throttled"],
    ["TooManyRequestsException", 400, "throttled"],
    ["SlowDown", 503, "throttled"],
    ["InternalServerException", 500, "away"],
    ["ExpiredTokenException", 400, "expired"],
    ["CredentialsProviderError", null, "credentials"],
    ["UnrecognizedClientException", 400, "credentials"],
    ["RequestTimeTooSkewed", 403, "credentials"],
    ["AccessDeniedException", 400, "denied"],
    ["NoSuchKey", 404, "not-found"],
    ["MetadataException", 400, "not-found"],
    ["InvalidRequestException", 400, "invalid"],
    ["TimeoutError", null, "away"],
    ["TypeError", null, "unknown"],
  ])("%s (%s) is %s", (name, status, kind) => {
    expect(awsFaultKind(thrown(name, "raw text", status))).toBe(kind);
  });

  it("knows a network's fault by its code, wherever it lies", () => {
    expect(awsFaultKind(thrown("Error", "x", null, "ECONNREFUSED"))).toBe("away");
    expect(awsFaultKind(new AggregateError([thrown("Error", "x", null, "ETIMEDOUT")]))).toBe("away");
    expect(awsFaultKind(new Error("x", { cause: thrown("Error", "y", null, "ENOTFOUND") }))).toBe("away");
    expect(awsFaultKind("text")).toBe("unknown");
  });

  it("tells a token that stands for other SQL from a plain refusal", () => {
    expect(awsFaultKind(thrown("InvalidRequestException", "Idempotent parameters do not match"))).toBe("other-query");
  });

  it.each([
    [
      "explicit deny in a service control policy",
      /by a service control policy of the organization: whoever runs the AWS organization/,
    ],
    ["explicit deny in a resource control policy", /by a resource control policy/],
    [
      "no permissions boundary allows the athena:StartQueryExecution action",
      /\(athena:StartQueryExecution\), by the permissions boundary/,
    ],
    [
      "Insufficient Lake Formation permission(s) on trail",
      /by Lake Formation: the administrator of the data lake must grant/,
    ],
    [
      "is not authorized to perform: kms:Decrypt on resource arn:aws:kms:x",
      /\(kms:Decrypt\), by an encryption key's policy.*the owner of the KMS key/,
    ],
    [
      "because no resource-based policy allows the s3:GetObject action",
      /\(s3:GetObject\), by the bucket's policy: the owner of the bucket/,
    ],
    [
      "User: arn:aws:sts::111122223333:assumed-role/trail/x is not authorized to perform: glue:GetTable",
      /\(glue:GetTable\), by the policy of the bot's AWS role.*Glue catalogue/,
    ],
    [
      "is not authorized to perform: athena:GetWorkGroup because no identity-based policy allows",
      /\(athena:GetWorkGroup\), by the policy of the bot's AWS role: whoever runs the bot's AWS account/,
    ],
    [
      "You are not authorized to perform this operation. User: arn:aws:sts::111122223333:assumed-role/trail/x is not authorized to perform: ec2:DescribeInstances because no identity-based policy allows the ec2:DescribeInstances action",
      /\(ec2:DescribeInstances\), by the policy of the bot's AWS role/,
    ],
    ["denied by a VPC endpoint policy", /by the policy of a VPC endpoint: whoever runs the network/],
  ])("fault 129: a denial says whose job it is: %s", (message, expected) => {
    const said = sayAwsFault(thrown("AccessDeniedException", message), "start the query").message;
    expect(said).toMatch(expected);
    expect(said).not.toContain("arn:aws");
  });

  it.each(["denied", "ThrottlingException", "NoSuchBucket", "InvalidRequestException", "Whatever"])(
    "%s never shows what AWS said",
    (name) => {
      const raw = "arn:aws:s3:::secret-bucket of 111122223333";
      const said = sayAwsFault(thrown(name, raw), "read the result");
      expect(said.message).not.toMatch(/secret-bucket|arn:/);
      expect(said.cause).toMatchObject({ message: raw });
    },
  );
});

describe("faults 125, 127 and 128: failures of queries", () => {
  it.each([
    [
      "HIVE_BAD_DATA: Error parsing field value for s3://secret/x",
      1001,
      "engine-user",
      /whoever owns the table must mend it/,
    ],
    ["GENERIC_INTERNAL_ERROR: null", 0, "engine-user", /needs more than Athena gives|fault of its own/],
    ["SYNTAX_ERROR: line 1:8: Column 'x'", 1006, "engine-user", /fault of the intent.*doctor --intents/],
    [
      "TABLE_NOT_FOUND: line 1:15: Table 'a.b.c' does not exist",
      1301,
      "configuration",
      /athena\.database and athena\.table/,
    ],
    ["COLUMN_NOT_FOUND: line 2:3: Column 'foo' cannot be resolved", 1006, "configuration", /lacks a column/],
    ["Query exhausted resources at this scale factor", 1, "engine-user", /narrow the window/],
    ["EXCEEDED_MEMORY_LIMIT: Query exceeded per-node memory limit", 2, "engine-user", /narrow the window/],
    [
      "Access Denied (Service: Amazon S3; Status Code: 403) arn:aws:s3:::secret",
      1500,
      "engine-user",
      /AWS denied Trail to read the logs/,
    ],
    [
      "Insufficient permissions to execute the query. Insufficient Lake Formation permission(s)",
      1501,
      "engine-user",
      /by Lake Formation/,
    ],
    ["ICEBERG_CANNOT_OPEN_SPLIT: x", 1002, "configuration", /Iceberg table/],
    ["HIVE_CANNOT_OPEN_SPLIT: NoSuchKey s3://secret/x", 1002, "engine-user", /could not open a log file/],
    [
      "CONSTRAINT_VIOLATION: For the injected projected partition column account",
      1006,
      "configuration",
      /partition projection/,
    ],
    ["Rate exceeded", 1401, "engine-user", /too much to do/],
    ["something never seen", 9999, "engine-user", /finds the reason in the log/],
  ])("%s", (reason, ErrorType, code, expected) => {
    const said = failed(reason, { ErrorType, ErrorCategory: 2, Retryable: false });
    expect(said.code).toBe(code);
    expect(said.message).toMatch(expected);
    expect(said.message).toMatch(/\(Athena 0a1b2c3d\)$/);
    expect(said.message).not.toMatch(/secret|arn:|line \d/);
    expect(said.cause).toMatchObject({ message: expect.stringContaining(reason) });
  });

  it("may be tried again only where Athena says so", () => {
    expect(failed("GENERIC_INTERNAL_ERROR", { Retryable: true }).code).toBe("engine-internal");
  });

  it.each([
    [
      "Bytes scanned limit was exceeded",
      12_300_000_000,
      "engine-user",
      /limit of bytes after 12\.3 GB, which are paid for: narrow/,
    ],
    ["Query timeout", 0, "engine-user", /its own time limit/],
    ["Query cancelled by user", 0, "cancelled", /stopped in Athena, by somebody outside Trail/],
    ["", 0, "cancelled", /stopped in Athena/],
  ])("cancelled (fault 83): %s", (reason, scanned, code, expected) => {
    const said = queryFault({
      QueryExecutionId: "0a1b2c3d-0000-4000-8000-000000000000",
      Status: { State: "CANCELLED", StateChangeReason: reason },
      Statistics: { DataScannedInBytes: scanned },
    });
    expect(said.code).toBe(code);
    expect(said.message).toMatch(expected);
  });
});
