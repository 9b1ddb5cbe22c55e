import { describe, expect, it } from "vitest";
import { archivePolicies } from "../../../../src/engine/athena/setup/archive-policies.ts";
import { botPolicy } from "../../../../src/engine/athena/setup/bot-policy.ts";
import type { PolicyStatement } from "../../../../src/engine/athena/setup/policy.ts";
import type { RolePlace } from "../../../../src/engine/athena/setup/role-place.ts";

const PLACE: RolePlace = {
  awsRegion: "eu-central-1",
  account: "777788889999",
  role: "trail-bot",
  workgroup: "trail",
  database: "audit",
  tables: ["prod_logs", "staging_logs"],
  output: "s3://trail-results/athena/",
  logs: "s3://trail-logs/security/AWSLogs/o-abcdefghij/",
  hasEc2: false,
  queue: null,
  store: [],
};

const identity = botPolicy(PLACE);
const { bucket: logBucket, key: logKey, lakeFormation } = archivePolicies(PLACE);
const allowed = identity.Statement.filter(({ Effect }) => Effect === "Allow");

/** The one statement that allows, or denies, an action, for a resource that begins so. */
function about(
  statements: readonly PolicyStatement[],
  effect: "Allow" | "Deny",
  action: string,
  resource = "",
): PolicyStatement | undefined {
  return statements.find(
    ({ Effect, Action, Resource = [""] }) =>
      Effect === effect && Action.includes(action) && Resource.some((arn) => arn.startsWith(resource)),
  );
}

describe("the role's policy", () => {
  it("has no wildcard in an action, anywhere, and a name for each statement that IAM takes", () => {
    const statements = [identity, logBucket, logKey].flatMap(({ Statement }) => Statement);
    expect(
      statements.flatMap(({ Action }) => Action).filter((action) => !/^[a-z0-9]+:[A-Za-z]+$/.test(action)),
    ).toEqual([]);
    expect(statements.filter(({ Sid }) => !/^[A-Za-z0-9]+$/.test(Sid))).toEqual([]);
    const sids = identity.Statement.map(({ Sid }) => Sid);
    expect(new Set(sids).size).toBe(sids.length);
  });

  it("allows what Trail calls, and nothing else", () => {
    expect([...new Set(allowed.flatMap(({ Action }) => Action))].toSorted()).toEqual([
      "athena:BatchGetQueryExecution",
      "athena:GetQueryExecution",
      "athena:GetQueryResults",
      "athena:GetQueryRuntimeStatistics",
      "athena:GetTableMetadata",
      "athena:GetWorkGroup",
      "athena:StartQueryExecution",
      "athena:StopQueryExecution",
      "glue:GetDatabase",
      "glue:GetPartition",
      "glue:GetPartitions",
      "glue:GetTable",
      "kms:Decrypt",
      "kms:GenerateDataKey",
      "lakeformation:GetDataAccess",
      "s3:AbortMultipartUpload",
      "s3:GetBucketLocation",
      "s3:GetObject",
      "s3:ListBucket",
      "s3:ListBucketMultipartUploads",
      "s3:ListMultipartUploadParts",
      "s3:PutObject",
    ]);
  });

  it.each(["s3:PutObject", "s3:AbortMultipartUpload"])("writes to the results' folder alone: %s", (action) => {
    const resources = allowed.filter(({ Action }) => Action.includes(action)).flatMap(({ Resource = [] }) => Resource);
    expect(resources).toEqual(["arn:aws:s3:::trail-results/athena/*"]);
  });

  it("encrypts the results alone, through S3", () => {
    const writers = allowed.filter(({ Action }) => Action.includes("kms:GenerateDataKey"));
    expect(writers.map(({ Resource, Condition }) => [Resource, Condition])).toEqual([
      [
        ["arn:aws:kms:eu-central-1:777788889999:key/*"],
        {
          StringLike: {
            "kms:ViaService": ["s3.*.amazonaws.com"],
            "kms:EncryptionContext:aws:s3:arn": ["arn:aws:s3:::trail-results", "arn:aws:s3:::trail-results/athena/*"],
          },
        },
      ],
    ]);
  });

  it("queries in the one workgroup, and is denied any other", () => {
    const workgroup = ["arn:aws:athena:eu-central-1:777788889999:workgroup/trail"];
    expect(about(allowed, "Allow", "athena:StartQueryExecution")?.Resource).toEqual(workgroup);
    expect(about(identity.Statement, "Deny", "athena:StartQueryExecution")).toMatchObject({ NotResource: workgroup });
    expect(about(allowed, "Allow", "athena:GetTableMetadata")?.Resource).toEqual([
      "arn:aws:athena:eu-central-1:777788889999:datacatalog/AwsDataCatalog",
    ]);
  });

  it("reads the catalogue of the one database and its tables", () => {
    const glue = "arn:aws:glue:eu-central-1:777788889999";
    for (const action of ["glue:GetDatabase", "glue:GetTable", "glue:GetPartition", "glue:GetPartitions"]) {
      expect(about(allowed, "Allow", action)?.Resource).toEqual([
        `${glue}:catalog`,
        `${glue}:database/default`,
        `${glue}:database/audit`,
        `${glue}:table/audit/prod_logs`,
        `${glue}:table/audit/staging_logs`,
      ]);
    }
  });

  it("lists and reads the logs' folder alone, and decrypts through S3", () => {
    const bucket = "arn:aws:s3:::trail-logs";
    const prefix = "security/AWSLogs/o-abcdefghij/";
    expect(about(allowed, "Allow", "s3:ListBucket", bucket)).toMatchObject({
      Resource: [bucket],
      Condition: { StringLike: { "s3:prefix": [prefix, `${prefix}*`] } },
    });
    expect(about(allowed, "Allow", "s3:GetBucketLocation", bucket)?.Condition).toBeUndefined();
    expect(about(allowed, "Allow", "s3:GetObject", bucket)?.Resource).toEqual([`${bucket}/${prefix}*`]);
    expect(about(allowed, "Allow", "kms:Decrypt")?.Condition).toMatchObject({
      StringLike: { "kms:ViaService": ["s3.*.amazonaws.com"] },
    });
  });

  it("denies what would change logs, tables or workgroups", () => {
    const denied = identity.Statement.filter(({ Effect }) => Effect === "Deny");
    const logs = about(denied, "Deny", "s3:DeleteObject");
    expect(logs?.Action).toEqual(expect.arrayContaining(["s3:PutObject", "s3:DeleteObject"]));
    expect(logs?.Resource).toEqual(["arn:aws:s3:::trail-logs/security/AWSLogs/o-abcdefghij/*"]);
    const onAll = denied.filter(({ Resource = [] }) => Resource.includes("*")).flatMap(({ Action }) => Action);
    expect(onAll.toSorted()).toEqual([
      "athena:CreateNamedQuery",
      "athena:CreatePreparedStatement",
      "athena:CreateWorkGroup",
      "athena:DeleteWorkGroup",
      "athena:UpdateWorkGroup",
      "glue:BatchCreatePartition",
      "glue:CreateDatabase",
      "glue:CreatePartition",
      "glue:CreateTable",
      "glue:DeleteDatabase",
      "glue:DeletePartition",
      "glue:DeleteTable",
      "glue:UpdateDatabase",
      "glue:UpdatePartition",
      "glue:UpdateTable",
    ]);
  });

  it("fits into a managed policy of IAM", () => {
    expect(JSON.stringify(identity).length).toBeLessThan(6144);
  });
});

