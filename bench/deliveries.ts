import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { systemClock } from "../src/clock.ts";
import { openSqliteStore } from "../src/jobs/sqlite-store.ts";
import { startLocalSlack } from "../src/playground/start-local-slack.ts";
import { deliverAll, planned } from "../test/kill/deliveries.ts";
import type { Stage } from "../test/kill/mortal-bot.ts";
import { serveEngine } from "../test/kill/outliving-engine.ts";

/**
 * Makes ten thousand deliveries, three of ten of them repeats, to two processes on one store, kills one of them in the
 * middle and starts it again (`node bench/deliveries.ts [DELIVERIES]`). Exits with 1 unless each event made exactly one job
 * and every job ended.
 */
const count = Number(process.argv[2] ?? 10_000);
const CHILD = fileURLToPath(new URL("../test/kill/kill-child.ts", import.meta.url));
/** What a dead process held is taken up after half a minute; twice that is enough for all of it. */
const PATIENCE_MS = 60_000;
const Ready = z.object({ port: z.number() });

const folder = await mkdtemp(join(tmpdir(), "trail-deliveries-"));
const [slack, engine] = await Promise.all([startLocalSlack(), serveEngine()]);
const file = join(folder, "jobs.sqlite");
const stage: Stage = {
  botToken: slack.botToken,
  apiUrl: slack.apiUrl,
  receiving: { by: "http", signingSecret: slack.signingSecret, port: 0 },
  hasHistory: false,
  engineUrl: engine.url,
  store: file,
  spool: join(folder, "csv"),
};
const env = { ...process.env, STAGE: JSON.stringify(stage), KILL_AT: "" };

async function start(): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const child = fork(CHILD, { env, execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const [message] = await once(child, "message");
  return { child, port: Ready.parse(message).port };
}

const bots = await Promise.all([start(), start()]);
const plan = planned(count, bots.length, "deliveries");
const events = new Set(plan.map(({ event }) => event)).size;
const restarts: Promise<void>[] = [];
const restart = async (): Promise<void> => {
  bots[0].child.kill("SIGKILL");
  bots[0] = await start();
};
const began = performance.now();
const lost = await deliverAll(
  plan,
  (bot) => `http://127.0.0.1:${bots[bot % 2 === 0 ? 0 : 1].port}`,
  slack.signingSecret,
  (made) => {
    if (made > count / 2 && restarts.length === 0) restarts.push(restart());
  },
);
const seconds = (performance.now() - began) / 1000;
await Promise.all(restarts);

const store = openSqliteStore(file);
const jobsNow = (): ReturnType<typeof store.ofAsker> => store.ofAsker("U0ALICE", 2 * count);
for (const until = systemClock.now() + PATIENCE_MS; systemClock.now() < until; await systemClock.after(500)) {
  if ((await jobsNow()).every(({ ending }) => ending !== null)) break;
}
const jobs = await jobsNow();
const keys = new Set(jobs.map(({ key }) => key)).size;
const open = jobs.filter(({ ending }) => ending === null).length;
const again = jobs.filter(({ attempts }) => attempts > 1).length;
const told = slack.ephemerals("C0INC", "U0ALICE").length;
process.stdout.write(
  `${count} deliveries of ${events} events in ${seconds.toFixed(1)} s (${Math.round(count / seconds)} a second), one process killed: ` +
    `${jobs.length} jobs for ${keys} events, ${lost} never acknowledged, ${open} left open, ${again} taken up again, ${told} replies\n`,
);
for (const { child } of bots) child.kill("SIGKILL");
await store.close();
await Promise.all([slack.close(), engine.close()]);
await rm(folder, { recursive: true, force: true });
process.exitCode = jobs.length === events && keys === events && open === 0 ? 0 : 1;
