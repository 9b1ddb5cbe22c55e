import { Worker } from "node:worker_threads";
import { once } from "node:events";
import { serve, timed } from "../process/serve.ts";
import { scanPlace } from "./place.ts";

/** Unpacks the logs in argv[2] and does nothing with them, on argv[3] threads. */

const [, , folder = "", threads = "1"] = process.argv;
const { files } = await scanPlace(folder);
const next = new Int32Array(new SharedArrayBuffer(4));
const workers = Array.from(
  { length: Number(threads) },
  () =>
    new Worker(new URL("./gunzip-worker.ts", import.meta.url), {
      workerData: { paths: files.map(({ path }) => path), next },
    }),
);
await Promise.all(workers.map((worker) => once(worker, "message")));

async function unpackAll(): Promise<void> {
  Atomics.store(next, 0, 0);
  const done = workers.map((worker) => once(worker, "message"));
  for (const worker of workers) worker.postMessage("unpack");
  await Promise.all(done);
}

process.on("disconnect", () => process.exit());
serve({ unpack: async () => ({ ms: await timed(unpackAll) }) });
