import { TrailError } from "../errors.ts";
import { readArguments } from "./arguments.ts";
import type { Terminal } from "./terminal.ts";

/** `./trail config check`: reads the configuration and the intents it names. `check` throws what is wrong. */
export async function configCommand(
  words: readonly string[],
  check: () => Promise<void>,
  terminal: Terminal,
): Promise<number> {
  const [action = "check"] = readArguments(words, [], []).words;
  if (action !== "check") throw new TrailError("configuration", `config ${action} is not known: write config check.`);
  await check();
  await terminal.out("The configuration and the intents have no faults.\n");
  return 0;
}
