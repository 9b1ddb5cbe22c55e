import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { systemClock } from "../../src/clock.ts";
import { openSqliteStore } from "../../src/jobs/sqlite-store.ts";
import { SCOPES, startLocalSlack } from "../../src/playground/start-local-slack.ts";
import type { KillPoint } from "./kill-points.ts";
import { serveEngine } from "./outliving-engine.ts";

/** What was there in the end, after a process died and another one took over. */
export interface Aftermath {
  readonly ending: string | null;
  /** Messages in the channel, answers and files in its threads: one each where all is well. */
  readonly statuses: number;
  readonly answers: number;
  readonly files: number;
  readonly executions: number;
}

const CHILD = resolve(import.meta.dirname, "kill-child.ts");
/** The next process looks this far ahead, so that the hold of the dead one is over. */
const AHEAD_MS = 31_000;
const PATIENCE = 30_000;

/** Asks a question, lets the bot die at a point, starts it again, and tells what was there in the end. */
export async function killAndSee(point: KillPoint, hasHistory: boolean): Promise<Aftermath> {
  const folder = mkdtempSync(join(tmpdir(), "trail-kill-"));
  const scopes = hasHistory ? [...SCOPES, "channels:history", "groups:history"] : SCOPES;
  const [slack, engine] = await Promise.all([startLocalSlack({ scopes }), serveEngine()]);
  const file = join(folder, "jobs.sqlite");
  const environment = {
    ...process.env,
    BOT_TOKEN: slack.botToken,
    APP_TOKEN: slack.appToken,
    API_URL: slack.apiUrl,
    ENGINE_URL: engine.url,
    STORE: file,
    SPOOL: join(folder, "csv"),
    HISTORY: hasHistory ? "1" : "0",
  };
  try {
    const first = await childWith({ ...environment, KILL_AT: point, AHEAD_MS: "0" });
    const died = once(first, "exit");
    void slack.command({
      user: "U0ALICE",
      channel: "C0INC",
      command: "/trail",
      text: "who-changed sg-5887f224 last 12h",
    });
    await died;
    const second = await childWith({ ...environment, KILL_AT: "", AHEAD_MS: String(AHEAD_MS) });
    const ending = await endingIn(file);
    second.kill("SIGKILL");
    await once(second, "exit");
    const roots = slack.messages("C0INC");
    const replies = roots.flatMap(({ ts }) => slack.thread("C0INC", ts).slice(1));
    return {
      ending,
      statuses: roots.length,
      answers: replies.filter(({ files }) => files.length === 0).length,
      files: replies.filter(({ files }) => files.length > 0).length,
      executions: engine.executions(),
    };
  } finally {
    await Promise.all([slack.close(), engine.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function childWith(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = fork(CHILD, { env, execArgv: [], stdio: ["ignore", "inherit", "inherit", "ipc"] });
  await once(child, "message");
  return child;
}

/** How the job ended, from the store's file; null where it did not within half a minute. */
async function endingIn(file: string): Promise<string | null> {
  const store = openSqliteStore(file);
  try {
    for (const began = systemClock.now(); systemClock.now() - began < PATIENCE; await systemClock.after(20)) {
      const [job] = await store.ofAsker("U0ALICE", 1);
      if (job?.ending !== null && job?.ending !== undefined) return job.ending;
    }
    return null;
  } finally {
    await store.close();
  }
}
