import { join } from "node:path";
import { createCatalog } from "../../src/catalog/catalog.ts";
import type { Ready } from "../../src/question/interpretation.ts";
import { openEngine, shippedIntents, trailOver } from "../parts.ts";
import { serve } from "../process/serve.ts";
import { scanPlace } from "../scan/place.ts";
import { answerAndSend } from "./answer.ts";

/** Answers a question with argv[4] rows for each record of the logs in argv[2] and sends it to argv[5]; argv[3] may be written to. */

const [, , folder = "", spool = "", copies = "1", url = ""] = process.argv;

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
const intent = { ...shipped, params: {}, hides: [], summary: "{count} rows", followups: [], sql: SQL };
const trail = await trailOver(engine, createCatalog([intent]));
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

serve({ answer: async () => ({ ...(await answerAndSend(ready, trail, join(spool, "answer.csv"), url)), idle }) });
