import { spanAfter, spanBefore } from "../question/window/duration.ts";
import type { JobLife } from "../jobs/job-life.ts";
import type { Job } from "../jobs/job.ts";
import { instantOf, type Instant } from "../clock.ts";
import type { Ready } from "../question/interpretation.ts";
import type { Window } from "../question/window/window.ts";
import { Asked } from "./asked.ts";
import type { Doer } from "./auditor.ts";
import { textIn } from "../report/row-values.ts";
import { StoredReady } from "./stored-ready.ts";
import { createMinting, type Desk } from "./desk.ts";
import type { FormStart, Forms } from "./forms/forms.ts";
import type { Intake } from "./intake.ts";
import { KeptReport } from "./kept-report.ts";
import { headlineMessage } from "./message/headline.ts";
import { pinnedMessage, rowMessage } from "./message/one-row.ts";
import { verifyMessage } from "./message/verify.ts";
import { sentenceMessage } from "./message/words.ts";
import { permit } from "./permit.ts";
import { linkTo } from "./link-to.ts";
import type { Press, Pressed } from "./press.ts";
import { sayToAll } from "./sending/say-to-all.ts";
import { SlackRefused } from "./sending/sender.ts";
import { setRecheck } from "./recurring/recheck.ts";
import type { ScheduleCommands } from "./recurring/schedule-commands.ts";
import { pressOf } from "./stored-press.ts";
import { askPerson, takeAnswer } from "./was-you/ask-person.ts";
import type { Ear } from "./ear.ts";
import { isPinned, keepPin, MOST_PINS, pinOf, removePin } from "./timeline/pins.ts";

/** Does what buttons say, as the person who presses, with their rights and their zone. */
export interface Presses {
  press(pressed: Pressed): Promise<void>;
}

const EXPIRED =
  "This button does nothing any more: it is older than seven days, or belongs to another message. Ask the question again.";
/** A button pressed again this soon is the same wish, in milliseconds. */
const SAME_WISH = 10_000;

