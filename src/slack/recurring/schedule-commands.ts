import { instantOf } from "../../clock.ts";
import { TrailError } from "../../errors.ts";
import type { Estimate } from "../../engine/engine.ts";
import { givenUp } from "../../jobs/deadline.ts";
import type { Ready } from "../../question/interpretation.ts";
import { isZone } from "../../question/window/zone.ts";
import { overPrice } from "../../access/budget.ts";
import { nextAfter } from "../../schedule/cadence.ts";
import type { Schedule } from "../../schedule/schedule.ts";
import { estimateReady } from "../../trail.ts";
import { createMinting, type Desk } from "../desk.ts";
import type { Intake } from "../intake.ts";
import type { Draft } from "../message/draft.ts";
import { dayAndTime } from "../message/due-words.ts";
import { dearMessage, madeMessage, schedulesMessage } from "../message/schedule.ts";
import { sentenceMessage } from "../message/words.ts";
import { questionOf } from "../question-of.ts";
import { permit, type Asking } from "../permit.ts";
import type { Ear } from "../ear.ts";
import { typedSecretIn, TYPED_SECRET } from "../typed-secrets.ts";
import { readScheduleCommand, type ScheduleCommand } from "./read-command.ts";
import { digestParts } from "./digest-parts.ts";
import { readWords } from "./read-words.ts";
import { areRunning, takeRun, zoneOf } from "./run-due.ts";

/** Who wants something of the schedules, and where. */
export type Scheduler = Ear & Asking;

/** `/trail schedule …`: made, listed, paused, resumed, removed, run. */
export interface ScheduleCommands {
  find(words: string): ScheduleCommand | null;
  /** Does it and says so, to whoever wants it alone. */
  answer(command: ScheduleCommand, who: Scheduler): Promise<void>;
}

/** Schedules of one person. */
const MOST = 20;
/** How long a price may take, and a run that is wanted twice counts as one, in milliseconds. */
const ESTIMATE_MS = 30_000;
const SAME_WISH_MS = 10_000;
const WAITS_FOR_PRICE = "waits until its price is agreed to.";

