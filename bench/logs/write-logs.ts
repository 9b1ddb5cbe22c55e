import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Random } from "../../src/sample/random.ts";
import type { CloudTrailRecord } from "../../src/sample/record.ts";
import { recordsOf } from "./records.ts";

/** Days that the logs cover, all of them past ones to which nothing is delivered any more. */
const DAYS = 8;
const DAY = 86_400_000;
/** The newest of them lies this many days back. */
const BACK = 2;
const MINUTE = 60_000;
/** Files packed at the same time. */
const AT_ONCE = 4;

const compress = promisify(gzip);
/** Packs fast, and about as tight as the files that CloudTrail delivers: seven to eight times. */
const PACKING = { level: 3 };

interface Batch {
  readonly account: string;
  readonly region: string;
  readonly size: number;
  readonly records: CloudTrailRecord[];
}

/**
 * Writes logs as CloudTrail delivers them to a bucket: accounts, regions and days as folders, 50 to 500 records a file.
 * Names and contents depend on `count` and the day (UTC) of `now`, in milliseconds, alone.
 */
export async function writeLogs(folder: string, count: number, now: number): Promise<void> {
  const lastDay = (Math.floor(now / DAY) - BACK) * DAY;
  const random = new Random("logs to measure");
  let waiting: Promise<void>[] = [];
  let number = 0;
  for (const batch of batchesOf(recordsOf(count, lastDay), random)) {
    waiting.push(writeBatch(folder, batch, lastDay, number++, random.letters(16)));
    if (waiting.length < AT_ONCE) continue;
    await Promise.all(waiting);
    waiting = [];
  }
  await Promise.all(waiting);
}

/** Records gathered by account and region until a file is full; what is left at the end fills smaller ones. */
function* batchesOf(records: Iterable<CloudTrailRecord>, random: Random): Generator<Batch, void, undefined> {
  const open = new Map<string, Batch>();
  for (const record of records) {
    const { recipientAccountId: account, awsRegion: region } = record;
    const key = `${account} ${region}`;
    const batch = open.get(key) ?? { account, region, size: random.int(50, 500), records: [] };
    batch.records.push(record);
    if (batch.records.length < batch.size) {
      open.set(key, batch);
    } else {
      open.delete(key);
      yield batch;
    }
  }
  yield* open.values();
}

/** A file goes to the days in turn, at some minute of the day; its records happened in the five minutes before. */
async function writeBatch(
  folder: string,
  { account, region, records }: Batch,
  lastDay: number,
  number: number,
  unique: string,
): Promise<void> {
  const day = lastDay - (number % DAYS) * DAY;
  const delivered = day + (10 + ((number * 7) % 1300)) * MINUTE;
  const stamp = `${new Date(delivered).toISOString().slice(0, 16).replaceAll(/[-:]/g, "")}Z`;
  const days = new Date(delivered).toISOString().slice(0, 10).replaceAll("-", "/");
  const path = join(
    folder,
    `AWSLogs/${account}/CloudTrail/${region}/${days}/${account}_CloudTrail_${region}_${stamp}_${unique}.json.gz`,
  );
  const moved = records.map((record, index) => {
    const at = delivered - 5 * MINUTE + Math.floor((index * 4 * MINUTE) / records.length);
    return { ...record, eventTime: `${new Date(at).toISOString().slice(0, 19)}Z` };
  });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, await compress(JSON.stringify({ Records: moved }), PACKING));
}
