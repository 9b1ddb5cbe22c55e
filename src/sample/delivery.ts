import { PROD, type Place } from "./accounts.ts";
import { Random } from "./random.ts";
import { isGlobal, type SampleEvent } from "./record.ts";
import { SLOT } from "./slots.ts";

/** One file of a bucket: its path below the bucket and what stands in it before compression. */
export interface LogFile {
  readonly path: string;
  readonly text: string;
}

/** Prod's second trail: one region and the global services, all of it stored under that region. */
const SECOND_TRAIL: Place = { account: PROD, region: "eu-central-1" };

/** A record as text: most of a sample's memory would be objects otherwise. */
interface WrittenRecord {
  readonly at: number;
  readonly text: string;
}

interface Batch {
  readonly place: Place;
  readonly number: number;
  readonly records: WrittenRecord[];
}

/**
 * The log files that CloudTrail would deliver for some events: gathered over five minutes for each account and region,
 * stamped and foldered by the time of delivery, and for prod delivered twice where the second trail covers them.
 */
export function logFilesOf(events: Iterable<SampleEvent>): LogFile[] {
  const batches = new Map<string, Batch>();
  for (const { at, record } of events) {
    const written = { at, text: JSON.stringify(record) };
    const { recipientAccountId: account, awsRegion } = record;
    gather(batches, "first", { account, region: awsRegion }, written);
    if (account === SECOND_TRAIL.account && (awsRegion === SECOND_TRAIL.region || isGlobal(record))) {
      gather(batches, "second", SECOND_TRAIL, written);
    }
  }
  return [...batches].map(([key, batch]) => fileOf(key, batch));
}

/** A digest for each account, of an hour without log files: kept beside the logs and no log itself. */
export function digestFilesOf(accounts: readonly string[], at: number): LogFile[] {
  return accounts.map((account) => {
    const [region, stamp] = ["us-east-1", `${timestampOf(at).slice(0, 13)}00Z`];
    const end = new Date(at).toISOString().slice(0, 17);
    const start = new Date(at - 3_600_000).toISOString().slice(0, 17);
    return {
      path: `AWSLogs/${account}/CloudTrail-Digest/${region}/${folderOf(at)}/${account}_CloudTrail-Digest_${region}_main_${region}_${stamp}.json.gz`,
      text: JSON.stringify({
        awsAccountId: account,
        digestStartTime: `${start}00Z`,
        digestEndTime: `${end}00Z`,
        digestS3Bucket: "example-security-trail",
        digestSignatureAlgorithm: "SHA256withRSA",
        newestEventTime: null,
        oldestEventTime: null,
        previousDigestSignature: null,
        logFiles: [],
      }),
    };
  });
}

function gather(batches: Map<string, Batch>, trail: string, place: Place, written: WrittenRecord): void {
  const number = Math.floor(written.at / SLOT);
  const key = `${trail} ${place.account} ${place.region} ${number}`;
  const batch = batches.get(key);
  if (batch) batch.records.push(written);
  else batches.set(key, { place, number, records: [written] });
}

function fileOf(key: string, { place, number, records }: Batch): LogFile {
  const { account, region } = place;
  const random = new Random(key);
  const slow = random.chance(0.04) ? 240 : 0;
  const delivered = (number + 1) * SLOT + (random.int(20, 130) + slow) * 1000;
  const name = `${account}_CloudTrail_${region}_${timestampOf(delivered)}_${random.letters(16)}.json.gz`;
  const texts = records.sort((one, other) => one.at - other.at).map((record) => record.text);
  return {
    path: `AWSLogs/${account}/CloudTrail/${region}/${folderOf(delivered)}/${name}`,
    text: `{"Records":[${texts.join(",")}]}`,
  };
}

/** The UTC day as folders: `2026/11/20`. */
function folderOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10).replaceAll("-", "/");
}

/** The UTC minute as file names have it: `20261120T1405Z`. */
function timestampOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replaceAll(/[-:]/g, "")}Z`;
}
