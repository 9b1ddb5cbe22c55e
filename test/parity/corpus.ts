import type { Intent } from "../../src/catalog/schema.ts";
import { createCatalog } from "../../src/catalog/catalog.ts";
import { scansOf } from "../../src/catalog/statement.ts";
import type { TestBench, TestedAnswer, TestedQuestion } from "../../src/catalog/test-run/run-tests.ts";
import { testEvents } from "../../src/catalog/test-run/test-events.ts";
import { TRANSFORMATIONS, type TestFile } from "../../src/catalog/test-run/transformations.ts";
import { systemClock } from "../../src/clock.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { createReader } from "../../src/question/reader.ts";
import { createTestBench } from "../../src/terminal/test-bench.ts";
import { shippedCatalog } from "../fixtures/an-intent.ts";

/** The questions of all intents' tests, and the logs that hold the events of all of them. */

export const intents = (await shippedCatalog()).intents.filter(({ status }) => status !== "retired");
const reader = createReader(intents);

/** Where everything happens once more, so that there is more than one account. */
const OTHER_ACCOUNT = "444455556666";

/** A question of a test. */
export interface Asked {
  readonly name: string;
  readonly now: string;
  readonly question: TestedQuestion;
}

/** An answer with the question it belongs to. */
export interface NamedAnswer extends TestedAnswer {
  readonly name: string;
}

/** Asks an engine a question of an intent. */
export async function answerOf(intent: Intent, { name, now, question }: Asked, engine: Engine): Promise<NamedAnswer> {
  return { name, ...(await benchOn(() => engine).answer(intent, question, "", now)) };
}

/** One file for each folder with the events of all tests, some in other folders than their own. */
export function corpusFiles(): readonly TestFile[] {
  const lay = TRANSFORMATIONS["spread over other files and folders"];
  const single = intents.flatMap((intent) =>
    intent.tests.flatMap((test, index) => {
      const { question } = questionOf(intent, index);
      const scans = scansOf(intent, { ...question, zone: "UTC", accounts: [], regions: [], fresh: false });
      const window = scans.at(-1)?.window ?? question.window;
      // Tests number their events alike: here they must be told apart.
      const events = testEvents(test, window).flatMap((event) => {
        const eventID = `${intent.id}-${index}-${String(event["eventID"])}`;
        const elsewhere = { eventID: `${eventID}-other`, recipientAccountId: OTHER_ACCOUNT };
        return [Object.assign({}, event, { eventID }), Object.assign({}, event, elsewhere)];
      });
      return lay?.(events, { window, before: scans[0]?.before ?? null, noise: test.noise }) ?? [];
    }),
  );
  const folders = Map.groupBy(single, ({ account, region, day }) => `${account} ${region} ${day}`);
  return [...folders.values()].flatMap((files) => {
    const [first] = files;
    return first === undefined ? [] : [{ ...first, records: files.flatMap(({ records }) => records) }];
  });
}

/**
 * The question of one of an intent's tests, by turns; every other turn in a window that crosses the ends of months instead of
 * its own.
 */
export function questionAt(intent: Intent, turn: number): Asked {
  const asked = questionOf(intent, Math.floor(turn / 2) % intent.tests.length);
  if (turn % 2 === 1) return asked;
  const window = { ...asked.question.window, start: "2026-10-20T22:30:00Z" };
  return { ...asked, name: `${asked.name}, since last month`, question: { ...asked.question, window } };
}

function questionOf(intent: Intent, index: number): Asked {
  const test = intent.tests[index];
  if (test === undefined) throw new Error(`${intent.id} has no test ${index}.`);
  const { name, now, known, ec2 } = test;
  if (test.ask !== undefined)
    return { name, now, question: { ...benchOn(nowhere).read(intent, test.ask, now), known, ec2 } };
  const window = { ...(test.window ?? { start: now, end: now }), zone: "UTC", text: "" };
  return { name, now, question: { params: test.params ?? {}, window, include: test.include, known, ec2 } };
}

function nowhere(): Engine {
  throw new Error("Nothing is run here.");
}

function benchOn(engineOn: () => Engine): TestBench {
  return createTestBench({ catalog: createCatalog(intents), reader, engineOn, folder: "", clock: systemClock });
}
