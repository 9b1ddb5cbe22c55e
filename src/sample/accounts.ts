import { Random } from "./random.ts";

export const PROD = "111122223333";
export const STAGING = "444455556666";
export const SECURITY = "777788889999";

/** The accounts of the sample, id to name. */
export const SAMPLE_ACCOUNTS: Readonly<Record<string, string>> = {
  [PROD]: "prod",
  [STAGING]: "staging",
  [SECURITY]: "security",
};

/** The region where global services (IAM, sign-in, the global STS address) are recorded. */
export const GLOBAL_REGION = "us-east-1";

/** Where a call is made and recorded. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** What an account is called in the names of its buckets, trails and functions. */
export function nameOf(account: string): string {
  return SAMPLE_ACCOUNTS[account] ?? account;
}

/** The id of a resource that lives in a place as long as the sample does, such as its second instance. */
export function idOf(prefix: string, place: Place, number = 1): string {
  return `${prefix}-0${new Random(`${prefix} ${place.account} ${place.region} ${number}`).hex(16)}`;
}

/** The ARN of a resource in a place. */
export function arnOf(service: string, place: Place, resource: string): string {
  return `arn:aws:${service}:${place.region}:${place.account}:${resource}`;
}

/** The one key of a place that everything there is encrypted with. */
export function keyArnOf(place: Place): string {
  return arnOf("kms", place, `key/${new Random(`key ${place.account} ${place.region}`).uuid()}`);
}
