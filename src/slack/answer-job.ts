import { DIGEST } from "../catalog/catalog.ts";
import type { Estimate } from "../engine/engine.ts";
import type { HeldJob } from "../jobs/held-job.ts";
import type { Ending } from "../jobs/job.ts";
import type { Work } from "../jobs/work.ts";
import { TrailError } from "../errors.ts";
import type { Interpretation, Ready } from "../question/interpretation.ts";
import { instantOf } from "../clock.ts";
import { answerReady } from "../trail.ts";
import { sendFiles } from "./answer-files.ts";
import { Asked } from "./asked.ts";
import { createCsvSpool, type CsvSpool } from "./csv-spool.ts";
import { createMinting, keepCancel, type Desk } from "./desk.ts";
import { drawStatus, placeOf, threadFor, whenSlackAnswers } from "./job-thread.ts";
import { keptReport } from "./kept-report.ts";
import { answerMessage } from "./message/answer.ts";
import { FORMS } from "./message/answer-context.ts";
import { headlineMessage } from "./message/headline.ts";
import type { Standing } from "./message/status.ts";
import { permit, personWho } from "./permit.ts";
import { askPrice, settle, type Shareable } from "./paying.ts";
import { questionOf } from "./question-of.ts";
import { answerDigest } from "./recurring/digest.ts";
import { isReadHere, pointToTwin } from "./point-to-twin.ts";
import { sayRunFailed } from "./recurring/say-run-failed.ts";
import { asItIs, type Told } from "./recurring/told.ts";
import { watchRows } from "./recurring/watch-rows.ts";
import { sayBack, sayWhatFailed } from "./say-outcome.ts";
import { whileShowing } from "./showing.ts";
import type { Thread } from "./thread.ts";
import { TYPED_SECRET } from "./typed-secrets.ts";
import { answerTimeline, isTimeline } from "./timeline/answer-timeline.ts";
import { executionsOf, findTwin, type Twin } from "./twin.ts";
import { understand } from "./understand.ts";
import { waitForPlace } from "./wait-for-place.ts";
import { accusedIn } from "./was-you/accused.ts";

/** What the bot does with a job: everything from the words to the file in the thread. */
export function createSlackWork(desk: Desk): Work {
  return {
    answer: (held) => answerJob(held, desk),
    failed(held, cause) {
      const asked = Asked.safeParse(held.job.question);
      return asked.success && asked.data.against !== null
        ? sayRunFailed(held, asked.data, cause, desk)
        : sayWhatFailed(held, cause, desk);
    },
    ended: ({ job }, end) => desk.auditor.ended(job, end),
  };
}

async function answerJob(held: HeldJob, desk: Desk): Promise<Ending> {
  const asked = Asked.parse(held.job.question);
  if (asked.heldSecret) throw new TrailError("refused", TYPED_SECRET);
  if (isTimeline(asked)) return timelineHere(held, asked, desk);
  const asker = await whenSlackAnswers(held, asked, desk, () => personWho(asked.user, desk.directory));
  const meaning = await understand(held, asked, asker, desk);
  const permitted = await whenSlackAnswers(held, asked, desk, () =>
    permit(asked, meaning.status === "ready" ? meaning : null, desk, false),
  );
  if (!permitted.allowed) throw new TrailError("refused", permitted.reason);
  if (meaning.status !== "ready") {
    if (asked.against !== null) throw new TrailError("asked", notUnderstood(meaning));
    return sayBack(held, asked, meaning, desk);
  }
  await desk.auditChannel.tellPrivate(held, asked, meaning);
  const twin = await findTwin(held, asked, meaning, permitted.accounts, desk);
  if (twin !== null && asked.surface !== "alert" && isReadHere(twin, asked))
    return pointToTwin(held, asked, twin, desk);
  const thread = await openThread(held, asked, meaning, desk);
  const question = await withTwin(held, asked, meaning, twin, thread, desk);
  const place = await waitForPlace(held, asked, meaning, thread, desk);
  try {
    if (question.ready.intent === DIGEST) return await answerDigest(held, asked, question, thread, desk);
    return await answerInThread(held, asked, question, permitted.accounts, thread, desk);
  } finally {
    place.leave();
  }
}

