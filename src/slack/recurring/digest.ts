import type { Estimate } from "../../engine/engine.ts";
import { TrailError } from "../../errors.ts";
import { millisecondsOf } from "../../clock.ts";
import type { HeldJob } from "../../jobs/held-job.ts";
import type { Ending } from "../../jobs/job.ts";
import { hasNoLogs } from "../../report/nothing.ts";
import type { Schedule } from "../../schedule/schedule.ts";
import type { Seen } from "../../schedule/schedules.ts";
import { estimateReady } from "../../trail.ts";
import type { Asked } from "../asked.ts";
import { createMinting, type Desk } from "../desk.ts";
import { placeOf } from "../job-thread.ts";
import { digestHeadline, digestMessage } from "../message/digest.ts";
import { askPrice, settle, type Shareable } from "../paying.ts";
import { questionOf } from "../question-of.ts";
import { whileShowing } from "../showing.ts";
import type { Thread } from "../thread.ts";
import { answerPart, mayAskParts, type AskedPart, type Section } from "./digest-section.ts";
import { isDone, lineOf, noteOutcome } from "./watch-run.ts";

/**
 * Answers a digest: its questions one after the other as executions of one job, and one message with a section for each.
 * A part that the asker may not ask, or that fails, is named; where that is all of them, the digest is refused or fails.
 */
export async function answerDigest(
  held: HeldJob,
  asked: Asked,
  { ready, isShared }: Shareable,
  thread: Thread,
  desk: Desk,
): Promise<Ending> {
  const number = asked.against?.is === "schedule" ? asked.against.number : null;
  const schedule = number === null ? null : await desk.schedules.get(number);
  const seen = number === null ? null : await desk.schedules.seen(number);
  if (isDone(seen, held)) return "answered";
  const { parts, refusals } = await mayAskParts(asked, ready, seen, desk, false);
  try {
    const run = await whileShowing(held, asked, ready, thread, desk, async (showing): Promise<Run> => {
      if (!isShared) {
        const estimate = await estimateOf(asked, parts, desk, showing.signal);
        showing.change({ bytes: estimate.bytes, price: estimate.price });
        await desk.spending.reserve(held, estimate);
        if ((estimate.price ?? 0) > desk.trail.confirmAbove && !asked.isConfirmed) return { isDear: true, estimate };
      }
      const sections: Section[] = [];
      for (const part of parts) sections.push(await answerPart(part, held, asked, showing, desk));
      return { isDear: false, sections };
    });
    if (run.isDear) {
      await askPrice(held, asked, ready, run.estimate, thread, desk);
      return "asked";
    }
    const { sections } = run;
    const failed = sections.filter(({ failure }) => failure !== null);
    if (failed.length === sections.length) throw new TrailError("engine-user", failed[0]?.failure ?? "");
    const still = await mayAskParts(asked, ready, seen, desk, true);
    if (still.parts.length < parts.length)
      throw new TrailError("refused", `The digest is not shown: ${still.refusals.join(" ")}`);
    await held.change({ answer: { headline: digestHeadline(sections) } });
    if (!isSilent(schedule, seen, sections)) await post(asked, { ready, schedule, sections, refusals }, thread, desk);
    if (schedule !== null) await keep(held, asked, schedule, seen, sections, desk);
    return "answered";
  } finally {
    if (!isShared) await settle(held, desk);
  }
}

/** The answers to the parts, or the price to which nobody has agreed yet. */
type Run =
  | { readonly isDear: true; readonly estimate: Estimate }
  | { readonly isDear: false; readonly sections: readonly Section[] };

function estimateOf(asked: Asked, parts: readonly AskedPart[], desk: Desk, signal: AbortSignal): Promise<Estimate> {
  const all = parts.map(({ ready, accounts }) => ({ ready, question: questionOf(asked, ready, accounts) }));
  return estimateReady(all, desk.trail, signal);
}

/** Silence means that no part has anything new, and must not mean that there were no logs or that a part failed. */
function isSilent(schedule: Schedule | null, seen: Seen | null, sections: readonly Section[]): boolean {
  if (schedule?.isQuiet !== true) return false;
  return sections.every(({ part, count, difference, failure, report }) => {
    if (failure !== null || report === null || hasNoLogs(report.coverage, report.window)) return false;
    return count === 0 || (seen?.parts[part.intent] !== undefined && difference?.new === 0);
  });
}

async function post(
  asked: Asked,
  {
    ready,
    schedule,
    sections,
    refusals,
  }: {
    readonly ready: Shareable["ready"];
    readonly schedule: Schedule | null;
    readonly sections: readonly Section[];
    readonly refusals: readonly string[];
  },
  thread: Thread,
  desk: Desk,
): Promise<void> {
  const minting = createMinting(desk, await placeOf(asked, desk));
  const line = schedule === null ? null : lineOf(schedule);
  const draft = digestMessage({ sections, refusals, line, zone: ready.window.zone, mint: minting.mint });
  await minting.store();
  await thread.report([draft], null);
}

/** What a part that failed saw the last time stays seen. */
async function keep(
  held: HeldJob,
  asked: Asked,
  { number }: Schedule,
  seen: Seen | null,
  sections: readonly Section[],
  desk: Desk,
): Promise<void> {
  const fresh = sections.flatMap(({ part, sight, failure }) =>
    failure === null ? [[part.intent, sight] as const] : [],
  );
  const parts = { ...seen?.parts, ...Object.fromEntries(fresh) };
  const end = Math.max(...sections.map(({ ready }) => millisecondsOf(ready.window.end)));
  await desk.schedules.see(number, { job: held.job.id, at: asked.at, end, parts });
  const found = sections.reduce((sum, { count }) => sum + count, 0);
  await noteOutcome(number, held.job.id, asked.at, { outcome: `${found} found`, isFailing: false }, desk);
}
