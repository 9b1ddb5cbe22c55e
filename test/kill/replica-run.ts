import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createDynamoDbAudit } from "../../src/access/audit/dynamodb-audit.ts";
import { verify } from "../../src/access/audit/verify.ts";
import { systemClock } from "../../src/clock.ts";
import type { Table } from "../../src/dynamodb/table.ts";
import { createDynamoDbStore } from "../../src/jobs/dynamodb-store.ts";
import type { LocalSlack } from "../../src/playground/local-slack.ts";
import { SCOPES, startLocalSlack } from "../../src/playground/start-local-slack.ts";
import { Random } from "../../src/sample/random.ts";
import { makeTable, openLocalDynamo } from "../fixtures/dynamodb/local-dynamodb.ts";
import { connectLocal } from "../fixtures/dynamodb/local-table.ts";
import type { Stage } from "./mortal-bot.ts";
import { serveEngine } from "./outliving-engine.ts";

/** What two replicas are put through. */
export interface Ordeal {
  /** Commands that are typed while replicas are killed. */
  readonly commands: number;
  readonly kills: number;
  /** Sockets that Slack renews, one at a time, with a command at the same moment; nobody is killed meanwhile. */
  readonly refreshes: number;
  /** Between two commands, in milliseconds. */
  readonly apartMs: number;
  /** See Stage. */
  readonly hurry: number;
  readonly seed: string;
}

/** What was there in the end. */
export interface Survival {
  /** Commands that no process acknowledged within three seconds: Slack tells their askers so. */
  readonly unacknowledged: number;
  /** Commands whose askers were told that they were not taken. */
  readonly refused: number;
  /** Commands typed while sockets were renewed that are not written down, and of which nobody was told. */
  readonly lostInRefreshes: number;
  /** Commands that were acknowledged and are not written down. */
  readonly forgotten: number;
  readonly jobs: number;
  /** Jobs with one status, one answer and one file. */
  readonly once: number;
  /** Texts of jobs that were answered otherwise, with how often each part of the answer is there. */
  readonly otherwise: readonly string[];
  /** Jobs that another process had to take up. */
  readonly takenUp: number;
  readonly executions: number;
  readonly isChainWhole: boolean;
}

const CHILD = resolve(import.meta.dirname, "kill-child.ts");
const ALICE = { user: "U0ALICE", channel: "C0INC" } as const;
const SOCKETS = 4;
/** Questions without an end at once. */
const MOST_OPEN = 40;

/** Puts two replicas on one table through an ordeal, and looks what became of every question. */
export async function survive(ordeal: Ordeal): Promise<Survival> {
  const folder = await mkdtemp(join(tmpdir(), "trail-replicas-"));
  const scopes = [...SCOPES, "channels:history", "groups:history"];
  const [slack, engine, local] = await Promise.all([startLocalSlack({ scopes }), serveEngine(), openLocalDynamo()]);
  const name = await makeTable(local);
  const stage: Stage = {
    botToken: slack.botToken,
    apiUrl: slack.apiUrl,
    receiving: { by: "socket", appToken: slack.appToken, connections: SOCKETS / 2 },
    hasHistory: true,
    engineUrl: engine.url,
    store: { url: local.url, table: name },
    spool: join(folder, "csv"),
    hurry: ordeal.hurry,
  };
  const replicas = await startTwo(stage);
  const table = connectLocal(local.url, name, systemClock);
  try {
    const kept = await typeAll(ordeal, slack, replicas, table);
    await replicas.settled();
    const renewed = await refreshAll(ordeal, slack);
    await untilFewerAreOpen(table, 1);
    return await lookAt([...kept, ...renewed], renewed, slack, table, engine.executions());
  } finally {
    await replicas.end();
    table.close();
    await Promise.all([slack.close(), engine.close(), local.close()]);
    await rm(folder, { recursive: true, force: true });
  }
}

interface Two {
  /** Kills one of the two, and starts it again; nothing where the last one is not back yet. */
  killOne(random: Random): boolean;
  /** Resolves when both are there. */
  settled(): Promise<void>;
  end(): Promise<void>;
}

