import type { Layout } from "./layout.ts";

/** A table by the configuration. */
export interface TableName {
  /** The one account whose logs it holds, or null: those of all. */
  readonly account: string | null;
  readonly table: string;
}

/** Where logs and results are in an AWS account. */
export interface AthenaPlace {
  readonly database: string;
  readonly tables: readonly TableName[];
  readonly layout: Layout;
  readonly workgroup: string;
  /** Where results go when the workgroup sets no place: `s3://bucket/folder/`, or null. */
  readonly output: string | null;
  /** `s3://bucket/[prefix/]AWSLogs/[o-…/]`, or null. */
  readonly logs: string | null;
  /** How old a result may be that is given again, in milliseconds; 0: never. */
  readonly reuseMs: number;
  /** Dollars for a terabyte (10^12 bytes) read. */
  readonly dollarsPerTB: number;
}
