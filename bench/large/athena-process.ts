import { join } from "node:path";
import { createCatalog } from "../../src/catalog/catalog.ts";
import type { Ready } from "../../src/question/interpretation.ts";
import { athenaAt } from "../athena/engine.ts";
import { shippedIntents, trailOver } from "../parts.ts";
import { peakMemory, serve, type Figures } from "../process/serve.ts";
import { answerAndSend } from "./answer.ts";

/** Answers a question from the Athena stand-in at argv[2], writes its CSV below argv[3] and sends it back there. */

const [, , url = "", folder = ""] = process.argv;
const shipped = (await shippedIntents()).get("who-changed");
if (shipped === undefined) throw new Error("There is no intent who-changed.");
const trail = await trailOver(athenaAt(url), createCatalog([shipped]));
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

async function answer(name: string): Promise<Figures> {
  return { ...(await answerAndSend(ready, trail, join(folder, `${name}.csv`), url)), idle };
}

/** As many at once as the bot answers. */
async function tenAtOnce(): Promise<Figures> {
  const all = await Promise.all(Array.from({ length: 10 }, (_, index) => answer(`answer-${index}`)));
  const rows = all.reduce((sum, { rows: own = 0 }) => sum + own, 0);
  return { ms: Math.max(...all.map(({ ms = 0 }) => ms)), rows, idle, peak: peakMemory() };
}

serve({ answer: () => answer("answer"), tenAtOnce });
