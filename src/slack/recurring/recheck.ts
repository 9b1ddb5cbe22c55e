import { millisecondsOf } from "../../clock.ts";
import type { Job } from "../../jobs/job.ts";
import { isZone } from "../../question/window/zone.ts";
import { DELIVERY_LAG_MS } from "../../trail.ts";
import { Asked } from "../asked.ts";
import type { Desk } from "../desk.ts";
import type { Intake } from "../intake.ts";
import { dayAndTime } from "../message/due-words.ts";
import { StoredReady } from "../stored-ready.ts";
import type { Ear } from "../ear.ts";

/** Who wants an answer looked at again, and where it stands. */
export type Rechecker = Ear & { readonly team: string };

/**
 * Has an answer looked at again once all logs of its window have come, as the person who wants it. Resolves to the
 * sentence that tells them when. An answer that waits for its new look already is not looked at twice.
 */
export async function setRecheck(job: Job, who: Rechecker, desk: Desk): Promise<string> {
  const ready = StoredReady.parse(job.meaning);
  const at = Math.max(desk.clock.now(), millisecondsOf(ready.window.end) + DELIVERY_LAG_MS);
  const question: Asked = {
    surface: "schedule",
    user: who.user,
    team: who.team,
    channel: who.channel,
    thread: who.thread,
    text: "",
    heldSecret: false,
    ready,
    isPrivate: who.channel.startsWith("D"),
    isConfirmed: true,
    isFresh: true,
    against: { is: "answer", job: job.id },
    responseUrl: null,
    at,
  };
  const kept = await desk.rechecks.set({ id: job.id, turn: desk.newId(), at, question });
  const { zone } = await desk.directory.person(who.user);
  const known = zone !== null && isZone(zone) ? zone : "UTC";
  return `Looked at again on ${dayAndTime(kept.at, known)} (${known}): what is new then comes into this thread.`;
}

/** Asks what is due to be looked at again, each once however many processes look. */
export async function recheckDue({ rechecks, clock, trouble }: Desk, intake: Intake): Promise<void> {
  for (const recheck of await rechecks.due(clock.now())) {
    try {
      const asked = { ...Asked.parse(recheck.question), at: clock.now() };
      const taken = await intake.take({ key: `recheck:${recheck.turn}`, asked });
      await rechecks.done(recheck);
      intake.begin(taken);
    } catch (cause) {
      trouble("an answer could not be looked at again", cause);
    }
  }
}
