import { systemClock } from "../../src/clock.ts";
import { groupId, startStage } from "../chat/bot.ts";
import { atMost, inMilliseconds, median, type Measurement, type Place } from "../measurement.ts";
import { athenaAt } from "./engine.ts";
import { startStandIn } from "./stand-in.ts";

const RUNNING = 50;
const MOST_MS = 500;

/** From the moment a query has succeeded to its headline in Slack, with many running at once through the real bot. */
export async function measureHeadline({ folder }: Pick<Place, "folder">): Promise<readonly Measurement[]> {
  const standIn = await startStandIn({ runs: (nth) => 3000 + nth * 137, rows: 5 });
  const engine = athenaAt(standIn.url);
  const { bot, slack, close } = await startStage(engine, folder, RUNNING);
  const ids = Array.from({ length: RUNNING }, (_, index) => groupId(index + 1));
  await Promise.all(
    ids.map((id) =>
      slack.command({ user: "U0ALICE", channel: "C0INC", command: "/trail", text: `who-changed ${id} yesterday` }),
    ),
  );
  while (bot.inHand() > 0) await systemClock.after(20);
  const headlines = slack.calls().filter(({ method }) => method === "chat.update");
  const late = ids.map((id) => {
    const said = headlines.find(({ arguments: args }) => new RegExp(`changes? to ${id} `).test(String(args["text"])));
    const succeeded = standIn.succeeded.get(id);
    return said === undefined || succeeded === undefined ? Infinity : said.at - succeeded;
  });
  await close();
  await engine.close();
  await standIn.close();
  const what = `“succeeded” to headline, ${RUNNING} running at once, median`;
  return [atMost(what, median(late), MOST_MS, inMilliseconds, { text: `${inMilliseconds(Math.max(...late))} worst` })];
}
