import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { openLogFolder } from "../../src/engine/duckdb/duckdb-engine.ts";
import { writeSample } from "../../src/sample/sample.ts";
import { athenaAt } from "../athena/engine.ts";
import { atMost, grouped, inMilliseconds, median, type Measurement, type Place } from "../measurement.ts";
import { openEngine } from "../parts.ts";
import { groupId, startStage, type Stage } from "./bot.ts";

const AT_ONCE = 50;
const ROUNDS = 20;
const MOST_P99_MS = 500;
const MOST_MS = 2500;
/** Questions that run at once. */
const RUNNING = 10;
/** Nothing listens there. */
const NOWHERE = "http://127.0.0.1:9";

/**
 * How fast 50 commands at once are acknowledged while those before are answered, and while AWS cannot be reached. Bot and
 * local Slack share this process.
 */
export async function measureAcks({ folder, quick }: Place): Promise<readonly Measurement[]> {
  const rounds = quick ? 4 : ROUNDS;
  return [...(await whileAnswering(folder, rounds)), ...(await whileAway(folder, rounds))];
}

async function whileAnswering(folder: string, rounds: number): Promise<readonly Measurement[]> {
  const logs = join(folder, "logs");
  await writeSample(logs, { today: new Date().toISOString().slice(0, 10), zone: "UTC" });
  const { engine } = await openEngine(await openLogFolder(logs), join(folder, "spool"));
  const stage = await startStage(engine, folder, RUNNING);
  try {
    const acks = await commands(stage, rounds);
    return lines("", acks, `${grouped(acks.length - stage.bot.inHand())} answered meanwhile`);
  } finally {
    await stage.close();
    await engine.close();
  }
}

async function whileAway(folder: string, rounds: number): Promise<readonly Measurement[]> {
  const own = join(folder, "away");
  await mkdir(own);
  const engine = athenaAt(NOWHERE, () => undefined);
  const stage = await startStage(engine, own, RUNNING);
  try {
    const acks = await commands(stage, rounds);
    return lines(" while AWS is down", acks, `${grouped(stage.bot.inHand())} held`);
  } finally {
    await stage.close();
    await engine.close();
  }
}

/** Milliseconds to each ack; Infinity where none came. */
async function commands({ slack }: Stage, rounds: number): Promise<readonly number[]> {
  const acks: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const deliveries = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) =>
        slack.command({
          user: "U0ALICE",
          channel: "C0INC",
          command: "/trail",
          text: `who-changed ${groupId(round * AT_ONCE + index + 1)} yesterday`,
        }),
      ),
    );
    acks.push(...deliveries.map(({ acknowledged, milliseconds }) => (acknowledged ? milliseconds : Infinity)));
  }
  return acks;
}

function lines(when: string, acks: readonly number[], about: string): readonly Measurement[] {
  const sorted = acks.toSorted((a, b) => a - b);
  const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? Infinity;
  const what = `ack of ${AT_ONCE} commands at once${when}`;
  const middle = median(acks);
  return [
    atMost(`${what}, p99 of ${grouped(acks.length)}`, p99, MOST_P99_MS, inMilliseconds, {
      text: `${inMilliseconds(middle)} median`,
      figure: middle,
    }),
    atMost(`${what}, worst`, sorted.at(-1) ?? Infinity, MOST_MS, inMilliseconds, { text: about }),
  ];
}
