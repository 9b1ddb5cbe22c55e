import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { openSqliteStore } from "../../src/jobs/sqlite-store.ts";

/** Opens new stores at the very moment at which another worker does, accepts a job in each, and tells how many are there. */

const { folder, name, rounds } = workerData;
const gate = new Int32Array(workerData.gate);
let held = 0;
for (let round = 1; round <= rounds; round++) {
  Atomics.add(gate, 0, 1);
  while (Atomics.load(gate, 0) < 2 * round);
  const store = openSqliteStore(join(folder, `${round}.sqlite`));
  const fresh = { id: name, key: name, asker: "U", channel: "C", thread: null, question: {}, acceptedAt: 0 };
  const { isNew } = await store.accept(fresh, { owner: name, now: 0, until: 30_000 });
  if (isNew) held += 1;
  await store.close();
}
parentPort?.postMessage(held);
