import { millisecondsOf } from "../../clock.ts";
import type { Row } from "../../engine/engine.ts";
import type { HeldJob } from "../../jobs/held-job.ts";
import type { Ready } from "../../question/interpretation.ts";
import { hasNoLogs } from "../../report/nothing.ts";
import type { Report } from "../../report/report.ts";
import { thousands } from "../../report/words.ts";
import type { Schedule } from "../../schedule/schedule.ts";
import type { Seen } from "../../schedule/schedules.ts";
import { differenceInWords, type Look, type News, type Sight } from "../../schedule/sight.ts";
import type { Asked } from "../asked.ts";
import type { Desk } from "../desk.ts";
import { nextInWords } from "../message/due-words.ts";
import type { Watch } from "./told.ts";

/** The part of a question that is none of a digest. */
const WHOLE = "";

/** Compares a run of a schedule with the run before it, so that its answer leads with what is new. */
export async function watchRun(
  held: HeldJob,
  asked: Asked,
  ready: Ready,
  number: number,
  lookSince: (before: Sight | null) => Look,
  desk: Desk,
): Promise<Watch> {
  const schedule = await desk.schedules.get(number);
  const seen = await desk.schedules.seen(number);
  const before = seen?.parts[WHOLE] ?? null;
  const look = lookSince(before);
  const news = new WeakMap<Row, News>();
  return {
    csv: (sink) => ({
      async rows(batch) {
        for (const row of batch) note(row, look.row(row));
        await sink.rows(batch);
      },
      end: () => sink.end(),
    }),
    async tell(report) {
      const difference = look.difference();
      const isNothing = difference === null ? before === null && report.rowCount === 0 : isSame(difference);
      const words = difference === null ? countsInWords(report, before) : differenceInWords(difference);
      return {
        report: led(report, before === null ? "" : words, newFirst(report.rows)),
        posts: isDone(seen, held) || (isNothing && maySilence(schedule, report)) ? "nothing" : "all",
        line: schedule === null ? null : lineOf(schedule),
        keep: () =>
          keep(look.sight(), difference === null && before === null ? `${thousands(report.rowCount)} found` : words),
      };
    },
  };

  function note(row: Row, what: News | null): void {
    if (what !== null) news.set(row, what);
  }

  function newFirst(rows: readonly Row[]): readonly Row[] {
    const isNew = (row: Row): boolean => news.get(row) === "new";
    return [...rows.filter(isNew), ...rows.filter((row) => !isNew(row))];
  }

  async function keep(sight: Sight, outcome: string): Promise<void> {
    if (schedule === null || isDone(seen, held)) return;
    const end = millisecondsOf(ready.window.end);
    await desk.schedules.see(number, { job: held.job.id, at: asked.at, end, parts: { [WHOLE]: sight } });
    await noteOutcome(number, held.job.id, asked.at, { outcome, isFailing: false }, desk);
  }
}

/** Writes down how the last run of a schedule went. */
export async function noteOutcome(
  number: number,
  job: string,
  at: number,
  { outcome, isFailing }: { readonly outcome: string; readonly isFailing: boolean },
  { schedules }: Pick<Desk, "schedules">,
): Promise<void> {
  await schedules.change(number, () => ({ last: { job, at, outcome }, isFailing }));
}

/** `Schedule 3, daily at 09:00 · next Mon 23 Nov 09:00 (Europe/Berlin)`. */
export function lineOf(schedule: Schedule): string {
  return `Schedule ${schedule.number}, ${schedule.cadence.words} · ${nextInWords(schedule)}`;
}

/** Whether this very run has posted and noted all already, before its process died. */
export function isDone(seen: Seen | null, { job }: HeldJob): boolean {
  return seen?.job === job.id;
}

/** Silence means that nothing is new, and must not mean that there were no logs. */
function maySilence(schedule: Schedule | null, { coverage, window }: Report): boolean {
  return schedule?.isQuiet === true && !hasNoLogs(coverage, window);
}

function isSame({ new: fresh, gone }: { readonly new: number; readonly gone: number }): boolean {
  return fresh === 0 && gone === 0;
}

function countsInWords({ rowCount }: Report, before: Sight | null): string {
  return `${thousands(rowCount)} rows, ${thousands(before?.rows ?? 0)} the last time`;
}

function led(report: Report, words: string, rows: readonly Row[]): Report {
  if (words === "") return report;
  return { ...report, rows, headline: `${words.slice(0, 1).toUpperCase()}${words.slice(1)}. ${report.headline}` };
}
