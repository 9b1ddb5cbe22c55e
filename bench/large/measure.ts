import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { startStandIn, type StandIn } from "../athena/stand-in.ts";
import { writeLogs } from "../logs/write-logs.ts";
import { atMost, grouped, inMegabytes, inSeconds, type Measurement, type Place } from "../measurement.ts";
import { startChild } from "../process/child.ts";
import type { Figures } from "../process/serve.ts";

const ROWS = 1_000_000;
const ROWS_IN_A_HURRY = 100_000;
/** Few records, each many times in the answer: it is the answer that is measured here, not the scan. */
const RECORDS = 20_000;
const MOST_MEMORY = 300e6;
/** Of the rows, for each of ten results at once, and the memory of a small container that must do for all of them together. */
const SHARE = 0.2;
const CONTAINER = 512 * 1024 * 1024;
const ATHENA = new URL("./athena-process.ts", import.meta.url);

/** The memory that the largest answer takes on its way into a CSV and to Slack: from either engine, and ten at once. */
export async function measureLarge({ folder, quick }: Place): Promise<readonly Measurement[]> {
  const rows = quick ? ROWS_IN_A_HURRY : ROWS;
  return [await fromDuckDb(folder, rows), await fromAthena(folder, rows), await tenFromAthena(folder, rows * SHARE)];
}

async function fromDuckDb(folder: string, rows: number): Promise<Measurement> {
  const logs = join(folder, "logs");
  const spool = join(folder, "spool");
  await writeLogs(logs, RECORDS, Date.now());
  await mkdir(spool, { recursive: true });
  const script = new URL("./local-process.ts", import.meta.url);
  const figures = await withStandIn(0, ({ url }) =>
    oneJob(script, [logs, spool, String(rows / RECORDS), url], "answer"),
  );
  return overIdle("DuckDB", figures, rows);
}

async function fromAthena(folder: string, rows: number): Promise<Measurement> {
  const figures = await withStandIn(rows, ({ url }) => oneJob(ATHENA, [url, folder], "answer"));
  return overIdle("Athena", figures, rows);
}

/** Gives what comes of some work with a stand-in for Athena and S3, which also takes uploads. */
async function withStandIn<T>(rows: number, work: (standIn: StandIn) => Promise<T>): Promise<T> {
  const standIn = await startStandIn({ runs: () => 0, rows });
  try {
    return await work(standIn);
  } finally {
    await standIn.close();
  }
}

function overIdle(engine: string, figures: Figures, wanted: number): Measurement {
  const { rows = 0, bytes = 0, ms = 0, queryMs = 0, uploadMs = 0, idle = 0, peak = 0 } = figures;
  if (rows !== wanted) throw new Error(`The answer has ${rows} rows and not ${wanted}.`);
  const times = `query ${inSeconds(queryMs)}, CSV of ${inMegabytes(bytes)} ${inSeconds(ms - queryMs)}, upload ${inSeconds(uploadMs)}`;
  const what = `memory over idle, ${grouped(rows)} rows from ${engine} to CSV and upload`;
  const text = `${inMegabytes(idle)} idle; ${times}`;
  return atMost(what, peak - idle, MOST_MEMORY, inMegabytes, { text, figure: idle });
}

async function tenFromAthena(folder: string, each: number): Promise<Measurement> {
  const figures = await withStandIn(each, ({ url }) => oneJob(ATHENA, [url, folder], "tenAtOnce"));
  const { rows = 0, peak = 0, idle = 0, ms = 0 } = figures;
  if (rows !== 10 * each) throw new Error(`The answers have ${rows} rows and not ${10 * each}.`);
  const what = `memory in all, ten results of ${grouped(each)} rows from Athena at once`;
  const text = `${inMegabytes(idle)} idle; ${inSeconds(ms)}`;
  return atMost(what, peak, CONTAINER, inMegabytes, { text, figure: idle });
}

async function oneJob(script: URL, args: readonly string[], job: string): Promise<Figures> {
  const child = await startChild(script, args);
  try {
    return await child.run(job);
  } finally {
    await child.close();
  }
}
