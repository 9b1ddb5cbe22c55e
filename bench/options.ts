import { parseArgs } from "node:util";

/** What `npm run bench` was asked to do. */
export interface Options {
  /** Events to generate for the scan. */
  readonly scale: number;
  /** Folder of logs to scan instead of generated ones, or null. */
  readonly data: string | null;
}

/** Reads the words after `npm run bench --`. Throws an Error in one sentence for what it does not know. */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: { scale: { type: "string", default: "200000" }, data: { type: "string" } },
  });
  const scale = Number(values.scale);
  if (!Number.isInteger(scale) || scale < 1) {
    throw new Error(`--scale ${values.scale} is no count of events: write a whole number above 0.`);
  }
  return { scale, data: values.data ?? null };
}
