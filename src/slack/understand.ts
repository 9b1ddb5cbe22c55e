import { instantOf } from "../clock.ts";
import type { HeldJob } from "../jobs/held-job.ts";
import { continued } from "../question/continuation.ts";
import type { Interpretation, Ready } from "../question/interpretation.ts";
import type { QuestionContext } from "../question/question-context.ts";
import { isZone } from "../question/window/zone.ts";
import { answeredBefore } from "./answered-before.ts";
import type { Asked } from "./asked.ts";
import { StoredReady } from "./stored-ready.ts";
import type { Desk } from "./desk.ts";
import type { Person } from "./directory.ts";
import { readWords } from "./recurring/read-words.ts";

/**
 * What a question means, read in the asker's own zone and, in a thread, with what was answered there before. A meaning is
 * stored with the job, so that a job which is taken up again means the same.
 */
export async function understand(held: HeldJob, asked: Asked, asker: Person, desk: Desk): Promise<Interpretation> {
  const stored = StoredReady.safeParse(held.job.meaning);
  if (stored.success) return stored.data;
  const meaning = asked.ready === null ? await readText(held, asked, asker, desk) : inZoneOf(asker, asked.ready);
  if (meaning.status === "ready") await held.change({ meaning });
  return meaning;
}

async function readText(held: HeldJob, asked: Asked, asker: Person, desk: Desk): Promise<Interpretation> {
  const { reader, accountNames } = desk.trail;
  const zone = zoneOf(asker);
  const context = { now: instantOf(asked.at), zone, accounts: accountNames };
  const alone = readWords(asked.text, context, reader);
  const meaning = alone.status === "ready" ? alone : await inThread(held, asked, alone, context, desk);
  return meaning.status === "ready" ? withZoneNote(meaning, asker) : meaning;
}

/** A reply with what was answered before it in its thread; else as it stands, and whether that answer is still to come. */
async function inThread(
  held: HeldJob,
  asked: Asked,
  alone: Exclude<Interpretation, Ready>,
  context: QuestionContext,
  desk: Desk,
): Promise<Interpretation> {
  const { earlier, isComing } = await answeredBefore(held, asked, desk);
  const meaning = earlier === null ? null : continued(asked.text, earlier, desk.trail.reader, context);
  if (meaning !== null || !isComing || alone.status !== "asked") return meaning ?? alone;
  return { ...alone, message: `${alone.message} ${STILL_COMING}` };
}

const STILL_COMING =
  "The question before it in this thread has no answer yet: to go on from that, reply again once it has one.";

function zoneOf({ zone }: Person): string {
  return zone !== null && isZone(zone) ? zone : "UTC";
}

/** A button asks for an exact window, a form for one read in its asker's zone; either's times are shown in that zone. */
function inZoneOf(asker: Person, ready: Ready): Ready {
  return withZoneNote({ ...ready, window: { ...ready.window, zone: zoneOf(asker) } }, asker);
}

const NO_ZONE = "Your time zone is not known to Slack: times are read and shown as UTC.";

function withZoneNote(meaning: Ready, asker: Person): Ready {
  if (zoneOf(asker) === asker.zone || meaning.notes.includes(NO_ZONE)) return meaning;
  return { ...meaning, notes: [...meaning.notes, NO_ZONE] };
}
