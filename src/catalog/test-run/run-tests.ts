import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { gzipSync } from "node:zlib";
import type { Row, Span } from "../../engine/engine.ts";
import { TrailError, reasonOf } from "../../errors.ts";
import { HIDDEN_KINDS, type HiddenKind, type Params } from "../../question/interpretation.ts";
import type { Window } from "../../question/window/window.ts";
import type { Known } from "../known.ts";
import { scansOf } from "../statement.ts";
import type { Intent, IntentTest } from "../schema.ts";
import { testEvents } from "./test-events.ts";
import { TOGETHER, TRANSFORMATIONS, type TestFile } from "./transformations.ts";

/** An answer as far as tests look at it. */
export interface TestedAnswer {
  readonly rows: readonly Row[];
  readonly columns: readonly string[];
  readonly hidden: Readonly<Record<HiddenKind, number | null>>;
  readonly findings: readonly string[];
  readonly headline: string;
}

/** A question as a test puts it. */
export interface TestedQuestion {
  readonly params: Params;
  readonly window: Window & { readonly start: string };
  readonly include: readonly HiddenKind[];
  readonly known: Known;
  /** What EC2 says that belongs to what is asked about. */
  readonly ec2: readonly string[];
}

/** What the catalogue needs of later stages to run an intent's tests; handed in. */
export interface TestBench {
  /** Reads a test's question; throws TrailError where it is not understood as this intent. */
  read(intent: Intent, ask: string, now: string): Omit<TestedQuestion, "known" | "ec2">;
  /** Answers over a folder of logs. */
  answer(intent: Intent, question: TestedQuestion, folder: string, now: string): Promise<TestedAnswer>;
  /** An empty folder for test logs; the engine may read below it. */
  readonly folder: string;
}

/** Runs all tests of an intent under all transformations. Resolves to one sentence for each failure. */
export async function runTests(intent: Intent, bench: TestBench): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const [index, test] of intent.tests.entries()) {
    failures.push(...(await runTest(intent, test, { ...bench, folder: join(bench.folder, `${intent.id}-${index}`) })));
  }
  return failures;
}

async function runTest(intent: Intent, test: IntentTest, bench: TestBench): Promise<readonly string[]> {
  try {
    const question = questionOf(intent, test, bench);
    const events = testEvents(test, question.window);
    const scans = scansOf(intent, {
      ...question,
      zone: question.window.zone,
      accounts: [],
      regions: [],
      known: question.known,
      fresh: false,
    });
    const context = { window: widest(scans), before: scans[0]?.before ?? null, noise: test.noise };
    const fails = async (files: readonly TestFile[] | null): Promise<string | null> => {
      if (files === null) return null;
      await writeTestFiles(bench.folder, files);
      const answer = await bench.answer(intent, question, bench.folder, test.now);
      const failure = difference(test, answer) ?? keyDifference(intent.key, answer);
      await rm(bench.folder, { recursive: true });
      return failure;
    };
    for (const transformations of TOGETHER) {
      const together = await fails(transformations(events, context));
      if (together === null) continue;
      // The first one that fails alone tells what is wrong; the others would tell it again.
      for (const [name, transformation] of Object.entries(TRANSFORMATIONS)) {
        const failure = await fails(transformation(events, context));
        if (failure !== null) return [`test "${test.name}", ${name}: ${failure}`];
      }
      return [`test "${test.name}", under several transformations at once: ${together}`];
    }
    return [];
  } catch (cause) {
    if (!(cause instanceof TrailError)) throw cause;
    return [`test "${test.name}": ${reasonOf(cause)}`];
  }
}

/** From the first to the last moment that any step reads. */
function widest(scans: readonly { readonly window: Span }[]): Span {
  const starts = scans.map(({ window }) => window.start).toSorted();
  const ends = scans.map(({ window }) => window.end).toSorted();
  return { start: starts[0] ?? "", end: ends.at(-1) ?? "" };
}

function questionOf(intent: Intent, test: IntentTest, bench: TestBench): TestedQuestion {
  if (test.ask !== undefined) {
    const read = bench.read(intent, test.ask, test.now);
    return { ...read, known: test.known, ec2: test.ec2, include: [...new Set([...read.include, ...test.include])] };
  }
  const span = test.window ?? { start: test.now, end: test.now };
  return {
    params: test.params ?? {},
    window: { ...span, zone: "UTC", text: "as the test says" },
    include: test.include,
    known: test.known,
    ec2: test.ec2,
  };
}

/** Writes the records of tests below a folder, in CloudTrail's own layout. */
export async function writeTestFiles(folder: string, files: readonly TestFile[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [index, { account, region, day, records }] of files.entries()) {
    const path = join(folder, "AWSLogs", account, "CloudTrail", region, ...day.split("-"));
    await mkdir(path, { recursive: true });
    const name = `${account}_CloudTrail_${region}_${day.replaceAll("-", "")}T1200Z_${String(index).padStart(16, "0")}.json.gz`;
    await writeFile(join(path, name), gzipSync(JSON.stringify({ Records: records }), { level: 1 }));
  }
}

/** What differs from the expectation, or null. */
function difference(test: IntentTest, answer: TestedAnswer): string | null {
  return rowDifference(test.rows, answer) ?? hiddenDifference(test, answer) ?? wordDifference(test, answer);
}

function rowDifference(expected: IntentTest["rows"], { rows, columns }: TestedAnswer): string | null {
  const wrong = [...new Set(expected.flatMap((row) => Object.keys(row)))].find((name) => !columns.includes(name));
  if (wrong !== undefined) return `the answer has no column ${wrong}; it has ${columns.join(", ")}.`;
  if (rows.length !== expected.length) {
    return `${expected.length} rows were expected, ${rows.length} came: ${rows.map((row) => String(row["eventname"] ?? row["actor"] ?? "?")).join(", ")}.`;
  }
  for (const [index, row] of expected.entries()) {
    const seen = Object.fromEntries(Object.keys(row).map((name) => [name, rows[index]?.[name] ?? null]));
    if (!isDeepStrictEqual(seen, row)) {
      return `row ${index + 1} should hold ${JSON.stringify(row)} and holds ${JSON.stringify(seen)}.`;
    }
  }
  return null;
}

/** Two rows with the same key could not be told apart in the next run. */
function keyDifference(key: Intent["key"], { rows, columns }: TestedAnswer): string | null {
  const missing = key.find((name) => !columns.includes(name));
  if (missing !== undefined) return `its key names ${missing}, which is no column of the answer.`;
  const keys = rows.map((row) => JSON.stringify(key.map((name) => row[name] ?? null)));
  const isTwice = key.length > 0 && new Set(keys).size < keys.length;
  return isTwice ? `two rows have the same key (${key.join(", ")}): name the column that tells them apart.` : null;
}

function hiddenDifference(test: IntentTest, { hidden }: TestedAnswer): string | null {
  const kind = HIDDEN_KINDS.find((name) => test.hidden?.[name] !== undefined && test.hidden[name] !== hidden[name]);
  return kind === undefined
    ? null
    : `${String(test.hidden?.[kind])} hidden ${kind} were expected, ${String(hidden[kind])} came.`;
}

function wordDifference(test: IntentTest, { findings, headline }: TestedAnswer): string | null {
  if (test.findings !== undefined && !isDeepStrictEqual(findings.toSorted(), test.findings.toSorted())) {
    return `the findings should be [${test.findings.join(", ")}] and are [${findings.join(", ")}].`;
  }
  return test.headline === undefined || test.headline === headline
    ? null
    : `the headline should be "${test.headline}" and is "${headline}".`;
}
