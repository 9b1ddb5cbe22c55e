import { survive, type Survival } from "../test/kill/replica-run.ts";

/**
 * Types a thousand commands to two replicas on one table of a local DynamoDB, killing one of them at random again and again;
 * then, with two others, has Slack renew a hundred sockets with a command at the same moment each
 * (`node bench/replicas.ts [COMMANDS] [KILLS] [REFRESHES]`). Exits with 1 unless every question that was written down was
 * answered exactly once, every acknowledged command was written down, and none was lost while sockets were renewed.
 */
const [commands = 1000, kills = 30, refreshes = 100] = process.argv.slice(2).map(Number);
const APART_MS = 300;

const seed = String(performance.now());
await tell(`${commands} commands and ${kills} kills`, () =>
  survive({ commands, kills, refreshes: 0, apartMs: APART_MS, hurry: 1, seed }),
);
// A socket that did not last is opened again ever later, for which nobody waits here.
await tell(`${refreshes} renewed sockets`, () =>
  survive({ commands: 0, kills: 0, refreshes, apartMs: 0, hurry: 10, seed }),
);

async function tell(what: string, ordeal: () => Promise<Survival>): Promise<void> {
  const began = performance.now();
  const seen = await ordeal();
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  process.stdout.write(
    `${what}, in ${seconds} s: ${seen.jobs} questions, ${seen.once} answered exactly once, ${seen.takenUp} taken up by ` +
      `another process, ${seen.executions} executions; ${seen.unacknowledged} commands not acknowledged in time, ` +
      `${seen.refused} refused in words, ${seen.lostInRefreshes} lost at a renewal, ${seen.forgotten} acknowledged and forgotten; the audit is ${seen.isChainWhole ? "whole" : "broken"}\n`,
  );
  for (const line of seen.otherwise) process.stdout.write(`  ${line}\n`);
  const isFine = seen.otherwise.length === 0 && seen.lostInRefreshes === 0 && seen.forgotten === 0 && seen.isChainWhole;
  if (!isFine) process.exitCode = 1;
}
