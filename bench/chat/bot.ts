import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { createMemoryAudit } from "../../src/access/audit/memory-audit.ts";
import { steadyNow, systemClock } from "../../src/clock.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { openSqliteStore } from "../../src/jobs/sqlite-store.ts";
import { createLog } from "../../src/log.ts";
import type { LocalSlack } from "../../src/playground/local-slack.ts";
import { startLocalSlack } from "../../src/playground/start-local-slack.ts";
import { createMemoryRegister } from "../../src/register/memory-register.ts";
import { NO_ALERTS } from "../../src/slack/alerts/alert-settings.ts";
import { createSlackBot, type SlackBot } from "../../src/slack/slack-bot.ts";
import { NO_FIGURES } from "../../test/fixtures/figures.ts";
import { trailOver } from "../parts.ts";

/** The bot and a local Slack, both in this process. */
export interface Stage {
  readonly bot: SlackBot;
  readonly slack: LocalSlack;
  /** Stops the bot at once, whatever it has in hand. */
  readonly close: () => Promise<void>;
}

/** Starts the bot over an engine, as the program does but for its limits: so many questions run at once, for any price. */
export async function startStage(engine: Engine, folder: string, running: number): Promise<Stage> {
  const slack = await startLocalSlack();
  const store = openSqliteStore(join(folder, "jobs.sqlite"));
  const bot = createSlackBot({
    botToken: slack.botToken,
    apiUrl: slack.apiUrl,
    receiving: { by: "socket", appToken: slack.appToken, connections: 2 },
    trail: await trailOver(engine),
    store,
    register: createMemoryRegister(),
    clock: systemClock,
    steady: steadyNow,
    log: createLog("silent"),
    owner: randomUUID(),
    newId: () => randomUUID(),
    spool: join(folder, "csv"),
    csvRows: 100_000,
    deadlineMs: 600_000,
    audit: createMemoryAudit(),
    auditChannel: null,
    hashes: { configuration: "bench", catalogue: "bench" },
    // What a question costs is not measured here, and must not keep one from running.
    budget: { question: 1e6, day: { person: 1e9, channel: 1e9, all: 1e9 } },
    places: { person: running, channel: running, all: running, waiting: 1000 },
    access: { rules: [{}], accountNames: {}, guests: "refuse" },
    alerts: NO_ALERTS,
    hasHistory: false,
    hasEmail: false,
    figures: NO_FIGURES,
    lockedOut: () => undefined,
  });
  await bot.start();
  return {
    bot,
    slack,
    async close() {
      await bot.stop(0);
      await slack.close();
      await store.close();
    },
  };
}

/** The id of a security group that no other question of the run is about. */
export function groupId(index: number): string {
  return `sg-${index.toString(16).padStart(8, "0")}`;
}
