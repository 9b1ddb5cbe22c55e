import { readdir, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { inMegabytes, inSeconds, type Measurement, type Place } from "../measurement.ts";
import { startChild } from "../process/child.ts";
import { scanPlace } from "../scan/place.ts";
import { askJq } from "./jq.ts";

const ROUNDS = 2;
const AGAIN = 5;
const LEAST_TIMES_FASTER = 15;

/** The best of some rounds; memory is the most of them. */
interface Best {
  first: number;
  again: number;
  plain: number;
  peak: number;
  plainPeak: number;
  cache: number;
}

/**
 * One question over all days of the logs: asked first, when the day cache is empty, and again; beside the same with jq and
 * with DuckDB alone over the raw files.
 */
export async function measureRepeat({ folder, logs, quick }: Place): Promise<readonly Measurement[]> {
  const read = await logs();
  const paths = (await scanPlace(read)).files.map(({ path }) => path);
  const best: Best = { first: Infinity, again: Infinity, plain: Infinity, peak: 0, plainPeak: 0, cache: 0 };
  for (let round = 0; round < (quick ? 1 : ROUNDS); round += 1) {
    await askTrail(read, join(folder, `state-${round}`), best);
    await askPlain(read, best);
  }
  const threads = availableParallelism();
  const jq = await askJq(paths, threads);
  return lines(best, jq, threads, await sizeOf(read));
}

async function askTrail(logs: string, state: string, best: Best): Promise<void> {
  const child = await startChild(new URL("./ask-process.ts", import.meta.url), [logs, state]);
  try {
    const first = await child.run("ask");
    best.first = Math.min(best.first, first["ms"] ?? Infinity);
    best.peak = Math.max(best.peak, first["peak"] ?? Infinity);
    for (let again = 0; again < AGAIN; again += 1) {
      const { ms = Infinity, rows } = await child.run("ask");
      if (rows !== first["rows"])
        throw new Error(`The answer had ${first["rows"]} rows, and ${rows} when asked again.`);
      best.again = Math.min(best.again, ms);
    }
    best.cache = await sizeOf(join(state, "cache"));
  } finally {
    await child.close();
  }
}

async function askPlain(logs: string, best: Best): Promise<void> {
  const child = await startChild(new URL("./plain-process.ts", import.meta.url), [logs]);
  try {
    const { ms = Infinity, peak = Infinity } = await child.run("ask");
    best.plain = Math.min(best.plain, ms);
    best.plainPeak = Math.max(best.plainPeak, peak);
  } finally {
    await child.close();
  }
}

function lines(best: Best, jq: number | null, threads: number, logs: number): readonly Measurement[] {
  const { first, again, plain, peak, plainPeak, cache } = best;
  const given = (what: string, ms: number, tool: string, figure: number, format = inSeconds): Measurement => ({
    what,
    measured: format(ms),
    reference: `${format(figure)} ${tool}`,
    ratio: ms / figure,
    bar: "",
    holds: null,
  });
  const tools: [string, number][] = [["plain DuckDB SQL, raw files", plain]];
  if (jq !== null) tools.push([`jq, ${threads} at once`, jq]);
  const about = `${inMegabytes(logs)} of logs`;
  return [
    ...tools.map(([tool, ms]) => given(`first question over ${about}`, first, tool, ms)),
    ...tools.map(([tool, ms]) => given(`the same question again`, again, tool, ms)),
    {
      what: `the same question again, over past days`,
      measured: `${(first / again).toFixed(1)}× faster`,
      reference: `${inSeconds(first)} first`,
      ratio: again / first,
      bar: `≥ ${LEAST_TIMES_FASTER}× faster`,
      holds: first >= LEAST_TIMES_FASTER * again,
    },
    given(`peak memory of the first question`, peak, "plain DuckDB SQL", plainPeak, inMegabytes),
    given(`size of the day cache`, cache, "logs", logs, inMegabytes),
  ];
}

/** Bytes of all files in a folder and below; 0 where there is none. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
  }
  return bytes;
}
