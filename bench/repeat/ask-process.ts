import { createLog } from "../../src/log.ts";
import { systemClock } from "../../src/clock.ts";
import { config, openTrailOver } from "../../src/open-trail.ts";
import type { Ready } from "../../src/question/interpretation.ts";
import { answerReady } from "../../src/trail.ts";
import { questionNow } from "../parts.ts";
import { peakMemory, serve, timed, type Figures } from "../process/serve.ts";
import { scanPlace } from "../scan/place.ts";
import { RESOURCE } from "./question.ts";

/** Asks the question of the logs in argv[2] with all that the program opens for `ask`; argv[3] is its state folder. */

const [, , folder = "", state = ""] = process.argv;
const place = await scanPlace(folder);
const settings = { ...(await config()), state };
const use = { now: systemClock.now(), zone: "UTC", log: createLog("silent") };
const opened = await openTrailOver(place.root, settings, use);
process.once("disconnect", () => void opened.close());
const ready: Ready = {
  status: "ready",
  intent: "who-changed",
  params: { resource: RESOURCE },
  window: { ...place.whole, zone: "UTC", text: "all of it" },
  limit: null,
  include: [],
  notes: [],
};
const idle = process.memoryUsage.rss();

async function ask(): Promise<Figures> {
  let rows = 0;
  const ms = await timed(async () => {
    const answered = await answerReady(ready, questionNow(), opened.trail, {
      signal: new AbortController().signal,
      estimated: () => undefined,
      state: () => undefined,
    });
    if (answered.status === "answered") rows = answered.report.rowCount;
  });
  return { ms, rows, idle, peak: peakMemory() };
}

serve({ ask });
