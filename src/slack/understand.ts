import { instantOf } from "../clock.ts";
import type { HeldJob } from "../jobs/held-job.ts";
import { continued, type Earlier } from "../question/continuation.ts";
import type { Interpretation, Ready } from "../question/interpretation.ts";
import { isZone } from "../question/window/zone.ts";
import type { Asked } from "./asked.ts";
import { StoredReady } from "./stored-ready.ts";
import type { Desk } from "./desk.ts";
import type { Person } from "./directory.ts";
import { KeptReport } from "./kept-report.ts";

/**
 * What a question means, read in the asker's own zone and, in a thread, with what was answered there before. A meaning is
 * stored with the job, so that a job which is taken up again means the same.
 */
export async function understand(held: HeldJob, asked: Asked, asker: Person, desk: Desk): Promise<Interpretation> {
  const stored = StoredReady.safeParse(held.job.meaning);
  if (stored.success) return stored.data;
  const meaning = asked.ready === null ? await readText(asked, asker, desk) : inZoneOf(asker, asked.ready);
  if (meaning.status === "ready") await held.change({ meaning });
  return meaning;
}

async function readText(asked: Asked, asker: Person, desk: Desk): Promise<Interpretation> {
  const { reader, accountNames } = desk.trail;
  const zone = zoneOf(asker);
  const context = { now: instantOf(asked.at), zone, accounts: accountNames };
  const alone = reader.interpret(asked.text, context);
  const earlier = alone.status === "ready" || asked.thread === null ? null : await answeredBefore(asked, desk);
  const meaning = (earlier === null ? null : continued(asked.text, earlier, reader, context)) ?? alone;
  return meaning.status === "ready" && zone !== asker.zone ? withZoneNote(meaning) : meaning;
}

function zoneOf({ zone }: Person): string {
  return zone !== null && isZone(zone) ? zone : "UTC";
}

/** A button asks for an exact window; whoever pressed it reads its times in their own zone. */
function inZoneOf(asker: Person, ready: Ready): Ready {
  return { ...ready, window: { ...ready.window, zone: zoneOf(asker) } };
}

function withZoneNote(meaning: Ready): Ready {
  return { ...meaning, notes: [...meaning.notes, "Your time zone is not known to Slack: times were read as UTC."] };
}

/** How many jobs of a thread are looked through for one that was answered. */
const LOOK_BACK = 20;

async function answeredBefore({ channel, thread }: Asked, { store }: Desk): Promise<Earlier | null> {
  const jobs = await store.ofThread(channel, thread ?? "", LOOK_BACK);
  for (const { ending, meaning, answer } of jobs) {
    const ready = StoredReady.safeParse(meaning);
    if (ending !== "answered" || !ready.success) continue;
    const report = KeptReport.safeParse(answer);
    return { ready: ready.data, followups: report.success ? report.data.followups : [] };
  }
  return null;
}
