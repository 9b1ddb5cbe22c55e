import { z } from "zod";

/** Who may be asked what belongs together now, beside what the logs tell; each is switched on by the feature of its name. */
export const LOOKUPS = ["ec2"] as const;
export type LookupName = (typeof LOOKUPS)[number];

/** An instance, a network interface or a security group, as EC2 gives ids out: the only values that a look-up may bind. */
export const RelatedId = z
  .string()
  .regex(/^(?:i|eni|sg)-(?:[0-9a-f]{8}|[0-9a-f]{17})$/, "write an id such as eni-6c5ca5a8");

/** Most ids that one look-up gives to a statement. */
export const MOST_RELATED = 50;
