import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { reasonOf } from "../src/errors.ts";
import { measureAthena } from "./athena/measure.ts";
import { measureChat } from "./chat/measure.ts";
import { measureAnswer } from "./answer/measure.ts";
import { writeLogs } from "./logs/write-logs.ts";
import type { Measurement } from "./measurement.ts";
import { readOptions, type Options } from "./options.ts";
import { measureQuestions } from "./questions/measure.ts";
import { measureScan } from "./scan/measure.ts";
import { measureStart } from "./start/measure.ts";
import { drawTable } from "./table.ts";

/**
 * `npm run bench -- [--scale N] [--data DIR]`: measures the numbers that Trail holds itself to, one table on standard
 * output. A bar that does not hold is shown, and no failure.
 */

async function measureAll({ scale, data }: Options, folder: string): Promise<readonly Measurement[]> {
  const step = async (name: string, work: () => Promise<readonly Measurement[]>): Promise<readonly Measurement[]> => {
    process.stderr.write(`${name} …\n`);
    return work();
  };
  const logs = data === null ? join(folder, "logs") : resolve(data);
  return [
    ...(await step("reading questions", measureQuestions)),
    ...(await step("starting", () => measureStart(join(folder, "start")))),
    ...(await step("scanning", async () => {
      if (data === null) await writeLogs(logs, scale);
      return measureScan(logs, join(folder, "spool"));
    })),
    ...(await step("acknowledging", () => measureChat(join(folder, "chat")))),
    ...(await step("watching Athena", () => measureAthena(join(folder, "athena")))),
    ...(await step("answering", () => measureAnswer(join(folder, "answer")))),
  ];
}

async function bench(options: Options): Promise<void> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "trail-numbers-")));
  const cleanUp = (): Promise<void> => rm(folder, { recursive: true, force: true });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void cleanUp().then(() => process.exit(1)));
  }
  try {
    process.stdout.write(drawTable(await measureAll(options, folder)));
  } finally {
    await cleanUp();
  }
}

function optionsOrReason(words: readonly string[]): Options | string {
  try {
    return readOptions(words);
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
