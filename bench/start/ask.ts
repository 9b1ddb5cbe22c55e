import { join } from "node:path";
import { atMost, inMilliseconds, median, type Measurement, type Place } from "../measurement.ts";
import { timed } from "../process/serve.ts";
import { BARE, runCommand, TRAIL } from "./run.ts";

const QUESTION = ["ask", "who changed sg-5887f224 yesterday"];
const ROUNDS = 5;
const MOST_MS = 1500;

/** A whole question on the sample logs, from the start of the process to its end: made first, or there already. */
export async function measureAsk({ folder, quick }: Place): Promise<readonly Measurement[]> {
  const [bare, fresh, warm]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < (quick ? 2 : ROUNDS); round += 1) {
    const state = { TRAIL_STATE: join(folder, `state-${round}`) };
    bare.push(await timed(() => runCommand(BARE, state)));
    fresh.push(await timed(() => runCommand([...TRAIL, ...QUESTION], state)));
    warm.push(await timed(() => runCommand([...TRAIL, ...QUESTION], state)));
  }
  const figure = median(bare);
  const reference = { text: `${inMilliseconds(figure)} bare node`, figure };
  return [
    atMost("ask on the sample, in all", median(warm), MOST_MS, inMilliseconds, reference),
    atMost("ask on the sample, which is made first", median(fresh), MOST_MS, inMilliseconds, reference),
  ];
}