/** For whoever may ask here at all: what is pinned stands in the channel already. */
async function timelineHere(held: HeldJob, asked: Asked, desk: Desk): Promise<Ending> {
  const permitted = await permit(asked, null, desk, true);
  if (!permitted.allowed) throw new TrailError("refused", permitted.reason);
  return answerTimeline(held, asked, desk);
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

/** Where the answer will go, with the status message where somebody waits for it. */
async function openThread(held: HeldJob, asked: Asked, ready: Ready, desk: Desk): Promise<Thread> {
  const thread = await threadFor(held, asked, desk);
  if (asked.against !== null) return thread;
  const standing: Standing = {
    is: "running",
    state: "starting",
    ms: desk.clock.now() - asked.at,
    bytes: null,
    price: null,
    held: null,
    reached: null,
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
  const spool = createCsvSpool(desk.spool, held.job, desk.csvRows);
  let estimate: Estimate = { bytes: null, files: null, price: null, priceLimit: null, exact: false, atLeast: false };
  const watch = await watchRows(held, asked, ready, desk);
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
          state: (state, reached) =>
            showing.change({ state: state === "queued" ? "queued" : "running", reached, held: null }),
          mayRun: async (found) => (isShared ? undefined : desk.spending.reserve(held, found)),
          held: (reason) => showing.change({ held: reason }),
          async csv(columns) {
            const sink = await spool.open(columns);
            return watch === null ? sink : watch.csv(sink);
          },
        },
      ),
    );
    if (answer.status === "answered") {
      const told = watch === null ? asItIs(answer.report) : await watch.tell(answer.report);
      return await deliver(held, asked, told, thread, spool, desk);
    }
    await askPrice(held, asked, ready, estimate, thread, desk);
    return "asked";
  } finally {
    await spool.remove();
    if (!isShared) await settle(held, desk);
  }
}

/** The answer, once: headline, reply, file. Who may see it, and whether anybody still wants it, is looked at again. */
async function deliver(
  held: HeldJob,
  asked: Asked,
  told: Told,
  thread: Thread,
  spool: CsvSpool,
  desk: Desk,
): Promise<Ending> {
  const { report } = told;
  const ready = { intent: report.intent, params: report.params };
  const still = await whenSlackAnswers(held, asked, desk, () => permit(asked, ready, desk, true));
  if (!still.allowed) throw new TrailError("refused", `The answer is not shown: ${still.reason}`);
  await stillWanted(held);
  await held.change({ answer: keptReport(report) });
  if (told.posts !== "nothing") await post(held, asked, told, thread, spool, desk);
  await told.keep();
  return "answered";
}

async function post(
  held: HeldJob,
  asked: Asked,
  { report, posts, line }: Told,
  thread: Thread,
  spool: CsvSpool,
  desk: Desk,
): Promise<void> {
  const minting = createMinting(desk, await placeOf(asked, desk));
  const context = {
    job: held.job.id,
    zone: report.window.zone,
    isPrivate: asked.isPrivate,
    now: instantOf(desk.clock.now()),
    accused: desk.hasEmail ? await accusedIn(report, asked.user, desk) : [],
    mint: minting.mint,
  };
  const forms = FORMS.map((form) => answerMessage(report, form, context));
  await minting.store();
  const arrival = { asker: asked.user, ms: asked.against === null ? desk.clock.now() - asked.at : 0 };
  await thread.report([headlineMessage(report, arrival, line)], posts === "all" ? forms : null);
  if (report.rowCount > 0) await sendFiles(report, spool, thread, { held, asked, desk });
}

/** Whoever cancelled a moment too late for the query is shown nothing either; what it cost counts all the same. */
async function stillWanted(held: HeldJob): Promise<void> {
  try {
    await held.mayGoOn();
  } catch (cause) {
    if (!(cause instanceof TrailError) || cause.code !== "cancelled") throw cause;
    const message = "Cancelled: the query had just ended. Its result is not shown; what it cost counts.";
    throw new TrailError("cancelled", message, { cause });
  }
}

/** Why the words of a schedule run nothing any more. */
function notUnderstood(meaning: Exclude<Interpretation, Ready>): string {
  return meaning.status === "help" ? "Its words are no question." : meaning.message;
}
