import { statSync } from "node:fs";
import { parseArgs } from "node:util";
import { reasonOf } from "../src/errors.ts";

/** What `npm run bench` was asked to do. */
export interface Options {
  /** Names of the measures to take, in the table's order. */
  readonly names: readonly string[];
  /** Events to generate where logs are read. */
  readonly scale: number;
  /** Folder of logs to read instead of generated ones, or null. */
  readonly data: string | null;
  /** Fewer rounds and smaller inputs: a first look, a tenth of the time. */
  readonly quick: boolean;
  /** JSON in place of the table. */
  readonly json: boolean;
}

const FORM = {
  allowPositionals: true,
  options: {
    scale: { type: "string" },
    data: { type: "string" },
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
} as const;

const EVENTS = 200_000;
const EVENTS_IN_A_HURRY = 20_000;

/**
 * Reads the words after `npm run bench --`; `known` are the names that there are. Throws an Error in one sentence for what
 * it does not know or cannot use.
 */
export function readOptions(words: readonly string[], known: readonly string[]): Options {
  const { values, positionals } = cut(words);
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Error(`There is nothing to measure named ${unknown}: write ${known.join(", ")}.`);
  const { data = null, scale, quick, json } = values;
  if (data !== null && scale !== undefined) {
    throw new Error("--data names logs that are there, --scale has some made: give one of the two.");
  }
  if (data !== null && !isFolder(data)) throw new Error(`--data ${data} is no folder of logs.`);
  const names = known.filter((name) => positionals.length === 0 || positionals.includes(name));
  return { names, scale: countOf(scale ?? String(quick ? EVENTS_IN_A_HURRY : EVENTS)), data, quick, json };
}

function cut(words: readonly string[]): ReturnType<typeof parseArgs<typeof FORM>> {
  try {
    return parseArgs({ ...FORM, args: [...words] });
  } catch (cause) {
    const [fault = ""] = reasonOf(cause).split(/\. |\n/);
    throw new Error(`${fault}: write --scale N or --data DIR, --quick, --json.`, { cause });
  }
}

function countOf(text: string): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count < 1) throw new Error(`--scale ${text} is no count of events: write a whole number above 0.`);
  return count;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
