import { once } from "node:events";
import { join } from "node:path";
import { startLocalSlack } from "../../src/playground/start-local-slack.ts";
import { atMost, inMilliseconds, median, type Measurement, type Place } from "../measurement.ts";
import { timed } from "../process/serve.ts";
import { BARE, runCommand, startCommand, TRAIL } from "./run.ts";

const ROUNDS = 5;
const MOST_MS = 2000;
/** What the bot's log says once it listens. */
const READY = "the bot is ready";

/** From the start of the process to the log's word that the bot is ready, against a local Slack. */
export async function measureBotStart({ folder, quick }: Place): Promise<readonly Measurement[]> {
  const slack = await startLocalSlack();
  const [bare, ready]: [number[], number[]] = [[], []];
  // The first start makes the sample.
  for (let round = 0; round <= (quick ? 2 : ROUNDS); round += 1) {
    const given = {
      TRAIL_STATE: join(folder, "state"),
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      PORT: "",
    };
    bare.push(await timed(() => runCommand(BARE, given)));
    const ms = await untilReady(given);
    if (round > 0) ready.push(ms);
  }
  await slack.close();
  const figure = median(bare);
  const reference = { text: `${inMilliseconds(figure)} bare node`, figure };
  return [atMost("start to ready bot", median(ready), MOST_MS, inMilliseconds, reference)];
}

async function untilReady(given: Readonly<Record<string, string>>): Promise<number> {
  const began = performance.now();
  const child = startCommand([...TRAIL, "start"], given);
  const ended = once(child, "close");
  let said = "";
  const ready = new Promise<number>((done) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        if (said.includes(READY)) done(performance.now() - began);
      });
    }
  });
  const ms = await Promise.race([ready, ended.then(() => null)]);
  if (ms === null) throw new Error(`The bot ended before it was ready: ${said}`);
  child.kill("SIGTERM");
  await ended;
  return ms;
}
