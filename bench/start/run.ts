import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** As people start it; where there is no shell, what the launcher starts. */
export const TRAIL: readonly [string, ...string[]] =
  process.platform === "win32" ? [process.execPath, join(ROOT, "src/main.ts")] : [join(ROOT, "trail")];

/** Node alone, doing nothing. */
export const BARE: readonly [string, ...string[]] = [process.execPath, "--eval", "0"];

/** Starts a command with nothing of this process's Trail in its environment but `given`. */
export function startCommand(
  [command, ...args]: readonly [string, ...string[]],
  given: Readonly<Record<string, string>>,
): ChildProcess {
  const env = { ...process.env, TRAIL_DATA: "", TRAIL_CONFIG: "", LOG_LEVEL: "", ...given };
  return spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
}

/** Runs a command to its end. Throws where that is no good one: a time would mean nothing then. */
export async function runCommand(
  command: readonly [string, ...string[]],
  given: Readonly<Record<string, string>>,
): Promise<void> {
  const child = startCommand(command, given);
  let said = "";
  child.stdout?.resume();
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${command.join(" ")} ended with code ${String(code)}: ${said}`);
}
