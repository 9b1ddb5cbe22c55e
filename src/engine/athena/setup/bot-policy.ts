import { QUEUE_ACTIONS } from "../../../aws/queue-actions.ts";
import { policy, type PolicyDocument, type PolicyStatement } from "./policy.ts";
import { throughS3 } from "./through-s3.ts";
import { roleNames, type RoleNames, type RolePlace } from "./role-place.ts";

/**
 * What the bot's role may do: run queries in one workgroup, read one catalogue entry and the logs, write results, look
 * instances up, read the queue of alerts and keep its store in a table where that is wanted. Nothing else is written. https://docs.aws.amazon.com/athena/latest/ug/security-iam-athena.html
 */
export function botPolicy(place: RolePlace): PolicyDocument {
  const names = roleNames(place);
  return policy(
    ...queries(place, names),
    catalogue(place, names),
    ...logs(names),
    ...results(names),
    { Sid: "GovernedTables", Effect: "Allow", Action: ["lakeformation:GetDataAccess"], Resource: ["*"] },
    ...(place.hasEc2 ? [INSTANCES] : []),
    ...(place.queue === null
      ? []
      : [{ Sid: "Alerts", Effect: "Allow", Action: QUEUE_ACTIONS, Resource: [place.queue] } as const]),
    ...place.store,
    ...denials(place, names),
  );
}

function queries({ workgroup }: RolePlace, { arn }: RoleNames): readonly PolicyStatement[] {
  return [
    {
      Sid: "Queries",
      Effect: "Allow",
      Action: [
        "athena:StartQueryExecution",
        "athena:StopQueryExecution",
        "athena:GetQueryExecution",
        "athena:BatchGetQueryExecution",
        "athena:GetQueryResults",
        "athena:GetQueryRuntimeStatistics",
        "athena:GetWorkGroup",
      ],
      Resource: [arn("athena", `workgroup/${workgroup}`)],
    },
    {
      Sid: "TableColumns",
      Effect: "Allow",
      Action: ["athena:GetTableMetadata"],
      Resource: [arn("athena", "datacatalog/AwsDataCatalog")],
    },
  ];
}

function catalogue({ database, tables }: RolePlace, { arn }: RoleNames): PolicyStatement {
  return {
    Sid: "Catalogue",
    Effect: "Allow",
    Action: ["glue:GetDatabase", "glue:GetTable", "glue:GetPartition", "glue:GetPartitions"],
    Resource: [
      arn("glue", "catalog"),
      // Athena looks at the database of this name whatever is asked.
      ...new Set([arn("glue", "database/default"), arn("glue", `database/${database}`)]),
      ...tables.map((table) => arn("glue", `table/${database}/${table}`)),
    ],
  };
}

function logs({ logs: place, bucket, partition }: RoleNames): readonly PolicyStatement[] {
  return [
    {
      Sid: "ListLogs",
      Effect: "Allow",
      Action: ["s3:ListBucket"],
      Resource: [bucket(place.bucket)],
      Condition: { StringLike: { "s3:prefix": [place.key, `${place.key}*`] } },
    },
    { Sid: "LogBucket", Effect: "Allow", Action: ["s3:GetBucketLocation"], Resource: [bucket(place.bucket)] },
    { Sid: "ReadLogs", Effect: "Allow", Action: ["s3:GetObject"], Resource: [`${bucket(place.bucket)}/${place.key}*`] },
    {
      Sid: "LogKey",
      Effect: "Allow",
      Action: ["kms:Decrypt"],
      // The key may belong to another account and the bucket lie in another region; it is used through S3 alone.
      Resource: [`arn:${partition}:kms:*:*:key/*`],
      Condition: throughS3(partition),
    },
  ];
}

function results({ results: place, bucket, arn, partition }: RoleNames): readonly PolicyStatement[] {
  return [
    {
      Sid: "Results",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
      Resource: [`${bucket(place.bucket)}/${place.key}*`],
    },
    {
      Sid: "ResultBucket",
      Effect: "Allow",
      Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
      Resource: [bucket(place.bucket)],
    },
    {
      Sid: "ResultKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: [arn("kms", "key/*")],
      Condition: {
        StringLike: {
          ...throughS3(partition)["StringLike"],
          "kms:EncryptionContext:aws:s3:arn": [bucket(place.bucket), `${bucket(place.bucket)}/${place.key}*`],
        },
      },
    },
  ];
}

/**
 * These two actions know no resources, so that `*` is all that can be named.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
const INSTANCES: PolicyStatement = {
  Sid: "LookUpInstances",
  Effect: "Allow",
  Action: ["ec2:DescribeInstances", "ec2:DescribeNetworkInterfaces"],
  Resource: ["*"],
};

/** Said outright, so that no other policy of the role opens them. */
function denials({ workgroup }: RolePlace, { arn, logs: place, bucket }: RoleNames): readonly PolicyStatement[] {
  return [
    {
      Sid: "NoOtherWorkgroup",
      Effect: "Deny",
      Action: ["athena:StartQueryExecution"],
      NotResource: [arn("athena", `workgroup/${workgroup}`)],
    },
    {
      Sid: "NoChangesInAthena",
      Effect: "Deny",
      Action: [
        "athena:CreateNamedQuery",
        "athena:CreatePreparedStatement",
        "athena:CreateWorkGroup",
        "athena:UpdateWorkGroup",
        "athena:DeleteWorkGroup",
      ],
      Resource: ["*"],
    },
    {
      Sid: "NoChangesInTheCatalogue",
      Effect: "Deny",
      Action: [
        "glue:CreateDatabase",
        "glue:UpdateDatabase",
        "glue:DeleteDatabase",
        "glue:CreateTable",
        "glue:UpdateTable",
        "glue:DeleteTable",
        "glue:CreatePartition",
        "glue:BatchCreatePartition",
        "glue:UpdatePartition",
        "glue:DeletePartition",
      ],
      Resource: ["*"],
    },
    {
      Sid: "NoChangesToLogs",
      Effect: "Deny",
      Action: ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObject"],
      Resource: [`${bucket(place.bucket)}/${place.key}*`],
    },
  ];
}
