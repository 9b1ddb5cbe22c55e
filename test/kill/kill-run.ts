import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { systemClock } from "../../src/clock.ts";
import { openSqliteStore } from "../../src/jobs/sqlite-store.ts";
import type { Delivery, LocalSlack } from "../../src/playground/local-slack.ts";
import { SCOPES, startLocalSlack } from "../../src/playground/start-local-slack.ts";
import type { Message } from "../../src/playground/world.ts";
import { UNSTORED, type Death, type KillPoint } from "./kill-points.ts";
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
export function killAndSee(point: KillPoint, hasHistory: boolean): Promise<Aftermath> {
  return onStage(hasHistory, async ({ slack, file, executions, bot }) => {
    const first = await bot(point, 0);
    const died = once(first, "exit");
    void slack.command({ ...ALICE, command: "/trail", text: QUESTION });
    await died;
    const second = await bot(null, AHEAD_MS);
    const ending = await endingIn(file, PATIENCE);
    second.kill("SIGKILL");
    await once(second, "exit");
    const replies = repliesTo(slack);
    return {
      ending,
      statuses: slack.messages(ALICE.channel).length,
      answers: replies.filter(({ files }) => files.length === 0).length,
      files: replies.filter(({ files }) => files.length > 0).length,
      executions: executions(),
    };
  });
}

/** What becomes of a question whose process dies before it is written down. */
export interface Unstored {
  /** How Slack saw the death, and the delivery that it makes of an event thereafter. */
  readonly deliveries: readonly (Delivery | undefined)[];
  readonly ending: string | null;
  /** Messages of the bot's: none, or status, answer and file. */
  readonly said: number;
  readonly executions: number;
}

/** As {@link killAndSee}, before anything is written down; what Slack brings again it brings to the next process. */
export function killUnstored(way: "command" | "mention"): Promise<Unstored> {
  return onStage(true, async ({ slack, file, executions, bot }) => {
    const first = await bot(UNSTORED, 0);
    const died = once(first, "exit");
    const asked =
      way === "command"
        ? slack.command({ ...ALICE, command: "/trail", text: QUESTION })
        : slack
            .write({ ...ALICE, text: `<@${slack.botUser}> ${QUESTION}` })
            .then(({ deliveries: [delivery] }) => delivery);
    await died;
    const second = await bot(null, AHEAD_MS);
    const deliveries = [
      await asked,
      ...(way === "command" ? [] : [await slack.redeliver({ newEnvelope: true, retry: 1 })]),
    ];
    // Of a command nothing is left: neither a job nor a word.
    const ending = await endingIn(file, way === "command" ? 0 : PATIENCE);
    second.kill("SIGKILL");
    await once(second, "exit");
    const said = [...slack.messages(ALICE.channel), ...repliesTo(slack)].filter(({ user }) => user !== ALICE.user);
    return { deliveries, ending, said: said.length, executions: executions() };
  });
}

const ALICE = { user: "U0ALICE", channel: "C0INC" } as const;
const QUESTION = "who-changed sg-5887f224 last 12h";

interface Stage {
  readonly slack: LocalSlack;
  /** Where the jobs are kept. */
  readonly file: string;
  readonly executions: () => number;
  /** Starts the bot as a process that dies at a point, with its clock so far ahead. */
  readonly bot: (point: Death | null, ahead: number) => Promise<ChildProcess>;
}

async function onStage<T>(hasHistory: boolean, play: (stage: Stage) => Promise<T>): Promise<T> {
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
  const bot = (point: Death | null, ahead: number): Promise<ChildProcess> =>
    childWith({ ...environment, KILL_AT: point ?? "", AHEAD_MS: String(ahead) });
  try {
    return await play({ slack, file, executions: () => engine.executions(), bot });
  } finally {
    await Promise.all([slack.close(), engine.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function repliesTo(slack: LocalSlack): readonly Message[] {
  return slack.messages(ALICE.channel).flatMap(({ ts }) => slack.thread(ALICE.channel, ts).slice(1));
}

async function childWith(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = fork(CHILD, { env, execArgv: [], stdio: ["ignore", "inherit", "inherit", "ipc"] });
  await once(child, "message");
  return child;
}

/** How the job ended, from the store's file; null where it did not within that time. */
async function endingIn(file: string, patience: number): Promise<string | null> {
  const store = openSqliteStore(file);
  try {
    for (const began = systemClock.now(); ; await systemClock.after(20)) {
      const [job] = await store.ofAsker(ALICE.user, 1);
      if (job?.ending !== null && job?.ending !== undefined) return job.ending;
      if (systemClock.now() - began >= patience) return null;
    }
  } finally {
    await store.close();
  }
}
