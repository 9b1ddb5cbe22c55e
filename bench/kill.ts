import { killAndSee, type Aftermath } from "../test/kill/kill-run.ts";
import { KILL_POINTS, type KillPoint } from "../test/kill/kill-points.ts";

/**
 * Kills the bot at each of the twelve points, 25 times each (`node bench/kill.ts [RUNS] [history|no-history]`), and counts
 * how the questions ended. Exits with 1 where one was lost, ran twice, or (with history) was answered other than once.
 */
const runs = Number(process.argv[2] ?? 25);
const hasHistory = process.argv[3] !== "no-history";
const AT_ONCE = 4;

const jobs = KILL_POINTS.flatMap((point) => Array.from({ length: runs }, () => point));
const seen: { readonly point: KillPoint; readonly after: Aftermath }[] = [];
let next = 0;
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let point = jobs[next++]; point !== undefined; point = jobs[next++]) {
      seen.push({ point, after: await killAndSee(point, hasHistory) });
    }
  }),
);

const count = (of: (after: Aftermath) => boolean): number => seen.filter(({ after }) => of(after)).length;
const ended = count(({ ending }) => ending === "answered");
const once = count(
  ({ ending, statuses, answers, files }) => ending === "answered" && statuses === 1 && answers === 1 && files === 1,
);
const twice = count(({ statuses, answers, files }) => statuses > 1 || answers > 1 || files > 1);
const without = count(({ files }) => files === 0);
const executions = count(({ executions: number }) => number <= 1);
process.stdout.write(
  `${seen.length} questions, ${hasHistory ? "with" : "without"} history: ${ended} answered, ${once} exactly once, ${twice} with a repeat, ${without} without their file, ${executions} with at most one execution\n`,
);
for (const { point, after } of seen.filter(({ after }) => after.ending !== "answered")) {
  process.stdout.write(`  ${point}: ${JSON.stringify(after)}\n`);
}
const isFine = ended === seen.length && executions === seen.length && (!hasHistory || once === seen.length);
process.exitCode = isFine ? 0 : 1;
