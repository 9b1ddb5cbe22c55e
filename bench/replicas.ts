import { survive } from "../test/kill/replica-run.ts";

/**
 * Types a thousand commands to two replicas on one table of a local DynamoDB, killing one of them at random again and again,
 * then has Slack renew a hundred of their sockets with a command at the same moment each
 * (`node bench/replicas.ts [COMMANDS] [KILLS] [REFRESHES]`). Exits with 1 unless every question that was written down was
 * answered exactly once, every acknowledged command was written down, and none was lost while sockets were renewed.
 */
const [commands = 1000, kills = 30, refreshes = 100] = process.argv.slice(2).map(Number);
const APART_MS = 400;

const began = performance.now();
const seen = await survive({ commands, kills, refreshes, apartMs: APART_MS, hurry: 1, seed: String(began) });
const seconds = ((performance.now() - began) / 1000).toFixed(0);
process.stdout.write(
  `${commands} commands and ${kills} kills, then ${refreshes} renewed sockets, in ${seconds} s: ${seen.jobs} questions, ` +
    `${seen.once} answered exactly once, ${seen.takenUp} taken up by another process, ${seen.executions} executions; ` +
    `${seen.unacknowledged} commands not acknowledged at a kill, ${seen.lostInRefreshes} at a renewal, ` +
    `${seen.forgotten} acknowledged and forgotten; the audit is ${seen.isChainWhole ? "whole" : "broken"}\n`,
);
for (const line of seen.otherwise) process.stdout.write(`  ${line}\n`);
const isFine = seen.otherwise.length === 0 && seen.lostInRefreshes === 0 && seen.forgotten === 0 && seen.isChainWhole;
process.exitCode = isFine ? 0 : 1;