async function startTwo(stage: Stage): Promise<Two> {
  const env = { ...process.env, STAGE: JSON.stringify(stage), KILL_AT: "" };
  const start = async (): Promise<ChildProcess> => {
    const child = fork(CHILD, { env, execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
    await once(child, "message");
    return child;
  };
  const children = await Promise.all([start(), start()]);
  let isBack = true;
  let coming: Promise<void> = Promise.resolve();
  return {
    killOne(random) {
      if (!isBack) return false;
      isBack = false;
      const index = random.int(0, 1);
      children[index]?.kill("SIGKILL");
      coming = start().then((child) => {
        children[index] = child;
        isBack = true;
      });
      return true;
    },
    settled: () => coming,
    async end() {
      await coming;
      for (const child of children) child.kill("SIGKILL");
    },
  };
}

/** A command that was typed. */
interface Typed {
  /** What it asks about, which no other does. */
  readonly about: string;
  readonly acknowledged: boolean;
  /** Whether the acknowledgement says that it was not taken. */
  readonly isRefused: boolean;
}

async function type(slack: LocalSlack, number: number): Promise<Typed> {
  const about = `sg-${number.toString(16).padStart(8, "0")}`;
  const typed = { ...ALICE, command: "/trail", text: `who-changed ${about} last 12h` };
  const { acknowledged, body } = await slack.command(typed);
  return { about, acknowledged, isRefused: acknowledged && body !== null };
}

/** Types one command after the other, no faster than they are answered, and kills now and then in between, at moments by chance. */
async function typeAll(
  { commands, kills, apartMs, seed }: Ordeal,
  slack: LocalSlack,
  replicas: Two,
  table: Table,
): Promise<readonly Typed[]> {
  const random = new Random(seed);
  const typed: Promise<Typed>[] = [];
  let left = kills;
  for (let number = 1; number <= commands; number++) {
    if (number % MOST_OPEN === 0) await untilFewerAreOpen(table, MOST_OPEN);
    typed.push(type(slack, number));
    await systemClock.after(random.int(0, 2 * apartMs));
    if (left > 0 && number > ((kills - left + 0.5) * commands) / kills && replicas.killOne(random)) left--;
  }
  for (; left > 0; left--) {
    await replicas.settled();
    replicas.killOne(random);
  }
  return Promise.all(typed);
}

async function refreshAll({ refreshes, commands }: Ordeal, slack: LocalSlack): Promise<readonly Typed[]> {
  const typed: Typed[] = [];
  for (let number = 1; number <= refreshes; number++) {
    while (slack.sockets() < SOCKETS) await systemClock.after(5);
    slack.refreshSocket();
    typed.push(await type(slack, commands + number));
  }
  return typed;
}

/** Waits until fewer questions than so many have no end yet, for three minutes at most. */
async function untilFewerAreOpen(table: Table, many: number): Promise<void> {
  for (const until = systemClock.now() + 180_000; systemClock.now() < until; await systemClock.after(250)) {
    let open = 0;
    for await (const _ of table.read({ index: "life", of: ["life", "open"], most: many })) open++;
    if (open < many) return;
  }
}

async function lookAt(
  typed: readonly Typed[],
  renewed: readonly Typed[],
  slack: LocalSlack,
  table: Table,
  executions: number,
): Promise<Survival> {
  const jobs = await createDynamoDbStore(table, { keptMs: 1 }).ofAsker(ALICE.user, 2 * typed.length);
  const roots = slack.messages(ALICE.channel);
  const asked = jobs.map((job) => ({
    job,
    about: typed.find(({ about }) => JSON.stringify(job.question).includes(about)),
  }));
  const otherwise = asked.flatMap(({ job: { ending }, about }) => {
    const mine = roots.filter(({ text }) => about !== undefined && text.includes(about.about));
    const replies = mine.flatMap(({ ts }) => slack.thread(ALICE.channel, ts).slice(1));
    const files = replies.filter((reply) => reply.files.length > 0).length;
    const parts = [ending, mine.length, replies.length - files, files];
    return parts.join() === "answered,1,1,1" ? [] : [`${about?.about}: ${parts.join()}`];
  });
  const known = new Set(asked.map(({ about }) => about?.about));
  const isLost = ({ about, isRefused }: Typed): boolean => !isRefused && !known.has(about);
  const audit = createDynamoDbAudit(table, { clock: systemClock, random: Math.random });
  return {
    unacknowledged: typed.filter(({ acknowledged }) => !acknowledged).length,
    refused: typed.filter(({ isRefused }) => isRefused).length,
    lostInRefreshes: renewed.filter(isLost).length,
    forgotten: typed.filter((one) => one.acknowledged && isLost(one)).length,
    jobs: jobs.length,
    once: jobs.length - otherwise.length,
    otherwise,
    takenUp: jobs.filter(({ attempts }) => attempts > 1).length,
    executions,
    isChainWhole: (await verify(audit)).isWhole,
  };
}
