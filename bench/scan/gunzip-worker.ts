import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { gunzipSync } from "node:zlib";
import { z } from "zod";

/** Unpacks files, each taken from a list that all workers share, until none is left. */

const Work = z.object({ paths: z.array(z.string()), next: z.instanceof(Int32Array) });
const { paths, next } = Work.parse(workerData);

/** Large pieces: many small ones would slow the unpacking down and flatter whatever is held against it. */
const PIECE = 1024 * 1024;

function unpack(path: string): void {
  const bytes = readFileSync(path);
  if (!path.endsWith(".gz")) return;
  try {
    gunzipSync(bytes, { chunkSize: PIECE });
  } catch {
    // A broken file costs what could be unpacked of it, as it does in a scan.
  }
}

parentPort?.on("message", () => {
  for (let path = paths[Atomics.add(next, 0, 1)]; path !== undefined; path = paths[Atomics.add(next, 0, 1)])
    unpack(path);
  parentPort?.postMessage("done");
});
parentPort?.postMessage("ready");
