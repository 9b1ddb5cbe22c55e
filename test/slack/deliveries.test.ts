import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../src/clock.ts";
import type { JobStore } from "../../src/jobs/job-store.ts";
import { openSqliteStore } from "../../src/jobs/sqlite-store.ts";
import { scene, type Scene } from "../fixtures/bot.ts";
import { temporaryFolder } from "../fixtures/logs.ts";
import { createMemoryEngine } from "../fixtures/memory-engine.ts";
import { deliverAll, planned } from "../kill/deliveries.ts";

const DELIVERIES = 60;

/** `node bench/deliveries.ts` does the same with processes that are killed, ten thousand times. */
it("of many deliveries to two bots on one store, three of ten of them repeated, one bot restarted, each event makes one job", async () => {
  const path = join(temporaryFolder(), "jobs.sqlite");
  const stores: JobStore[] = [];
  const open = (): Promise<Scene> => {
    const store = openSqliteStore(path);
    stores.push(store);
    return scene({ engine: createMemoryEngine(() => ({})), store, http: true, bot: { clock: systemClock } });
  };
  onTestFinished(async () => void (await Promise.all(stores.map((store) => store.close()))));
  const bots = [await open(), await open()];
  const urlOf = (bot: number): string => `http://127.0.0.1:${bots[bot % 2]?.bot.port()}`;
  const restart = async (): Promise<void> => {
    await bots[0]?.bot.stop(0);
    bots[0] = await open();
  };
  const plan = planned(DELIVERIES, 2, "deliveries");
  const events = new Set(plan.map(({ event }) => event)).size;
  const restarts: Promise<void>[] = [];
  const lost = await deliverAll(plan, urlOf, bots[0]?.slack.signingSecret ?? "", (made) => {
    if (made > DELIVERIES / 2 && restarts.length === 0) restarts.push(restart());
  });
  await Promise.all(restarts);
  const jobs = (): ReturnType<JobStore["ofAsker"]> =>
    stores.at(-1)?.ofAsker("U0ALICE", 2 * DELIVERIES) ?? Promise.resolve([]);
  await expect.poll(async () => (await jobs()).every(({ ending }) => ending !== null), { timeout: 20_000 }).toBe(true);
  expect(events).toBeLessThan(DELIVERIES * 0.8);
  expect({ lost, jobs: (await jobs()).map(({ key }) => key).toSorted() }).toEqual({
    lost: 0,
    jobs: Array.from({ length: events }, (_, event) => `command:t-${event}`).toSorted(),
  });
});
