import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { grouped, inMegabytes, type Measurement } from "../measurement.ts";
import { writeLogs } from "../logs/write-logs.ts";
import { startChild } from "../process/child.ts";
import { memoryOf } from "../scan/measure.ts";

const ROWS = 1_000_000;
/** Few records, each many times in the answer: it is the answer that is measured here, not the scan. */
const RECORDS = 20_000;

/** The memory that the largest answer takes on its way into a CSV. `folder` is made and may be filled. */
export async function measureAnswer(folder: string): Promise<readonly Measurement[]> {
  const logs = join(folder, "logs");
  const spool = join(folder, "spool");
  await writeLogs(logs, RECORDS);
  await mkdir(spool, { recursive: true });
  const child = await startChild(new URL("./answer-process.ts", import.meta.url), [
    logs,
    spool,
    String(ROWS / RECORDS),
  ]);
  const figures = await child.run("answer");
  await child.close();
  const { rows = 0, bytes = 0, ms = 0, queryMs = 0 } = figures;
  const line = memoryOf(`${grouped(rows)} rows to CSV`, figures);
  const [query, rest] = [queryMs / 1000, (ms - queryMs) / 1000];
  const time = `query ${query.toFixed(1)} s, CSV of ${inMegabytes(bytes)} ${rest.toFixed(1)} s`;
  return [{ ...line, reference: `${line.reference}; ${time}`, holds: line.holds && rows === ROWS }];
}
