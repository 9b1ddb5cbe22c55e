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
import { startMortalBot, type LiveBot, type Stage } from "./mortal-bot.ts";
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
/** The next bot looks this far ahead, so that the hold of the dead one is over. */
const AHEAD_MS = 31_000;
const PATIENCE = 30_000;

/** Asks a question, lets the process of the bot die at a point, starts another bot, and tells what was there in the end. */
export function killAndSee(point: KillPoint, hasHistory: boolean): Promise<Aftermath> {
  return onStage(hasHistory, async ({ slack, file, executions, doomed, successor }) => {
    const died = once(await doomed(point), "exit");
    void slack.command({ ...ALICE, command: "/trail", text: QUESTION });
    await died;
    const second = await successor();
    const ending = await endingIn(file, PATIENCE);
    await second.end();
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

/** As {@link killAndSee}, before anything is written down; what Slack brings again it brings to the next bot. */
export function killUnstored(way: "command" | "mention"): Promise<Unstored> {
  return onStage(true, async ({ slack, file, executions, doomed, successor }) => {
    const died = once(await doomed(UNSTORED), "exit");
    const asked =
      way === "command"
        ? slack.command({ ...ALICE, command: "/trail", text: QUESTION })
        : slack
            .write({ ...ALICE, text: `<@${slack.botUser}> ${QUESTION}` })
            .then(({ deliveries: [delivery] }) => delivery);
    await died;
    const second = await successor();
    const deliveries = [
      await asked,
      ...(way === "command" ? [] : [await slack.redeliver({ newEnvelope: true, retry: 1 })]),
    ];
    // Of a command nothing is left: neither a job nor a word.
    const ending = await endingIn(file, way === "command" ? 0 : PATIENCE);
    await second.end();
    const said = [...slack.messages(ALICE.channel), ...repliesTo(slack)].filter(({ user }) => user !== ALICE.user);
    return { deliveries, ending, said: said.length, executions: executions() };
  });
}

const ALICE = { user: "U0ALICE", channel: "C0INC" } as const;
const QUESTION = "who-changed sg-5887f224 last 12h";

interface Scene {
  readonly slack: LocalSlack;
  /** Where the jobs are kept. */
  readonly file: string;
  readonly executions: () => number;
  /** Starts the bot as a process of its own, which dies at a point. */
  readonly doomed: (point: Death) => Promise<ChildProcess>;
  /** Starts a bot that finds what the dead one left, when the hold of that is over. */
  readonly successor: () => Promise<LiveBot>;
}

async function onStage<T>(hasHistory: boolean, play: (scene: Scene) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "trail-kill-"));
  const scopes = hasHistory ? [...SCOPES, "channels:history", "groups:history"] : SCOPES;
  const [slack, engine] = await Promise.all([startLocalSlack({ scopes }), serveEngine()]);
  const file = join(folder, "jobs.sqlite");
  const stage: Stage = {
    botToken: slack.botToken,
    apiUrl: slack.apiUrl,
    receiving: { by: "socket", appToken: slack.appToken, connections: 1 },
    hasHistory,
    engineUrl: engine.url,
    store: file,
    spool: join(folder, "csv"),
  };
  try {
    return await play({
      slack,
      file,
      executions: () => engine.executions(),
      doomed: (point) => childWith({ ...process.env, STAGE: JSON.stringify(stage), KILL_AT: point }),
      successor: () => startMortalBot(stage, null, AHEAD_MS),
    });
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
