import { instantOf } from "../clock.ts";
import { TrailError } from "../errors.ts";
import { readArguments, readReference } from "./arguments.ts";
import { readCase, type ParseParts, type ReadCase } from "./parse-case.ts";
import { parseBatch } from "./parse-batch.ts";
import type { Terminal } from "./terminal.ts";

/**
 * `./trail parse "…"` and `./trail parse --batch`: how words are read; nothing runs. Resolves to the exit code: 0 ready or
 * help, 2 asked back or refused; a batch gives 0 unless a line could not be read.
 */
export async function parseCommand(words: readonly string[], parts: ParseParts, terminal: Terminal): Promise<number> {
  const args = readArguments(words, ["now", "tz", "kind"], ["json", "batch"]);
  const { now, zone } = readReference(args, parts.clock);
  const reference = { now: instantOf(now), zone };
  if (args.flag("batch")) return parseBatch(parts, reference, terminal);
  const kind = args.text("kind") ?? "question";
  if (kind !== "question" && kind !== "window") {
    throw new TrailError("configuration", `--kind ${kind} is not known: write question or window.`);
  }
  const read = readCase({ kind, text: args.words.join(" "), ...reference }, parts);
  await terminal.out(args.flag("json") ? `${JSON.stringify(read)}\n` : drawCase(read));
  return read.status === "ready" || read.status === "help" ? 0 : 2;
}

function drawCase({ status, intent, params, window, message, candidates }: ReadCase): string {
  const lines = [
    ["status", status],
    ["intent", intent],
    ...Object.entries(params).map(([name, value]) => [name, [value].flat().join(", ")]),
    ["window", window === null ? null : `${window.start ?? "…"} to ${window.end} ("${window.text}", ${window.zone})`],
    ["message", message],
    ...candidates.map(({ text }) => ["perhaps", text]),
  ];
  return lines
    .flatMap(([name, value]) => (value === null ? [] : [`${String(name).padEnd(12)}${String(value)}\n`]))
    .join("");
}
