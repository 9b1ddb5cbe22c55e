import { spawn } from "node:child_process";
import { once } from "node:events";
import { timed } from "../process/serve.ts";

/** Names of files handed to one command: few enough for any system's longest command line. */
const FILES = 200;

/**
 * Unpacks files with the machine's own `gzip -dc`, so many commands at a time, and drops what comes out. Resolves to the
 * milliseconds it took, or to null where there is no such command or it does not take these files.
 */
export async function gunzipCommand(paths: readonly string[], atOnce: number): Promise<number | null> {
  const packed = paths.filter((path) => path.endsWith(".gz"));
  const size = Math.min(FILES, Math.max(1, Math.ceil(packed.length / (atOnce * 4))));
  const lots = Array.from({ length: Math.ceil(packed.length / size) }, (_, index) =>
    packed.slice(index * size, (index + 1) * size),
  );
  let well = packed.length > 0;
  const work = async (): Promise<void> => {
    for (let lot = lots.pop(); lot !== undefined && well; lot = lots.pop()) well = await unpacked(lot);
  };
  const ms = await timed(() => Promise.all(Array.from({ length: atOnce }, work)));
  return well ? ms : null;
}

async function unpacked(paths: readonly string[]): Promise<boolean> {
  const command = spawn("gzip", ["-dc", "--", ...paths], { stdio: ["ignore", "ignore", "ignore"] });
  return once(command, "exit").then(
    ([code]) => code === 0,
    () => false,
  );
}
