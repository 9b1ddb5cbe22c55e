import { givenUp } from "../jobs/deadline.ts";
import type { Estimate } from "../engine/engine.ts";
import type { HeldJob } from "../jobs/held-job.ts";
import type { Ending } from "../jobs/job.ts";
import type { Work } from "../jobs/job-life.ts";
import { TrailError } from "../errors.ts";
import type { Ready } from "../question/interpretation.ts";
import type { Report } from "../report/report.ts";
import { instantOf } from "../clock.ts";
import { answerReady } from "../trail.ts";
import { sendFiles } from "./answer-files.ts";
import { Asked } from "./asked.ts";
import { createCsvSpool, type CsvSpool } from "./csv-spool.ts";
import { createMinting, keepCancel, type Desk } from "./desk.ts";
import { drawStatus, inHand, placeOf, tell, threadFor } from "./job-thread.ts";
import { keptReport } from "./kept-report.ts";
import { answerMessage } from "./message/answer.ts";
import { FORMS } from "./message/answer-context.ts";
import { headlineMessage } from "./message/headline.ts";
import { priceMessage, type Standing } from "./message/status.ts";
import { sentenceMessage } from "./message/words.ts";
import { permit } from "./permit.ts";
import { keepShowing } from "./progress.ts";
import { sayBack, sayWhatFailed } from "./say-outcome.ts";
import type { Thread } from "./thread.ts";
import { understand } from "./understand.ts";

/** What the bot does with a job: everything from the words to the file in the thread. */
export function createSlackWork(desk: Desk): Work {
  return {
    answer: (held) => answerJob(held, desk),
    failed: (held, cause) => sayWhatFailed(held, cause, desk),
  };
}

async function answerJob(held: HeldJob, desk: Desk): Promise<Ending> {
  const asked = Asked.parse(held.job.question);
  const asker = await desk.directory.person(asked.user);
  const meaning = await understand(held, asked, asker, desk);
  const permitted = await permit(asked, meaning.status === "ready" ? meaning : null, desk, false);
  if (!permitted.allowed) {
    await tell(asked, permitted.reason, desk);
    return "refused";
  }
  if (meaning.status !== "ready") return sayBack(held, asked, meaning, desk);
  const thread = await openThread(held, asked, meaning, desk);
  const place = await desk.places.enter({ person: asked.user, channel: asked.channel }, held.signal, (position) => {
    void thread.progress([drawStatus(held, asked, meaning, desk, { is: "waiting", position })]);
  });
  if (place === null) {
    held.signal.throwIfAborted();
    throw new TrailError(
      "refused",
      "You have as many questions waiting as one person may: ask again when they are answered.",
    );
  }
  try {
    return await answerInThread(held, asked, meaning, permitted.accounts, thread, desk);
  } finally {
    place.leave();
  }
}

/** The status message, where the answer will go. */
async function openThread(held: HeldJob, asked: Asked, ready: Ready, desk: Desk): Promise<Thread> {
  const thread = await threadFor(held, asked, desk);
  const standing: Standing = {
    is: "running",
    state: "starting",
    ms: desk.clock.now() - asked.at,
    bytes: null,
    price: null,
    held: null,
  };
  await keepCancel(desk, held.job, await placeOf(asked, desk));
  await thread.open([drawStatus(held, asked, ready, desk, standing)]);
  return thread;
}

async function answerInThread(
  held: HeldJob,
  asked: Asked,
  ready: Ready,
  accounts: readonly string[],
  thread: Thread,
  desk: Desk,
): Promise<Ending> {
  const spool = createCsvSpool(desk.spool, held.job.id, desk.csvRows);
  let estimate: Estimate = { bytes: null, files: null, price: null, exact: false, atLeast: false };
  try {
    const answer = await whileShowing(held, asked, ready, thread, desk, (showing) =>
      answerReady(ready, questionOf(asked, ready, accounts), desk.trail, {
        signal: showing.signal,
        ledger: held.ledger,
        estimated(found) {
          estimate = found;
          showing.change({ bytes: found.bytes, price: found.price });
        },
        state: (state) => showing.change({ state: state === "queued" ? "queued" : "running", held: null }),
        held: (reason) => showing.change({ held: reason }),
        csv: (columns) => spool.open(columns),
      }),
    );
    if (answer.status === "answered") return await deliver(held, asked, answer.report, thread, spool, desk);
    await askPrice(held, asked, ready, estimate, thread, desk);
    return "asked";
  } finally {
    await spool.remove();
  }
}

