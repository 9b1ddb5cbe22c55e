import type { Check } from "../engine/check.ts";
import { cell } from "../report/visible.ts";
import { readArguments } from "./arguments.ts";
import type { Terminal } from "./terminal.ts";

const MARKS = { ok: "ok   ", wrong: "WRONG", unknown: "?    " } as const;
/** Longest text of a line: an error of AWS may be long. */
const LONGEST = 2000;

/** The check-ups there are: what a running bot needs, and each intent on the real engine. */
export interface Checkups {
  all(): AsyncIterable<Check>;
  intents(): AsyncIterable<Check>;
}

/** `./trail doctor [--intents]`: a line for each thing looked at. Resolves to 0, or to 1 where something is wrong. */
export async function doctorCommand(
  words: readonly string[],
  open: () => Promise<Checkups>,
  terminal: Terminal,
): Promise<number> {
  const args = readArguments(words, [], ["intents"]);
  const checkups = await open();
  let wrong = 0;
  for await (const { what, state, text } of args.flag("intents") ? checkups.intents() : checkups.all()) {
    if (state === "wrong") wrong++;
    await terminal.out(`${MARKS[state]} ${cell(what)}: ${cell(text, LONGEST)}\n`);
  }
  await terminal.out(wrong === 0 ? "\nNothing is wrong.\n" : `\n${wrong} wrong.\n`);
  return wrong === 0 ? 0 : 1;
}
