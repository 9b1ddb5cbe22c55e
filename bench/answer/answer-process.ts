import { NOTHING_KNOWN } from "../../src/catalog/known.ts";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { createCatalog } from "../../src/catalog/catalog.ts";
import { systemClock } from "../../src/clock.ts";
import { createReader } from "../../src/question/reader.ts";
import type { Ready } from "../../src/question/interpretation.ts";
import { openCsvFile } from "../../src/csv-file.ts";
import { answerReady } from "../../src/trail.ts";
import { openEngine, shippedIntents } from "../parts.ts";
import { peakMemory, serve, timed, type Figures } from "../process/serve.ts";
import { scanPlace } from "../scan/place.ts";

/** Answers a question with argv[4] rows for each record of the logs in argv[2], into a CSV; argv[3] may be written to. */

const [, , folder = "", spool = "", copies = "1"] = process.argv;

/** What the shipped list intents return, over every record, each several times with an id of its own. */
const SQL = `SELECT DISTINCT
    eventtime, eventid || '-' || copy AS eventid, actor, via, eventname,
    coalesce(requestparameters, responseelements, '') AS detail, errorcode, errormessage, sourceipaddress, awsregion,
    recipientaccountid, eventsource, useragent, actor_kind, sessioncredentialfromconsole, responseelements, hidden
  FROM cloudtrail CROSS JOIN (SELECT unnest(range(${Number(copies)})) AS copy)
  ORDER BY eventtime DESC, eventid`;

const place = await scanPlace(folder);
const { engine } = await openEngine(place.root, spool);
const shipped = (await shippedIntents()).get("who-changed");
if (shipped === undefined) throw new Error("There is no intent who-changed.");
const catalog = createCatalog([
  { ...shipped, params: {}, hides: [], summary: "{count} rows", followups: [], sql: SQL },
]);
const ready: Ready = {
  status: "ready",
  intent: shipped.id,
  params: {},
  window: { ...place.whole, zone: "UTC", text: "all of it" },
  limit: null,
  include: [],
  notes: [],
};
const idle = process.memoryUsage.rss();

async function answer(): Promise<Figures> {
  const csv = join(spool, "answer.csv");
  let rows = 0;
  let queryMs = 0;
  const start = performance.now();
  const ms = await timed(async () => {
    const { now, zone } = { now: systemClock.now(), zone: "UTC" };
    const given = {
      text: "",
      now,
      zone,
      accounts: [],
      regions: [],
      include: [],
      limit: null,
      confirmed: true,
      fresh: false,
    };
    const reader = createReader([]);
    const trail = {
      catalog,
      reader,
      engine,
      clock: systemClock,
      accountNames: {},
      known: NOTHING_KNOWN,
      confirmAbove: 0,
      notes: [],
    };
    const answered = await answerReady(ready, given, trail, {
      signal: new AbortController().signal,
      estimated: () => undefined,
      state: () => undefined,
      csv: (columns) => {
        queryMs = performance.now() - start;
        return openCsvFile(csv, columns);
      },
    });
    if (answered.status === "answered") rows = answered.report.rowCount;
  });
  return { ms, queryMs, rows, bytes: (await stat(csv)).size, idle, peak: peakMemory() };
}

serve({ answer });