/** What the bot knows and shows while a question runs. */
interface Showing {
  readonly signal: AbortSignal;
  change(parts: Partial<Pick<Extract<Standing, { is: "running" }>, "state" | "bytes" | "price" | "held">>): void;
}

/** Runs the work, shows how far it is now and then, and stops it at the deadline. */
async function whileShowing<T>(
  held: HeldJob,
  asked: Asked,
  ready: Ready,
  thread: Thread,
  desk: Desk,
  work: (showing: Showing) => Promise<T>,
): Promise<T> {
  let standing: Extract<Standing, { is: "running" }> = {
    is: "running",
    state: "starting",
    ms: 0,
    bytes: null,
    price: null,
    held: null,
  };
  const over = new AbortController();
  const deadline = givenUp(desk.clock, desk.deadlineMs, asked.at + desk.deadlineMs - desk.clock.now(), over.signal);
  const shown = keepShowing(desk.clock, over.signal, () => {
    standing = { ...standing, ms: desk.clock.now() - asked.at };
    return thread.progress([drawStatus(held, asked, ready, desk, standing)]);
  });
  try {
    return await work({
      signal: AbortSignal.any([held.signal, deadline]),
      change: (parts) => void (standing = { ...standing, ...parts }),
    });
  } finally {
    over.abort();
    await shown;
  }
}

/** The answer, once: headline, reply, file. Who may see it is looked at again, since minutes may have passed. */
async function deliver(
  held: HeldJob,
  asked: Asked,
  report: Report,
  thread: Thread,
  spool: CsvSpool,
  desk: Desk,
): Promise<Ending> {
  const ready = { intent: report.intent, params: report.params };
  const still = await permit(asked, ready, desk, true);
  if (!still.allowed) {
    await thread.fail([sentenceMessage(`The answer is not shown: ${still.reason}`)]);
    return "refused";
  }
  await held.change({ answer: keptReport(report) });
  const channel = await placeOf(asked, desk);
  const minting = createMinting(desk, channel);
  const context = {
    job: held.job.id,
    zone: report.window.zone,
    isPrivate: asked.isPrivate,
    now: instantOf(desk.clock.now()),
    mint: minting.mint,
  };
  const forms = FORMS.map((form) => answerMessage(report, form, context));
  await minting.store();
  const arrival = { asker: asked.user, ms: desk.clock.now() - asked.at };
  await thread.report([headlineMessage(report, arrival)], forms);
  if (report.rowCount > 0) await sendFiles(report, spool, thread, { job: held.job.id, asked, desk });
  return "answered";
}

/** A question that costs more than the limit becomes a button. */
async function askPrice(
  held: HeldJob,
  asked: Asked,
  ready: Ready,
  estimate: Estimate,
  thread: Thread,
  desk: Desk,
): Promise<void> {
  const minting = createMinting(desk, await placeOf(asked, desk));
  const id = minting.mint({ kind: "confirm", job: held.job.id });
  await minting.store();
  await thread.fail([priceMessage(inHand(asked, ready, desk), estimate, desk.trail.confirmAbove, id)]);
}

function questionOf(asked: Asked, ready: Ready, accounts: readonly string[]): Parameters<typeof answerReady>[1] {
  return {
    text: asked.text,
    now: asked.at,
    zone: ready.window.zone,
    accounts,
    regions: [],
    include: [],
    limit: null,
    confirmed: asked.isConfirmed,
    fresh: asked.isFresh,
  };
}
