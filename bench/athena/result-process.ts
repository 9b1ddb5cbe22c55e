import { NOTHING_KNOWN } from "../../src/catalog/known.ts";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { createCatalog } from "../../src/catalog/catalog.ts";
import { systemClock } from "../../src/clock.ts";
import { openCsvFile } from "../../src/csv-file.ts";
import type { Ready } from "../../src/question/interpretation.ts";
import { createReader } from "../../src/question/reader.ts";
import { sendBytes } from "../../src/slack/sending/send-bytes.ts";
import { answerReady } from "../../src/trail.ts";
import { shippedIntents } from "../parts.ts";
import { peakMemory, serve, timed, type Figures } from "../process/serve.ts";
import { athenaAt } from "./engine.ts";

/** Answers a question from the Athena stand-in at argv[2], writes its CSV below argv[3] and sends it back there. */

const [, , url = "", folder = ""] = process.argv;
const engine = athenaAt(url);
const shipped = (await shippedIntents()).get("who-changed");
if (shipped === undefined) throw new Error("There is no intent who-changed.");
const ready: Ready = {
  status: "ready",
  intent: shipped.id,
  params: { resource: "sg-5887f224" },
  window: { start: "2026-11-19T00:00:00Z", end: "2026-11-20T00:00:00Z", zone: "UTC", text: "a day" },
  limit: null,
  include: [],
  notes: [],
};
const idle = process.memoryUsage.rss();

async function answer(name = "answer"): Promise<Figures> {
  const csv = join(folder, `${name}.csv`);
  let rows = 0;
  const ms = await timed(async () => {
    const now = systemClock.now();
    const scope = { accounts: [], regions: [], include: [], limit: null, confirmed: true, fresh: false };
    const trail = {
      catalog: createCatalog([shipped ?? failed()]),
      reader: createReader([]),
      engine,
      clock: systemClock,
      accountNames: {},
      known: NOTHING_KNOWN,
      confirmAbove: 1,
      notes: [],
    };
    const answered = await answerReady(ready, { text: "", now, zone: "UTC", ...scope }, trail, {
      signal: new AbortController().signal,
      estimated: () => undefined,
      state: () => undefined,
      csv: (columns) => openCsvFile(csv, columns),
    });
    if (answered.status === "answered") rows = answered.report.rowCount;
  });
  const { size } = await stat(csv);
  const uploadMs = await timed(() => sendBytes(url, csv, size, new AbortController().signal));
  return { ms, uploadMs, rows, bytes: size, idle, peak: peakMemory() };
}

function failed(): never {
  throw new Error("There is no intent.");
}

/** As many at once as the bot answers. */
async function tenAtOnce(): Promise<Figures> {
  const all = await Promise.all(Array.from({ length: 10 }, (_, index) => answer(`answer-${index}`)));
  const rows = all.reduce((sum, { rows: own = 0 }) => sum + own, 0);
  return { ms: Math.max(...all.map(({ ms = 0 }) => ms)), rows, idle, peak: peakMemory() };
}

serve({ answer: () => answer(), tenAtOnce });
