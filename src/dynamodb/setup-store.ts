import { storeStatements, type StorePlace } from "./store-statements.ts";
import { EXPIRES, TABLE } from "./table-definition.ts";

/** How the table of a shared store is made, by commands or by a template, and what the bot's role may do with it. */
export function storeSetup(place: StorePlace): string {
  const { name, region } = place;
  const table = { TableName: name, ...TABLE, DeletionProtectionEnabled: true };
  const json = (value: unknown): string => JSON.stringify(value, null, 2);
  const aws = (command: string): string => `aws dynamodb ${command} --region ${region} --table-name ${name}`;
  return [
    `# In the configuration of all bots that share it: store: { kind: dynamodb, table: ${name} }`,
    "",
    "# 1. The table: billed by request, protected against deletion, what is too old is dropped, any second of the last 35 days can",
    "# be restored. It is encrypted with a key of AWS; with one of yours, the role needs kms:Decrypt and kms:GenerateDataKey for it.",
    `aws dynamodb create-table --region ${region} --cli-input-json '${JSON.stringify(table)}'`,
    aws("wait table-exists"),
    `${aws("update-time-to-live")} --time-to-live-specification Enabled=true,AttributeName=${EXPIRES}`,
    `${aws("update-continuous-backups")} --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true`,
    "",
    "# Or the same as a template of CloudFormation.",
    json(template(table)),
    "",
    "# 2. What the bot's role may do with it (./trail setup role has it too).",
    json({ Version: "2012-10-17", Statement: storeStatements(place) }),
    "",
  ].join("\n");
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html */
function template(table: object): object {
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Resources: {
      Store: {
        Type: "AWS::DynamoDB::Table",
        DeletionPolicy: "Retain",
        UpdateReplacePolicy: "Retain",
        Properties: {
          ...table,
          TimeToLiveSpecification: { AttributeName: EXPIRES, Enabled: true },
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        },
      },
    },
  };
}
