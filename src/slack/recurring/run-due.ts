import { instantOf, millisecondsOf } from "../../clock.ts";
import type { Ready } from "../../question/interpretation.ts";
import { isZone } from "../../question/window/zone.ts";
import type { Schedule } from "../../schedule/schedule.ts";
import type { Seen } from "../../schedule/schedules.ts";
import { DELIVERY_LAG_MS } from "../../trail.ts";
import type { NewAsked } from "../asked.ts";
import type { Desk } from "../desk.ts";
import type { Intake, Taken } from "../intake.ts";
import { StoredReady } from "../stored-ready.ts";
import { readWords } from "./read-words.ts";
import { tellingOf } from "./watch-rows.ts";

/** A run that begins this soon after its due time asks as of that time, in milliseconds; a later one as of now. */
const ON_TIME_MS = 60_000;

/**
 * Begins the schedules that are due, each once however many processes look, the runs of one owner one after the other.
 * What was missed while no process ran is caught up by one run. A schedule that cannot be begun is left for the next turn.
 */
export async function runDue(desk: Desk, intake: Intake): Promise<void> {
  const { schedules, clock } = desk;
  const all = await schedules.list();
  const due = all.filter(({ paused, next }) => paused === null && next <= clock.now());
  const busy = new Set<string>();
  for (const schedule of due.toSorted((a, b) => a.next - b.next)) {
    const { owner } = schedule;
    const own = all.filter((one) => one.owner === owner);
    if (busy.has(owner) || (await areRunning(own, desk))) continue;
    busy.add(owner);
    await begin(schedule, desk, intake).catch((cause: unknown) =>
      desk.trouble(`schedule ${schedule.number} could not be begun`, cause),
    );
  }
}

/** Asks a schedule's question as of a moment, as its owner; `turn` names the run. */
export async function takeRun(
  schedule: Schedule,
  turn: string,
  at: number,
  desk: Desk,
  intake: Intake,
): Promise<Taken> {
  const { number, owner, team, channel, isPrivate, text } = schedule;
  const zone = await zoneOf(schedule, desk);
  const asked: NewAsked = {
    surface: "schedule",
    user: owner,
    team,
    channel,
    thread: null,
    text,
    ready: await readyAt(schedule, at, zone, desk),
    isPrivate,
    isConfirmed: true,
    against: { is: "schedule", number },
    responseUrl: null,
    at,
  };
  return intake.take({ key: `schedule:${number}:${turn}`, asked });
}

/** The zone of the owner as Slack says it now, else the one that was known. */
export async function zoneOf({ owner, zone }: Schedule, { directory }: Pick<Desk, "directory">): Promise<string> {
  const person = await directory.person(owner).catch(() => null);
  return person?.zone !== null && person?.zone !== undefined && isZone(person.zone) ? person.zone : zone;
}

/** Whether a run of any of them is in hand. */
export async function areRunning(schedules: readonly Schedule[], { store }: Pick<Desk, "store">): Promise<boolean> {
  const jobs = schedules.flatMap(({ last }) => (last === null ? [] : [last.job]));
  for (const id of jobs) if ((await store.get(id))?.ending === null) return true;
  return false;
}

/** Taken first and counted on then: of a process that dies in between the next one finds the question taken. */
async function begin(schedule: Schedule, desk: Desk, intake: Intake): Promise<void> {
  const now = desk.clock.now();
  const at = now - schedule.next < ON_TIME_MS ? schedule.next : now;
  const taken = await takeRun(schedule, String(schedule.next), at, desk, intake);
  await desk.schedules.begun(schedule, taken.job.id, now, await zoneOf(schedule, desk));
  intake.begin(taken);
}

/** The question as it is understood now; null where it is not, which its run then says. */
async function readyAt(schedule: Schedule, at: number, zone: string, desk: Desk): Promise<NewAsked["ready"]> {
  const { reader, accountNames } = desk.trail;
  const meaning = readWords(schedule.text, { now: instantOf(at), zone, accounts: accountNames }, reader);
  if (meaning.status !== "ready") return null;
  const isList = tellingOf(meaning.intent, desk).isList;
  const seen = await desk.schedules.seen(schedule.number);
  return StoredReady.parse(isList ? reachingBack(meaning, seen) : meaning);
}

/**
 * Windows that follow on one another would both miss an event that arrived late: where the logs of the last one had not
 * all come when it was looked at, this one begins as much earlier. What was seen then counts as before.
 */
export function reachingBack(ready: Ready, seen: Pick<Seen, "at" | "end"> | null): Ready {
  const { start } = ready.window;
  if (seen === null || start === null || seen.at >= seen.end + DELIVERY_LAG_MS) return ready;
  const from = seen.end - DELIVERY_LAG_MS;
  const isNext = millisecondsOf(start) > from && millisecondsOf(start) <= seen.end;
  if (!isNext) return ready;
  return {
    ...ready,
    window: { ...ready.window, start: instantOf(from) },
    notes: [...ready.notes, "Begins earlier than asked, with what had not arrived when the last run looked."],
  };
}
