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
import { drawStatus, inHand, placeOf, threadFor } from "./job-thread.ts";
import { keptReport } from "./kept-report.ts";
import { answerMessage } from "./message/answer.ts";
import { FORMS } from "./message/answer-context.ts";
import { headlineMessage } from "./message/headline.ts";
import { priceMessage, type Standing } from "./message/status.ts";
import { permit, personWho } from "./permit.ts";
import { isReadHere, pointToTwin } from "./point-to-twin.ts";
import { sayBack, sayWhatFailed } from "./say-outcome.ts";
import { whileShowing } from "./showing.ts";
import type { Thread } from "./thread.ts";
import { TYPED_SECRET } from "./typed-secrets.ts";
import { executionsOf, findTwin, type Twin } from "./twin.ts";
import { understand } from "./understand.ts";

/** What the bot does with a job: everything from the words to the file in the thread. */
export function createSlackWork(desk: Desk): Work {
  return {
    answer: (held) => answerJob(held, desk),
    failed: (held, cause) => sayWhatFailed(held, cause, desk),
    ended: ({ job }, end) => desk.auditor.ended(job, end),
  };
}

async function answerJob(held: HeldJob, desk: Desk): Promise<Ending> {
  const asked = Asked.parse(held.job.question);
  if (asked.heldSecret) throw new TrailError("refused", TYPED_SECRET);
  const asker = await personWho(asked.user, desk.directory);
  const meaning = await understand(held, asked, asker, desk);
  const permitted = await permit(asked, meaning.status === "ready" ? meaning : null, desk, false);
  if (!permitted.allowed) throw new TrailError("refused", permitted.reason);
  if (meaning.status !== "ready") return sayBack(held, asked, meaning, desk);
  await desk.auditChannel.tellPrivate(held, asked, meaning);
  const twin = await findTwin(held, asked, meaning, permitted.accounts, desk);
  if (twin !== null && asked.surface !== "alert" && isReadHere(twin, asked))
    return pointToTwin(held, asked, twin, desk);
  const thread = await openThread(held, asked, meaning, desk);
  const question = await withTwin(held, asked, meaning, twin, thread, desk);
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
    return await answerInThread(held, asked, question, permitted.accounts, thread, desk);
  } finally {
    place.leave();
  }
}

/** What is answered, and whether the executions of a twin answer it: then nothing is scanned, nor paid, again. */
interface Shareable {
  readonly ready: Ready;
  readonly isShared: boolean;
}

/** Waits for the twin, and takes over the executions that answered it; without one the question is run by itself. */
async function withTwin(
  held: HeldJob,
  asked: Asked,
  ready: Ready,
  twin: Twin | null,
  thread: Thread,
  desk: Desk,
): Promise<Shareable> {
  if (twin === null) return { ready, isShared: false };
  await thread.progress([drawStatus(held, asked, ready, desk, { is: "shared" })]);
  const executions = await executionsOf(twin, held, desk);
  if (executions.length === 0) return { ready, isShared: false };
  const notes = [
    ...ready.notes,
    "The same question was asked a moment before: its result was used, and nothing scanned again.",
  ];
  const shared = { ...ready, window: twin.window, notes };
  await held.change({ executions, meaning: shared });
  return { ready: shared, isShared: true };
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
  { ready, isShared }: Shareable,
  accounts: readonly string[],
  thread: Thread,
  desk: Desk,
): Promise<Ending> {
  const spool = createCsvSpool(desk.spool, held.job.id, desk.csvRows);
  let estimate: Estimate = { bytes: null, files: null, price: null, priceLimit: null, exact: false, atLeast: false };
  try {
    const answer = await whileShowing(held, asked, ready, thread, desk, (showing) =>
      answerReady(
        ready,
        questionOf({ ...asked, isConfirmed: asked.isConfirmed || isShared }, ready, accounts),
        desk.trail,
        {
          signal: showing.signal,
          ledger: held.ledger,
          estimated(found) {
            estimate = found;
            showing.change({ bytes: found.bytes, price: found.price });
          },
          state: (state) => showing.change({ state: state === "queued" ? "queued" : "running", held: null }),
          mayRun: async (found) => (isShared ? undefined : desk.spending.reserve(held, found)),
          held: (reason) => showing.change({ held: reason }),
          csv: (columns) => spool.open(columns),
        },
      ),
    );
    if (answer.status === "answered") return await deliver(held, asked, answer.report, thread, spool, desk);
    await askPrice(held, asked, ready, estimate, thread, desk);
    return "asked";
  } finally {
    await spool.remove();
    if (!isShared) await settle(held, desk);
  }
}

/** Where the engine does not say what a question cost, what was reserved counts as spent. */
async function settle(held: HeldJob, { spending }: Desk): Promise<void> {
  await spending.settle(held).catch((cause: unknown) => {
    if (!(cause instanceof TrailError)) throw cause;
  });
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
  if (!still.allowed) throw new TrailError("refused", `The answer is not shown: ${still.reason}`);
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
