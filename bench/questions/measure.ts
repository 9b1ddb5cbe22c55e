import { grouped, inMilliseconds, type Measurement, type Place } from "../measurement.ts";
import { startChild } from "../process/child.ts";
import { hostileTexts } from "./hostile.ts";

const ROUNDS = 14;
const LEAST_A_SECOND = 2000;
const MOST_MS = 50;

/** How fast questions are read: the best round after warming up, and the slowest of texts made to be slow. */
export async function measureQuestions({ quick }: Pick<Place, "quick">): Promise<readonly Measurement[]> {
  const child = await startChild(new URL("./read-process.ts", import.meta.url));
  let [questions, dates, texts] = [0, 0, 0];
  for (let round = 0; round < (quick ? 6 : ROUNDS); round += 1) {
    const pace = await child.run("pace");
    questions = Math.max(questions, pace["questions"] ?? 0);
    dates = Math.max(dates, pace["dates"] ?? 0);
    texts = pace["texts"] ?? 0;
  }
  const { ms = 0, index = 0 } = await child.run("worst");
  await child.close();
  const slowest = (hostileTexts()[index] ?? "").slice(0, 16).trimEnd();
  return [
    {
      what: `questions read by one core (${grouped(texts)} texts)`,
      measured: `${grouped(questions)}/s`,
      reference: `${grouped(dates)}/s chrono-node alone`,
      ratio: questions / dates,
      bar: `≥ ${grouped(LEAST_A_SECOND)}/s`,
      holds: questions >= LEAST_A_SECOND,
    },
    {
      what: `slowest hostile text (“${slowest}…”)`,
      measured: inMilliseconds(ms),
      reference: `${inMilliseconds(1000 / questions)} on average`,
      ratio: (ms * questions) / 1000,
      bar: `≤ ${MOST_MS} ms`,
      holds: ms <= MOST_MS,
    },
  ];
}
