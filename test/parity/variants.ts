import type { LocalAthenaWish } from "../fixtures/athena/local-athena.ts";

/** A way in which a CloudTrail table may look. */
export interface Variant {
  readonly name: string;
  readonly tables: LocalAthenaWish["tables"];
  readonly bucket?: Pick<LocalAthenaWish, "prefix" | "organization" | "managedResults">;
  /** Holds the logs of {@link ONE_ACCOUNT} in {@link ONE_REGION} alone. */
  readonly isLimited?: boolean;
  /** What the table's partitions can be told apart by. */
  readonly prunes: { readonly days: boolean; readonly accounts: boolean; readonly regions: boolean };
}

/** Accounts and regions of the corpus. */
export const ACCOUNTS = ["111122223333", "444455556666"];
export const REGIONS = [
  "us-east-1",
  "us-west-2",
  "eu-west-1",
  "eu-central-1",
  "eu-north-1",
  "ap-south-1",
  "ap-southeast-2",
  "sa-east-1",
];
export const ONE_ACCOUNT = "111122223333";
export const ONE_REGION = "us-east-1";

const ALL = { days: true, accounts: true, regions: true };
const lists = { accounts: ACCOUNTS, regions: REGIONS };
const NOTHING = { days: false, accounts: false, regions: false };

/** All layouts; with and without a prefix and an organization, projected by list and injected, one table for each account. */
export const VARIANTS: readonly Variant[] = [
  { name: "unpartitioned", tables: [{ layout: "unpartitioned" }], prunes: NOTHING },
  { name: "records-array", tables: [{ layout: "records-array" }], prunes: NOTHING },
  {
    name: "region-ymd",
    tables: [{ layout: "region-ymd", account: ONE_ACCOUNT }],
    isLimited: true,
    prunes: ALL,
  },
  { name: "account-region-ymd", tables: [{ layout: "account-region-ymd", ...lists }], prunes: ALL },
  {
    name: "account-region-ymd of an organization behind a prefix",
    tables: [{ layout: "account-region-ymd", ...lists }],
    bucket: { prefix: "audit/logs/", organization: "o-a1b2c3d4e5" },
    prunes: ALL,
  },
  {
    name: "projected-day",
    tables: [{ layout: "projected-day", account: ONE_ACCOUNT, region: ONE_REGION }],
    isLimited: true,
    prunes: ALL,
  },
  {
    name: "account-region-day, with managed results",
    tables: [{ layout: "account-region-day", ...lists }],
    bucket: { managedResults: true },
    prunes: ALL,
  },
  {
    name: "account-region-day with injected accounts and regions",
    tables: [{ layout: "account-region-day" }],
    prunes: ALL,
  },
  {
    name: "one region-ymd table for each account",
    tables: ACCOUNTS.map((account) => ({ layout: "region-ymd", name: `trail_${account}`, account })),
    prunes: ALL,
  },
];
