import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inMilliseconds, median, type Measurement } from "../measurement.ts";
import { timed } from "../process/serve.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** As people start it; where there is no shell, what the launcher starts. */
const TRAIL: readonly [string, ...string[]] =
  process.platform === "win32" ? [process.execPath, join(ROOT, "src/main.ts")] : [join(ROOT, "trail")];
const QUESTION = ["ask", "who changed sg-5887f224 yesterday"];
const ROUNDS = 5;
const MOST_MS = 1500;

/** A whole question on the sample logs, from the start of the process to its end: made first, or there already. */
export async function measureStart(folder: string): Promise<readonly Measurement[]> {
  const [bare, fresh, warm]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const state = join(folder, `state-${round}`);
    bare.push(await timed(() => run([process.execPath, "--eval", "0"], state)));
    fresh.push(await timed(() => run([...TRAIL, ...QUESTION], state)));
    warm.push(await timed(() => run([...TRAIL, ...QUESTION], state)));
  }
  const reference = median(bare);
  return [line("fresh: sample made", median(fresh), reference), line("warm: sample there", median(warm), reference)];
}

function line(what: string, ms: number, reference: number): Measurement {
  return {
    what: `ask on the sample, ${what}`,
    measured: inMilliseconds(ms),
    reference: `${inMilliseconds(reference)} bare node`,
    ratio: ms / reference,
    bar: `≤ ${MOST_MS} ms`,
    holds: ms <= MOST_MS,
  };
}

/** Throws where the process does not end well: a time would mean nothing then. */
async function run([command, ...args]: readonly [string, ...string[]], state: string): Promise<void> {
  const env = { ...process.env, TRAIL_STATE: state, TRAIL_DATA: "", TRAIL_CONFIG: "" };
  const child = spawn(command, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${[command, ...args].join(" ")} ended with code ${String(code)}: ${said}`);
}
