import { policy, type PolicyDocument } from "./policy.ts";
import { throughS3 } from "./through-s3.ts";
import { roleNames, type RolePlace } from "./role-place.ts";

/** The other half of the rights where the logs lie in an account of their own: to be added there. */
export interface ArchivePolicies {
  /** Statements for the policy of the log bucket. */
  readonly bucket: PolicyDocument;
  /** Statement for the policy of the key that the logs are encrypted with. */
  readonly key: PolicyDocument;
  /** Commands for whoever administers Lake Formation, where it governs the table. */
  readonly lakeFormation: readonly string[];
}

/** https://docs.aws.amazon.com/athena/latest/ug/cross-account-permissions.html */
export function archivePolicies(place: RolePlace): ArchivePolicies {
  const { bucket, logs, principal, partition } = roleNames(place);
  const who = { AWS: principal };
  return {
    bucket: policy(
      {
        Sid: "TrailListsLogs",
        Effect: "Allow",
        Principal: who,
        Action: ["s3:ListBucket"],
        Resource: [bucket(logs.bucket)],
        Condition: { StringLike: { "s3:prefix": [logs.key, `${logs.key}*`] } },
      },
      {
        Sid: "TrailFindsTheBucket",
        Effect: "Allow",
        Principal: who,
        Action: ["s3:GetBucketLocation"],
        Resource: [bucket(logs.bucket)],
      },
      {
        Sid: "TrailReadsLogs",
        Effect: "Allow",
        Principal: who,
        Action: ["s3:GetObject"],
        Resource: [`${bucket(logs.bucket)}/${logs.key}*`],
      },
    ),
    key: policy({
      Sid: "TrailDecryptsLogs",
      Effect: "Allow",
      Principal: who,
      Action: ["kms:Decrypt"],
      Resource: ["*"],
      Condition: throughS3(partition),
    }),
    lakeFormation: grants(place, principal),
  };
}

function grants({ awsRegion, database, tables }: RolePlace, principal: string): readonly string[] {
  const grant = (resource: object, permissions: readonly string[]): string =>
    `aws lakeformation grant-permissions --region ${awsRegion} --principal DataLakePrincipalIdentifier=${principal} --permissions ${permissions.join(" ")} --resource '${JSON.stringify(resource)}'`;
  return [
    grant({ Database: { Name: database } }, ["DESCRIBE"]),
    ...tables.map((table) => grant({ Table: { DatabaseName: database, Name: table } }, ["SELECT", "DESCRIBE"])),
  ];
}
