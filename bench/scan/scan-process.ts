import { NOTHING_KNOWN } from "../../src/catalog/known.ts";
import { readFileSync } from "node:fs";
import { statementOf } from "../../src/catalog/statement.ts";
import type { Span } from "../../src/engine/engine.ts";
import type { Params } from "../../src/question/interpretation.ts";
import { openEngine, shippedIntents } from "../parts.ts";
import { peakMemory, serve, timed, type Figures } from "../process/serve.ts";
import { scanPlace } from "./place.ts";

/** Scans the logs in argv[2] with shipped intents; argv[3] is a folder it may write to. */

const [, , folder = "", spool = ""] = process.argv;
const place = await scanPlace(folder);
const { engine, threads } = await openEngine(place.root, spool);
const catalog = await shippedIntents();
const idleMemory = process.memoryUsage.rss();

async function ask(id: string, params: Params, window: Span): Promise<Figures> {
  const intent = catalog.get(id);
  if (intent === undefined) throw new Error(`There is no intent ${id}.`);
  const request = {
    params,
    window,
    zone: "UTC",
    include: [],
    accounts: [],
    regions: [],
    known: NOTHING_KNOWN,
    fresh: false,
  };
  let rows = 0;
  const readBefore = bytesReadSoFar();
  let files: number | null = 0;
  let scanned = 0;
  const ms = await timed(async () => {
    const asked = statementOf(intent, request);
    const result = await engine.rows(await engine.start(asked, crypto.randomUUID()), asked);
    for await (const batch of result.batches) rows += batch.length;
    ({ files } = result.coverage);
    scanned = result.scannedBytes;
  });
  const read = bytesReadSoFar();
  return { ms, rows, files: files ?? 0, bytes: read === null || readBefore === null ? scanned : read - readBefore };
}

/** What this process has read from files; null where the system does not say, then the engine's word has to do. */
function bytesReadSoFar(): number | null {
  try {
    const line = /^rchar: (\d+)$/m.exec(readFileSync("/proc/self/io", "utf8"));
    return line === null ? null : Number(line[1]);
  } catch {
    return null;
  }
}

serve({
  about: () => ({ threads }),
  memory: () => ({ idle: idleMemory, peak: peakMemory() }),
  search: () => ask("who-changed", { resource: "sg-5887f224" }, place.whole),
  group: () => ask("what-changed", {}, place.whole),
  day: () => ask("who-changed", { resource: "sg-5887f224" }, place.oneDay ?? place.whole),
});
