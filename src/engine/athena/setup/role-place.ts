import { partitionOf } from "../../../aws/partition.ts";
import { TrailError } from "../../../errors.ts";
import { s3Place, type S3Place } from "../aws.ts";
import type { PolicyStatement } from "./policy.ts";

/** What the policies are written for. */
export interface RolePlace {
  readonly awsRegion: string;
  /** The account in which the bot runs, 12 digits; null: unknown. */
  readonly account: string | null;
  /** Name of the role under which the bot runs. */
  readonly role: string;
  readonly workgroup: string;
  readonly database: string;
  readonly tables: readonly string[];
  /** `s3://bucket/folder/` of the results, or null. */
  readonly output: string | null;
  /** `s3://bucket/folder/` of the logs, or null. */
  readonly logs: string | null;
  /** Whether EC2 is asked what belongs to an instance (features.ec2). */
  readonly hasEc2: boolean;
  /** ARN of the queue of alerts, or null. */
  readonly queue: string | null;
  /** What the role may do with the table of a shared store; none: there is no such table. */
  readonly store: readonly PolicyStatement[];
}

/** A place with its buckets, and the ARNs that all policies share. */
export interface RoleNames {
  readonly partition: string;
  readonly region: string;
  readonly logs: S3Place;
  readonly results: S3Place;
  readonly arn: (service: string, resource: string) => string;
  readonly bucket: (name: string) => string;
  /** The bot's role, for the other account's policies. */
  readonly principal: string;
}

/** What stands in place of an account that is not known. */
export const UNKNOWN_ACCOUNT = "ACCOUNT-OF-THE-BOT";

/** Throws TrailError("configuration") where the buckets are not configured. */
export function roleNames(place: RolePlace): RoleNames {
  const { output, logs, awsRegion: region, account } = place;
  const lacking = [
    ...(output === null ? ["athena.output: the folder of the results, such as s3://trail-results/athena/"] : []),
    ...(logs === null ? ["athena.logs: the folder of the logs, such as s3://trail-logs/AWSLogs/"] : []),
  ];
  if (output === null || logs === null) {
    throw new TrailError(
      "configuration",
      `The policies must name the buckets. Set in the configuration:\n${lacking.map((text) => `  ${text}`).join("\n")}`,
    );
  }
  if (output.startsWith(logs)) {
    throw new TrailError(
      "configuration",
      "athena.output lies below athena.logs, where the role may write nothing: choose another folder for the results.",
    );
  }
  const partition = partitionOf(region);
  return {
    partition,
    region,
    logs: s3Place(logs),
    results: s3Place(output),
    arn: (service, resource) => `arn:${partition}:${service}:${region}:${account ?? "*"}:${resource}`,
    bucket: (name) => `arn:${partition}:s3:::${name}`,
    principal: `arn:${partition}:iam::${account ?? UNKNOWN_ACCOUNT}:role/${place.role}`,
  };
}