export function createScheduleCommands(desk: Desk, intake: Intake): ScheduleCommands {
  const { schedules, clock, command: slash } = desk;

  const drafts = async (command: ScheduleCommand, who: Scheduler): Promise<Draft> => {
    switch (command.is) {
      case "asked":
        return sentenceMessage(command.message);
      case "list":
        return list(who);
      case "make":
        return make(command, who);
      case "pause":
      case "resume":
      case "remove":
      case "run":
        return sentenceMessage(await doTo(command.is, command.number, who));
    }
  };

  return {
    find: readScheduleCommand,
    async answer(command, who) {
      const draft = await drafts(command, who).catch((cause: unknown) => {
        if (!(cause instanceof TrailError)) throw cause;
        return sentenceMessage(cause.message);
      });
      await desk.sayPrivately(who, [draft]);
    },
  };

  async function list(who: Scheduler): Promise<Draft> {
    const permitted = await permit({ ...who, isPrivate: true }, null, desk, false);
    if (!permitted.allowed) return sentenceMessage(permitted.reason);
    const all = await schedules.list();
    const shown = all.filter((one) => one.owner === who.user || (one.channel === who.channel && !one.isPrivate));
    return schedulesMessage(shown, slash);
  }

  async function make(wanted: Extract<ScheduleCommand, { is: "make" }>, who: Scheduler): Promise<Draft> {
    if (typedSecretIn(wanted.text)) return sentenceMessage(TYPED_SECRET);
    const { zone: told } = await desk.directory.person(who.user);
    const zone = told !== null && isZone(told) ? told : "UTC";
    const ready = readyFor(wanted, zone);
    const permitted = await permit(who, ready, desk, true);
    if (!permitted.allowed) return sentenceMessage(permitted.reason);
    const own = (await schedules.list()).filter(({ owner }) => owner === who.user);
    if (own.length >= MOST)
      return sentenceMessage(`You have ${MOST} schedules, which is as many as one person may: remove one first.`);
    const estimate = await estimated(ready, permitted.accounts);
    const tooDear = overPrice(estimate.price ?? 0, desk.budget.question);
    if (tooDear !== null) return sentenceMessage(tooDear);
    const limit = desk.trail.confirmAbove;
    const isDear = (estimate.price ?? 0) > limit;
    const { user: owner, team, channel, isPrivate } = who;
    const { text, cadence, isQuiet } = wanted;
    const next = nextAfter(cadence, zone, clock.now());
    const paused = isDear ? WAITS_FOR_PRICE : null;
    const parts = { owner, team, channel, isPrivate, isQuiet, text, cadence, zone, next, paused };
    const schedule = await schedules.add(parts);
    if (!isDear) return madeMessage(schedule, estimate, slash);
    const minting = createMinting(desk, channel);
    const agree = minting.mint({ kind: "resume", schedule: schedule.number });
    await minting.store();
    return dearMessage(schedule, estimate, limit, agree);
  }

  /** The question as it would be asked now. Throws TrailError("asked") where it is not understood. */
  function readyFor({ text }: Pick<Schedule, "text">, zone: string): Ready {
    const { reader, accountNames } = desk.trail;
    const meaning = readWords(text, { now: instantOf(clock.now()), zone, accounts: accountNames }, reader);
    if (meaning.status === "ready") return meaning;
    const nearest = meaning.status === "asked" ? meaning.candidates.map((one) => `“${one.text}”`).join(", ") : "";
    const why = meaning.status === "help" ? `“${text}” is no question.` : meaning.message;
    throw new TrailError("asked", `${why}${nearest === "" ? "" : ` Perhaps: ${nearest}.`} Nothing was scheduled.`);
  }

  async function estimated(ready: Ready, accounts: readonly string[]): Promise<Estimate> {
    const over = new AbortController();
    const asked = { text: "", at: clock.now(), isConfirmed: false, isFresh: false };
    const parts = digestParts(ready).map((part) => ({ ready: part, question: questionOf(asked, part, accounts) }));
    try {
      return await estimateReady(parts, desk.trail, givenUp(clock, ESTIMATE_MS, ESTIMATE_MS, over.signal));
    } finally {
      over.abort();
    }
  }

  async function doTo(verb: "pause" | "resume" | "remove" | "run", number: number, who: Scheduler): Promise<string> {
    const schedule = await schedules.get(number);
    if (schedule === null || !isSeenBy(schedule, who))
      return `There is no schedule ${number} here: “${slash} schedule” lists those of this channel and yours.`;
    const refusal = await refusalFor(schedule, who);
    if (refusal !== null) return refusal;
    switch (verb) {
      case "pause":
        await schedules.change(number, ({ paused }) => ({ paused: paused ?? "by hand." }));
        return `Schedule ${number} is paused: “${slash} schedule resume ${number}” goes on with it.`;
      case "resume":
        return resume(schedule);
      case "remove":
        await schedules.remove(number);
        return `Schedule ${number} is removed.`;
      case "run":
        return run(schedule);
    }
  }

  async function resume(schedule: Schedule): Promise<string> {
    const { number, cadence } = schedule;
    const zone = await zoneOf(schedule, desk);
    const next = nextAfter(cadence, zone, clock.now());
    await schedules.change(number, () => ({ paused: null, isFailing: false, zone, next }));
    return `Schedule ${number} goes on, ${cadence.words}: next ${dayAndTime(next, zone)} (${zone}).`;
  }

  async function run(schedule: Schedule): Promise<string> {
    const { number, paused } = schedule;
    if (paused === WAITS_FOR_PRICE)
      return `Schedule ${number} ${WAITS_FOR_PRICE} “${slash} schedule resume ${number}” agrees to it.`;
    if (await areRunning([schedule], desk)) return `Schedule ${number} is being answered already.`;
    const now = clock.now();
    const taken = await takeRun(schedule, `now-${Math.floor(now / SAME_WISH_MS)}`, now, desk, intake);
    await schedules.change(number, () => ({ last: { job: taken.job.id, at: now, outcome: null } }));
    intake.begin(taken);
    return `Schedule ${number} is asked now, as its owner; its due times stay as they are.`;
  }

  /** Its owner, or whoever may ask the same in the same place. */
  async function refusalFor(schedule: Schedule, who: Scheduler): Promise<string | null> {
    if (schedule.owner === who.user) return null;
    const permitted = await permit({ ...who, isPrivate: true }, readyFor(schedule, schedule.zone), desk, false);
    return permitted.allowed ? null : permitted.reason;
  }
}

function isSeenBy({ owner, channel, isPrivate }: Schedule, who: Scheduler): boolean {
  return owner === who.user || (channel === who.channel && !isPrivate);
}
