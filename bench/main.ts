import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reasonOf } from "../src/errors.ts";
import { writeLogs } from "./logs/write-logs.ts";
import type { Measurement } from "./measurement.ts";
import { MEASURES } from "./measures.ts";
import { readOptions, type Options } from "./options.ts";
import { drawTable } from "./table.ts";

/**
 * `npm run bench -- [NAME…] [--scale N | --data DIR] [--quick] [--json]`: measures the numbers that Trail holds itself to,
 * one table on standard output. A bar that does not hold is shown, and no failure; what cannot be measured is one.
 */

async function measureAll({ names, scale, data, quick }: Options, folder: string): Promise<readonly Measurement[]> {
  let logs: Promise<string> | null = null;
  const all: Measurement[] = [];
  for (const name of names) {
    process.stderr.write(`${name} …\n`);
    const place = { folder: join(folder, name), logs: () => (logs ??= openLogs(data, scale, folder)), quick };
    await mkdir(place.folder);
    try {
      all.push(...((await MEASURES[name]?.(place)) ?? []));
    } catch (cause) {
      process.stderr.write(`${name} could not be measured: ${cause instanceof Error ? cause.stack : String(cause)}\n`);
      process.exitCode = 1;
    }
    await rm(place.folder, { recursive: true, force: true });
  }
  return all;
}

/** The logs that are there, or some made for this run. */
async function openLogs(data: string | null, scale: number, folder: string): Promise<string> {
  if (data !== null) return realpath(data);
  process.stderr.write(`logs of ${scale} events …\n`);
  const logs = join(folder, "logs");
  await writeLogs(logs, scale, Date.now());
  return logs;
}

async function bench(options: Options): Promise<void> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "trail-numbers-")));
  const cleanUp = (): Promise<void> => rm(folder, { recursive: true, force: true });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void cleanUp().then(() => process.exit(1)));
  }
  try {
    const measurements = await measureAll(options, folder);
    process.stdout.write(options.json ? `${JSON.stringify(measurements, null, 2)}\n` : drawTable(measurements));
  } finally {
    await cleanUp();
  }
}

function optionsOrReason(words: readonly string[]): Options | string {
  try {
    return readOptions(words, Object.keys(MEASURES));
  } catch (cause) {
    return reasonOf(cause);
  }
}

const options = optionsOrReason(process.argv.slice(2));
if (typeof options === "string") {
  process.stderr.write(`${options}\n`);
  process.exitCode = 1;
} else {
  await bench(options);
}
