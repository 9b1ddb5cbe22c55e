import { spawn } from "node:child_process";
import { once } from "node:events";
import { timed } from "../process/serve.ts";

/** Names of files handed to one command: few enough for any system's longest command line. */
const FILES = 200;

/**
 * Unpacks files with the machine's own `gzip -dc`, so many commands at a time, and drops what comes out. Resolves to the
 * milliseconds it took, or to null where there is no such command or it does not take these files.
 */
export function gunzipCommand(paths: readonly string[], atOnce: number): Promise<number | null> {
  const packed = paths.filter((path) => path.endsWith(".gz"));
  return inLots(packed, atOnce, (lot) => endsWell("gzip", ["-dc", "--", ...lot]));
}

/**
 * Has work done on lots of files, so many lots at a time. Resolves to the milliseconds it took, or to null where there are
 * no files or one lot did not end well.
 */
export async function inLots(
  paths: readonly string[],
  atOnce: number,
  done: (lot: readonly string[]) => Promise<boolean>,
): Promise<number | null> {
  const size = Math.min(FILES, Math.max(1, Math.ceil(paths.length / (atOnce * 4))));
  const lots = Array.from({ length: Math.ceil(paths.length / size) }, (_, index) =>
    paths.slice(index * size, (index + 1) * size),
  );
  let well = paths.length > 0;
  const work = async (): Promise<void> => {
    for (let lot = lots.pop(); lot !== undefined && well; lot = lots.pop()) well = await done(lot);
  };
  const ms = await timed(() => Promise.all(Array.from({ length: atOnce }, work)));
  return well ? ms : null;
}

/** Whether a command is there and ends with 0; what it writes is dropped. */
export async function endsWell(command: string, args: readonly string[]): Promise<boolean> {
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "ignore"] });
  return once(child, "exit").then(
    ([code]) => code === 0,
    () => false,
  );
}
