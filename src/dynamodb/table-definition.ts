/**
 * The one table of a shared store, as CreateTable takes it beside a name. Keys are text; whoever keeps something in it gives
 * `pk` a prefix of its own (`job#…`). The indexes are those of jobs: an item without their attributes is in none of them.
 */
export const TABLE = {
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [
    { AttributeName: "pk", AttributeType: "S" },
    { AttributeName: "sk", AttributeType: "S" },
    { AttributeName: "asker", AttributeType: "S" },
    { AttributeName: "channel", AttributeType: "S" },
    { AttributeName: "acceptedAt", AttributeType: "N" },
    { AttributeName: "life", AttributeType: "S" },
    { AttributeName: "at", AttributeType: "N" },
  ],
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: "asker",
      KeySchema: [
        { AttributeName: "asker", KeyType: "HASH" },
        { AttributeName: "acceptedAt", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "KEYS_ONLY" },
    },
    {
      IndexName: "channel",
      KeySchema: [
        { AttributeName: "channel", KeyType: "HASH" },
        { AttributeName: "acceptedAt", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["thread"] },
    },
    {
      IndexName: "life",
      KeySchema: [
        { AttributeName: "life", KeyType: "HASH" },
        { AttributeName: "at", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["owner", "fence", "beat", "holdMs"] },
    },
  ],
} as const;

/** The attribute after which the table drops an item by itself, in seconds since 1970; hours late, so readers look at it too. */
export const EXPIRES = "expires";

/** The names of the table's indexes. */
export type IndexName = (typeof TABLE)["GlobalSecondaryIndexes"][number]["IndexName"];
