import { flushCompileCache } from "node:module";
import { dyingFetch, DEATHS } from "./kill-points.ts";
import { Stage, startMortalBot } from "./mortal-bot.ts";

/** The bot as a process of its own, which dies at the point that KILL_AT names. */
const point = DEATHS.find((one) => one === process.env["KILL_AT"]) ?? null;
globalThis.fetch = dyingFetch(globalThis.fetch, point);

const { port } = await startMortalBot(Stage.parse(JSON.parse(process.env["STAGE"] ?? "")), point, 0);
// It would be written at the end, to which this process does not come.
flushCompileCache();
process.send?.({ port });
