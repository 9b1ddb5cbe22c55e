/**
 * How a CloudTrail table is cut into partitions, as people have them.
 * https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-logs.html
 */
export const LAYOUTS = [
  /** No partitions, as CloudTrail's console makes it: always a full scan. */
  "unpartitioned",
  /** region, year, month, day; partitions are added one by one. */
  "region-ymd",
  /** account, region, year, month, day by partition projection. */
  "account-region-ymd",
  /** One column `timestamp` of the form yyyy/MM/dd by partition projection, for one account and region. */
  "projected-day",
  /** account, region, and a day of the form yyyy/MM/dd by partition projection. */
  "account-region-day",
  /** Whole files as one nested array `records`. */
  "records-array",
] as const;
export type Layout = (typeof LAYOUTS)[number];
