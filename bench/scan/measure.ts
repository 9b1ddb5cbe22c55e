import { stat } from "node:fs/promises";
import { deliveryDays } from "../../src/engine/scope.ts";
import { join } from "node:path";
import { atMost, grouped, inMegabytes, inMilliseconds, type Measurement, type Place } from "../measurement.ts";
import { startChild, type Child } from "../process/child.ts";
import type { Figures } from "../process/serve.ts";
import { gunzipCommand } from "./gunzip-command.ts";
import { scanPlace, type ScanPlace } from "./place.ts";

const ROUNDS = 3;
const MOST_TIMES_GUNZIP = 1.6;
const MOST_MEMORY = 300e6;
/** Looking at the head of a file before it is scanned reads a little of it twice. */
const MOST_TIMES_DAY = 1.2;

interface Best {
  zlib: number;
  command: number | null;
  search: number;
  group: number;
}

/** Scanning raw logs against unpacking them, what a window of one day reads, and the memory of it all. */
export async function measureScan({ folder, logs, quick }: Place): Promise<readonly Measurement[]> {
  const read = await logs();
  const place = await scanPlace(read);
  const scan = await startChild(new URL("./scan-process.ts", import.meta.url), [read, join(folder, "spool")]);
  const { threads = 1 } = await scan.run("about");
  const gunzip = await startChild(new URL("./gunzip-process.ts", import.meta.url), [read, String(threads)]);
  const best = await interleaved(scan, gunzip, place, threads, quick ? 1 : ROUNDS);
  const pruning = place.oneDay === null ? [] : [await onlyItsDay(place, await scan.run("day"))];
  const { idle = 0, peak = 0 } = await scan.run("memory");
  await gunzip.close();
  await scan.close();
  const size = inMegabytes(await bytesOf(place.files.map(({ path }) => path)));
  const text = `${inMegabytes(idle)} idle`;
  return [
    ...againstGunzip(best, `${size} packed`, threads),
    ...pruning,
    atMost("memory over idle, these scans", peak - idle, MOST_MEMORY, inMegabytes, { text, figure: idle }),
  ];
}

/** The best of some rounds each; in turn, so that other work on the machine falls on all of them. */
async function interleaved(
  scan: Child,
  gunzip: Child,
  place: ScanPlace,
  threads: number,
  rounds: number,
): Promise<Best> {
  const paths = place.files.map(({ path }) => path);
  const best: Best = {
    zlib: Infinity,
    command: await gunzipCommand(paths, threads),
    search: Infinity,
    group: Infinity,
  };
  for (let round = 0; round < rounds; round += 1) {
    best.zlib = Math.min(best.zlib, (await gunzip.run("unpack"))["ms"] ?? Infinity);
    best.search = Math.min(best.search, (await scan.run("search"))["ms"] ?? Infinity);
    best.group = Math.min(best.group, (await scan.run("group"))["ms"] ?? Infinity);
    if (best.command !== null) best.command = Math.min(best.command, (await gunzipCommand(paths, threads)) ?? Infinity);
  }
  return best;
}

/** The bar is a matter of the command; Node's own zlib is shown beside it, and stands for it where there is none. */
function againstGunzip({ zlib, command, search, group }: Best, logs: string, threads: number): Measurement[] {
  const line = (what: string, ms: number, tool: string, reference: number, hasBar: boolean): Measurement => ({
    what: `scan ${logs}: ${what}`,
    measured: inMilliseconds(ms),
    reference: `${inMilliseconds(reference)} ${tool}, ${threads} at once`,
    ratio: ms / reference,
    bar: hasBar ? `≤ ${MOST_TIMES_GUNZIP}×` : "",
    holds: hasBar ? ms <= MOST_TIMES_GUNZIP * reference : null,
  });
  const both = (tool: string, ms: number, hasBar: boolean): Measurement[] => [
    line("who-changed", search, tool, ms, hasBar),
    line("what-changed", group, tool, ms, hasBar),
  ];
  return [...(command === null ? [] : both("gzip -dc", command, true)), ...both("zlib", zlib, command === null)];
}

async function onlyItsDay(place: ScanPlace, { files = 0, bytes = 0 }: Figures): Promise<Measurement> {
  const { firstDay, lastDay } = deliveryDays(place.oneDay ?? place.whole);
  const own = place.files.filter(({ place: { date } }) => date !== null && date >= firstDay && date <= lastDay);
  const size = await bytesOf(own.map(({ path }) => path));
  return {
    what: `bytes read for a window in one day (${grouped(files)} files)`,
    measured: inMegabytes(bytes),
    reference: `${inMegabytes(size)} in its ${grouped(own.length)} files`,
    ratio: bytes / size,
    bar: `≤ ${MOST_TIMES_DAY}×`,
    holds: files <= own.length && bytes <= MOST_TIMES_DAY * size,
  };
}

async function bytesOf(paths: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const path of paths) bytes += (await stat(path)).size;
  return bytes;
}
