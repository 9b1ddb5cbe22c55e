import { instantOf } from "../clock.ts";
import { TrailError } from "../errors.ts";
import { visible } from "../report/visible.ts";
import { bytesInWords, counted } from "../report/words.ts";
import { readArguments } from "./arguments.ts";
import type { Terminal } from "./terminal.ts";

/** The day cache as the command sees it. */
export interface CachePlace {
  readonly isOn: boolean;
  /** Absolute path. */
  readonly folder: string;
  /** Most bytes of it. */
  readonly mostBytes: number;
  figures(): Promise<readonly CachedLogs[]>;
  /** Removes everything; returns the bytes that are free now. */
  clear(): number;
}

/** What it holds of one folder of logs. */
export interface CachedLogs {
  readonly logs: string;
  readonly packs: number;
  readonly bytes: number;
  /** First and last day of delivery, `yyyy-mm-dd`. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** Milliseconds. */
  readonly usedMs: number;
}

/** `./trail cache [status | clear]`: what the local engine keeps of past days. */
export async function cacheCommand(
  words: readonly string[],
  open: () => Promise<CachePlace>,
  terminal: Terminal,
): Promise<number> {
  const [action = "status", ...more] = readArguments(words, [], []).words;
  if ((action !== "status" && action !== "clear") || more.length > 0) {
    const typed = [action, ...more].join(" ");
    throw new TrailError("configuration", `cache ${typed} is not known: write cache status or cache clear.`);
  }
  const place = await open();
  await terminal.out(action === "status" ? await status(place) : `${bytesInWords(place.clear())} removed.\n`);
  return 0;
}

async function status(place: CachePlace): Promise<string> {
  const { isOn, folder, mostBytes } = place;
  const all = await place.figures();
  const bytes = all.reduce((sum, one) => sum + one.bytes, 0);
  const lines = [
    `The day cache is ${isOn ? "on" : "off (duckdb.cache.on)"}. ${bytesInWords(bytes)} of at most ${bytesInWords(mostBytes)} in ${folder}`,
    ...all.map(lineOf),
  ];
  return `${lines.map(visible).join("\n")}\n`;
}

function lineOf({ logs, packs, bytes, firstDay, lastDay, usedMs }: CachedLogs): string {
  const days = firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`;
  return `  ${logs}: ${days}, ${bytesInWords(bytes)} in ${counted(packs, "file")}, last used ${instantOf(usedMs)}`;
}