it("the role of a bot with a queue may read it and delete from it, and nothing else of SQS", () => {
  const queue = "arn:aws:sqs:us-east-1:111122223333:trail-alerts";
  const more = botPolicy({ ...PLACE, queue }).Statement.filter(
    ({ Sid }) => !identity.Statement.some((one) => one.Sid === Sid),
  );
  const Action = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
  expect(more).toEqual([{ Sid: "Alerts", Effect: "Allow", Action, Resource: [queue] }]);
});

describe("the role of a bot that asks EC2", () => {
  const asking = botPolicy({ ...PLACE, hasEc2: true });

  it("may describe instances and interfaces besides, and nothing else of EC2", () => {
    const more = asking.Statement.filter(({ Sid }) => !identity.Statement.some((one) => one.Sid === Sid));
    expect(more).toEqual([
      {
        Sid: "LookUpInstances",
        Effect: "Allow",
        Action: ["ec2:DescribeInstances", "ec2:DescribeNetworkInterfaces"],
        Resource: ["*"],
      },
    ]);
    expect(asking.Statement.filter((one) => !more.includes(one))).toEqual(identity.Statement);
  });

  it("is allowed any resource only by actions that know none", () => {
    const anywhere = asking.Statement.filter(
      ({ Effect, Resource = [] }) => Effect === "Allow" && Resource.includes("*"),
    );
    expect(anywhere.flatMap(({ Action }) => Action)).toEqual([
      "lakeformation:GetDataAccess",
      "ec2:DescribeInstances",
      "ec2:DescribeNetworkInterfaces",
    ]);
  });

  it("fits into a managed policy of IAM", () => {
    expect(JSON.stringify(asking).length).toBeLessThan(6144);
  });
});