export function createPresses(
  desk: Desk,
  life: JobLife,
  intake: Intake,
  schedules: ScheduleCommands,
  forms: Forms,
): Presses {
  const { store, clock } = desk;
  const say = (to: Ear, sentence: string): Promise<void> => desk.sayPrivately(to, [sentenceMessage(sentence)]);

  const ask = async (
    pressed: Pressed,
    parts: Pick<Asked, "text" | "ready" | "isConfirmed" | "isFresh" | "isPrivate">,
  ): Promise<void> => {
    const earlier = await store.kept(`pressed:${pressed.id}`, clock.now());
    if (typeof earlier === "string" && (await isOpen(earlier, store))) {
      return say(pressed, "This is being answered already, in this thread.");
    }
    const taken = await intake.take({
      key: `press:${pressed.id}:${Math.floor(clock.now() / SAME_WISH)}`,
      asked: {
        surface: "button",
        user: pressed.user,
        team: pressed.team,
        channel: pressed.channel,
        thread: pressed.thread,
        responseUrl: pressed.responseUrl,
        at: clock.now(),
        ...parts,
      },
    });
    if (!taken.isNew) return say(pressed, "This is being answered already, in this thread.");
    await store.keep(`pressed:${pressed.id}`, taken.job.id, clock.now() + SAME_WISH);
    intake.begin(taken);
  };

  return {
    async press(pressed) {
      const press = await pressOf(store, pressed.id, pressed.channel, clock.now());
      if (press === null) {
        await desk.auditor.turnedAway(doerOf(pressed), "a button that is unknown, too old, or of another channel");
        return say(pressed, EXPIRED);
      }
      switch (press.kind) {
        case "ask":
          return askReady(pressed, press);
        case "words":
          return ask(pressed, { text: press.text, ready: null, isConfirmed: false, isFresh: false, isPrivate: false });
        case "form":
          return openForm(pressed, { ...pressed, isPrivate: false, text: press.text });
        case "cancel":
          return cancel(pressed, press.job);
        case "confirm":
          return confirm(pressed, press.job);
        case "was-you":
          return wasYou(pressed, press);
        case "was-me":
          return sayMaybe(pressed, await takeAnswer(pressed, press.inquiry, press.wasThem, desk));
        case "recheck":
          return recheck(pressed, press.job);
        case "resume":
          return schedules.answer(
            { is: "resume", number: press.schedule },
            { ...pressed, isPrivate: pressed.channel.startsWith("D") },
          );
        case "verify":
        case "row":
        case "pin":
        case "unpin":
        case "share":
          return show(pressed, press);
      }
    },
  };

  async function askReady(
    pressed: Pressed,
    { intent: id, params, window: drawn, include, isFresh, alert }: Extract<Press, { kind: "ask" }>,
  ): Promise<void> {
    const intent = desk.trail.catalog.get(id);
    if (intent?.status !== "vetted") return say(pressed, `The question ${id} is not asked any more.`);
    const window = alert === undefined ? drawn : untilNow(drawn, intent.window.max, instantOf(clock.now()));
    const earliest = spanBefore(intent.window.max, window.end, window.zone);
    if (window.start !== null && window.start < earliest) {
      return say(pressed, `${id} looks back ${intent.window.max} at most: ask it for an earlier time by itself.`);
    }
    const ready: Ready = { status: "ready", intent: id, params, window, include, limit: null, notes: [], alert };
    return ask(pressed, {
      text: "",
      ready: StoredReady.parse(ready),
      isConfirmed: false,
      isFresh,
      isPrivate: pressed.channel.startsWith("D"),
    });
  }

  async function openForm({ trigger, user, ...ear }: Pressed, start: FormStart): Promise<void> {
    try {
      await forms.open(trigger, start, user);
    } catch (cause) {
      if (!(cause instanceof SlackRefused)) throw cause;
      await say({ ...ear, user }, "The form could not be opened in time: press again, or type the question.");
    }
  }

  /** A question that waits for its price, as the person who agrees to it. */
  async function confirm(pressed: Pressed, id: string): Promise<void> {
    const job = await store.get(id);
    const ready = StoredReady.safeParse(job?.meaning);
    if (job === null || !ready.success) return say(pressed, EXPIRED);
    const { isPrivate } = Asked.parse(job.question);
    return ask(pressed, { text: "", ready: ready.data, isConfirmed: true, isFresh: false, isPrivate });
  }

  /** By the asker, or by whoever may ask the same in the same place. */
  async function cancel(pressed: Pressed, id: string): Promise<void> {
    const job = await store.get(id);
    if (job === null) return say(pressed, EXPIRED);
    if (job.ending !== null) return say(pressed, "That question has ended already.");
    if (job.asker !== pressed.user && !(await mayLook(pressed, job))) return;
    await life.cancel(id, pressed.user);
  }

  async function sayMaybe(pressed: Pressed, sentence: string | null): Promise<void> {
    if (sentence !== null) await say(pressed, sentence);
  }

  async function wasYou(pressed: Pressed, press: Extract<Press, { kind: "was-you" }>): Promise<void> {
    const job = await store.get(press.job);
    if (job === null) return say(pressed, EXPIRED);
    if (!(await mayLook(pressed, job, true))) return;
    await desk.auditor.shown(doerOf(pressed), job, `was-you asked of ${press.person}`);
    return sayMaybe(pressed, await askPerson(pressed, job, press, desk));
  }

  async function recheck(pressed: Pressed, id: string): Promise<void> {
    const job = await store.get(id);
    if (job === null || !StoredReady.safeParse(job.meaning).success) return say(pressed, EXPIRED);
    if (await mayLook(pressed, job)) return say(pressed, await setRecheck(job, pressed, desk));
  }

  async function show(
    pressed: Pressed,
    press: Extract<Press, { kind: "verify" | "row" | "pin" | "unpin" | "share" }>,
  ): Promise<void> {
    const job = await store.get(press.job);
    const report = KeptReport.safeParse(job?.answer);
    if (job === null || !report.success) return say(pressed, EXPIRED);
    const isForAll = press.kind === "share" || press.kind === "pin" || press.kind === "unpin";
    if (!(await mayLook(pressed, job, isForAll))) return;
    await desk.auditor.shown(doerOf(pressed), job, press.kind);
    if (press.kind === "verify") return desk.sayPrivately(pressed, [verifyMessage(report.data, job.id)]);
    if (press.kind === "share") return share(pressed, job, report.data);
    const row = report.data.rows[press.row];
    if (row === undefined) return say(pressed, EXPIRED);
    if (press.kind === "pin") return pin(pressed, job, report.data, row);
    if (press.kind === "unpin") return unpin(pressed, row);
    const minting = createMinting(desk, pressed.channel);
    const isHere = await isPinned(desk.register, pressed.channel, textIn(row, "eventid"));
    const { zone } = report.data.window;
    const context = { index: press.row, job: job.id, isPinned: isHere, zone, mint: minting.mint };
    const draft = rowMessage(report.data, row, context);
    await minting.store();
    return desk.sayPrivately(pressed, [draft]);
  }

  /** Says why not, where it may not. What is shown to all is read by whoever is there now: then Slack is asked anew. */
  async function mayLook(pressed: Pressed, job: Job, isForAll = false): Promise<boolean> {
    const meaning = StoredReady.safeParse(job.meaning);
    if (!meaning.success) return job.asker === pressed.user;
    const asked = { ...Asked.parse(job.question), user: pressed.user, isPrivate: !isForAll };
    const permitted = await permit(asked, meaning.data, desk, isForAll);
    if (!permitted.allowed) await say(pressed, permitted.reason);
    return permitted.allowed;
  }

  /** Into the timeline of the channel, with a line in the thread that everybody sees. */
  async function pin(pressed: Pressed, job: Job, report: KeptReport, row: KeptReport["rows"][number]): Promise<void> {
    const eventid = textIn(row, "eventid");
    if (await isPinned(desk.register, pressed.channel, eventid)) return say(pressed, "It is in the timeline already.");
    const ts = await sayToAll(desk.post.sender, pressed, pinnedMessage(row, pressed.user, report.window.zone));
    const link = await linkTo(pressed.channel, ts, desk);
    const pinning = { job: job.id, by: pressed.user, pinnedAt: clock.now(), link };
    const isKept = await keepPin(
      desk.register,
      pressed.channel,
      pinOf(row, Object.values(report.params).flat(), pinning),
    );
    if (!isKept) return say(pressed, `The timeline is full: it holds ${MOST_PINS} events. Take some off first.`);
  }

  async function unpin(pressed: Pressed, row: KeptReport["rows"][number]): Promise<void> {
    await removePin(desk.register, pressed.channel, textIn(row, "eventid"));
    return say(pressed, "Taken off the timeline.");
  }

  /** The headline of a private answer, where it was asked. Everybody there may see it then, so it must be allowed there. */
  async function share(pressed: Pressed, job: Job, report: KeptReport): Promise<void> {
    const asked = Asked.parse(job.question);
    if (asked.user !== pressed.user) return say(pressed, "Only the person who asked may share a private answer.");
    const draft = headlineMessage(report, { asker: asked.user, ms: 0 });
    await sayToAll(desk.post.sender, { channel: asked.channel, thread: null }, draft);
    return say(pressed, "Shared in the channel where you asked.");
  }
}

/** What came since a button was drawn belongs to the same story, as far as the intent looks. */
function untilNow(window: Window, max: string, now: Instant): Window {
  if (window.start === null || now <= window.end) return window;
  const furthest = spanAfter(max, window.start, window.zone);
  return { ...window, end: now < furthest ? now : furthest };
}

function doerOf({ user: person, team, channel, thread }: Pressed): Doer {
  return { surface: "button", person, team, channel, thread };
}

async function isOpen(job: string, store: Desk["store"]): Promise<boolean> {
  return (await store.get(job))?.ending === null;
}
