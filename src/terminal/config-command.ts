import { TrailError } from "../errors.ts";
import { readArguments } from "./arguments.ts";
import type { Terminal } from "./terminal.ts";

/** What is wrong with the settings, and what is worth knowing; texts for a person. */
export interface CheckedSettings {
  readonly faults: readonly string[];
  readonly notes: readonly string[];
}

/**
 * `./trail config check`: names everything that is wrong with the configuration, the intents and the environment at once.
 * Throws one TrailError("configuration") that holds all of it.
 */
export async function configCommand(
  words: readonly string[],
  check: () => Promise<CheckedSettings>,
  terminal: Terminal,
): Promise<number> {
  const [action = "check"] = readArguments(words, [], []).words;
  if (action !== "check") throw new TrailError("configuration", `config ${action} is not known: write config check.`);
  const { faults, notes } = await check();
  if (faults.length > 0) throw new TrailError("configuration", faults.join("\n"));
  await terminal.out(["The configuration and the intents have no faults.", ...notes, ""].join("\n"));
  return 0;
}