describe("results and logs in one bucket", () => {
  it("are kept apart by their folders", () => {
    const shared = botPolicy({ ...PLACE, output: "s3://trail-logs/athena/" }).Statement;
    expect(about(shared, "Allow", "s3:PutObject")?.Resource).toEqual(["arn:aws:s3:::trail-logs/athena/*"]);
    expect(about(shared, "Deny", "s3:PutObject")?.Resource).toEqual([
      "arn:aws:s3:::trail-logs/security/AWSLogs/o-abcdefghij/*",
    ]);
  });
});

describe("the policies of the log archive account", () => {
  const role = { AWS: "arn:aws:iam::777788889999:role/trail-bot" };

  it("let the role, and nobody else, list and read the logs' folder", () => {
    expect(logBucket.Statement.map(({ Principal }) => Principal)).toEqual([role, role, role]);
    expect(about(logBucket.Statement, "Allow", "s3:ListBucket")?.Condition).toEqual({
      StringLike: { "s3:prefix": ["security/AWSLogs/o-abcdefghij/", "security/AWSLogs/o-abcdefghij/*"] },
    });
    expect(about(logBucket.Statement, "Allow", "s3:GetObject")?.Resource).toEqual([
      "arn:aws:s3:::trail-logs/security/AWSLogs/o-abcdefghij/*",
    ]);
    expect(logBucket.Statement.flatMap(({ Action }) => Action)).toEqual([
      "s3:ListBucket",
      "s3:GetBucketLocation",
      "s3:GetObject",
    ]);
  });

  it("let it decrypt the logs, through S3", () => {
    expect(logKey.Statement).toMatchObject([
      {
        Effect: "Allow",
        Principal: role,
        Action: ["kms:Decrypt"],
        Condition: { StringLike: { "kms:ViaService": ["s3.*.amazonaws.com"] } },
      },
    ]);
  });
});

describe("results below the logs", () => {
  it("are refused, since the role may write nothing there", () => {
    expect(() => botPolicy({ ...PLACE, output: `${PLACE.logs}results/` })).toThrow(
      /athena\.output lies below athena\.logs/,
    );
  });
});

describe("Lake Formation's grants", () => {
  it("are one for the database and one for each table", () => {
    const command =
      "aws lakeformation grant-permissions --region eu-central-1 --principal DataLakePrincipalIdentifier=arn:aws:iam::777788889999:role/trail-bot";
    expect(lakeFormation).toEqual([
      `${command} --permissions DESCRIBE --resource '{"Database":{"Name":"audit"}}'`,
      `${command} --permissions SELECT DESCRIBE --resource '{"Table":{"DatabaseName":"audit","Name":"prod_logs"}}'`,
      `${command} --permissions SELECT DESCRIBE --resource '{"Table":{"DatabaseName":"audit","Name":"staging_logs"}}'`,
    ]);
  });
});

describe("what is not known, or differs", () => {
  it("is a star in the role's own policy and a word to replace in the others", () => {
    const own = botPolicy({ ...PLACE, account: null });
    expect(about(own.Statement, "Allow", "athena:GetWorkGroup")?.Resource).toEqual([
      "arn:aws:athena:eu-central-1:*:workgroup/trail",
    ]);
    expect(JSON.stringify(own)).not.toContain("ACCOUNT-OF-THE-BOT");
    const { bucket, key } = archivePolicies({ ...PLACE, account: null });
    const others = [...bucket.Statement, ...key.Statement];
    const unknown = { AWS: "arn:aws:iam::ACCOUNT-OF-THE-BOT:role/trail-bot" };
    expect(others.map(({ Principal }) => Principal)).toEqual(others.map(() => unknown));
  });

  it.each([
    ["cn-north-1", "aws-cn"],
    ["us-gov-west-1", "aws-us-gov"],
  ])("has the partition of its region: %s", (awsRegion, partition) => {
    const place = { ...PLACE, awsRegion };
    const arns = JSON.stringify([botPolicy(place), archivePolicies(place)]).match(/arn:aws[a-z-]*:/g);
    expect(new Set(arns)).toEqual(new Set([`arn:${partition}:`]));
  });

  it.each<[Partial<RolePlace>, readonly string[]]>([
    [{ output: null }, ["athena.output"]],
    [{ logs: null }, ["athena.logs"]],
    [{ output: null, logs: null }, ["athena.output", "athena.logs"]],
  ])("must be set where a policy names it: %j", (changes, settings) => {
    for (const make of [botPolicy, archivePolicies]) {
      expect(() => make({ ...PLACE, ...changes })).toThrow(
        expect.objectContaining({
          code: "configuration",
          message: expect.stringMatching(new RegExp(settings.map((name) => `\\n  ${name}: [^\\n]+`).join(""))),
        }),
      );
    }
  });
});
