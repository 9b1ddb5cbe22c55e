import { randomUUID } from "node:crypto";
import { TrailError, reasonOf } from "../errors.ts";
import { documentWithout, serialise } from "../report/document.ts";
import { helpText } from "./help-text.ts";
import type { Terminal } from "./terminal.ts";

/** A command of the command line: its arguments in, its exit code out. */
export type Command = (words: readonly string[]) => Promise<number>;

/**
 * Runs one command and turns whatever it throws into a sentence on standard error (and, with `--json`, into the one
 * document on standard output). Exit codes: what the command says; 1 for a failure.
 */
export async function runCommand(
  words: readonly string[],
  commands: Readonly<Record<string, Command>>,
  terminal: Terminal,
): Promise<number> {
  const [name = "help", ...rest] = words;
  try {
    if (name === "help" || rest.concat(name).some((word) => word === "--help" || word === "-h")) {
      await terminal.out(helpText());
      return 0;
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined) {
      throw new TrailError(
        "configuration",
        `There is no command ${JSON.stringify(name)}. To ask a question write: ./trail ask "…". The commands are ${Object.keys(commands).join(", ")} and help.`,
      );
    }
    return await command(rest);
  } catch (cause) {
    const message = cause instanceof TrailError ? cause.message : bugSentence(cause);
    if (rest.includes("--json")) await terminal.out(`${serialise(documentWithout("failed", { message }))}\n`);
    await terminal.err(`${message}\n`);
    if (!(cause instanceof TrailError))
      await terminal.err(`${cause instanceof Error ? (cause.stack ?? "") : String(cause)}\n`);
    return 1;
  }
}

/** What is no TrailError is a fault of ours: said so, with a mark to find it by. */
function bugSentence(cause: unknown): string {
  return `Trail itself failed (reference ${randomUUID().slice(0, 8)}): ${reasonOf(cause)}. Please report it with what you typed.`;
}
