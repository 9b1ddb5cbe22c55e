import { partitionOf } from "../aws/partition.ts";

/** A queue of SQS by its address. */
export interface QueuePlace {
  readonly url: string;
  /** Null: the address names none, and the environment's counts. */
  readonly region: string | null;
  /** Owner, 12 digits. */
  readonly account: string;
  readonly name: string;
}

const IN_AWS = /^https:\/\/sqs\.([a-z]{2}[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(\d{12})\/([A-Za-z0-9_-]{1,80})$/;
const HERE = /^http:\/\/(?:127\.0\.0\.1|localhost):\d{1,5}\/(\d{12})\/([A-Za-z0-9_-]{1,80})$/;

/**
 * `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME`, or `http://127.0.0.1:PORT/ACCOUNT/NAME` on this machine; null for anything
 * else, FIFO queues among it: neither EventBridge nor SNS fills them as they fill this one.
 */
export function queuePlace(url: string): QueuePlace | null {
  const [, region = null, owner = "", queue = ""] = IN_AWS.exec(url) ?? [];
  if (region !== null) return { url, region, account: owner, name: queue };
  const [, account = null, name = ""] = HERE.exec(url) ?? [];
  return account === null ? null : { url, region: null, account, name };
}

/** The ARN of a queue; `home`: the region of the environment. */
export function queueArn({ region, account, name }: QueuePlace, home: string): string {
  const where = region ?? home;
  return `arn:${partitionOf(where)}:sqs:${where}:${account}:${name}`;
}
