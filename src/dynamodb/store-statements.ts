import { partitionOf } from "../aws/partition.ts";
import { TABLE } from "./table-definition.ts";

/** Where the table of a store lies. */
export interface StorePlace {
  readonly name: string;
  readonly region: string;
  /** 12 digits; null: unknown. */
  readonly account: string | null;
}

/** What the bot does with its table, as policies name it: writes together are several PutItem. */
export const STORE_ACTIONS: readonly string[] = [
  "dynamodb:GetItem",
  "dynamodb:BatchGetItem",
  "dynamodb:Query",
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:DescribeTable",
  "dynamodb:DescribeTimeToLive",
];

interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/**
 * What the bot's role may do with the table, and outright not: records of the audit are only ever added.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export function storeStatements({ name, region, account }: StorePlace): readonly Statement[] {
  const table = `arn:${partitionOf(region)}:dynamodb:${region}:${account ?? "*"}:table/${name}`;
  const indexes = TABLE.GlobalSecondaryIndexes.map(({ IndexName }) => `${table}/index/${IndexName}`);
  return [
    { Sid: "Store", Effect: "Allow", Action: STORE_ACTIONS, Resource: [table] },
    { Sid: "StoreIndexes", Effect: "Allow", Action: ["dynamodb:Query"], Resource: indexes },
    {
      Sid: "StoreKeepsTheAudit",
      Effect: "Deny",
      Action: ["dynamodb:UpdateItem", "dynamodb:DeleteItem"],
      Resource: [table],
      Condition: { "ForAnyValue:StringEquals": { "dynamodb:LeadingKeys": ["audit"] } },
    },
  ];
}
