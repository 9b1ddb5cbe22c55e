import { randomUUID } from "node:crypto";
import type { Catalog } from "./catalog/catalog.ts";
import { isList } from "./catalog/catalog.ts";
import type { Intent } from "./catalog/schema.ts";
import { assumptions, type Known } from "./catalog/known.ts";
import { knownNames, scansOf, statementOf, stepCount, type Request } from "./catalog/statement.ts";
import { stepBindings, stepNotes } from "./catalog/step-bindings.ts";
import { instantOf, millisecondsOf, type Clock } from "./clock.ts";
import type { Column, Engine, Estimate, ExecutionState, Progress, Result, Row, Span } from "./engine/engine.ts";
import { TrailError } from "./errors.ts";
import { estimateScans } from "./jobs/estimate-scans.ts";
import { throwIfOver, type Hold } from "./jobs/hold.ts";
import { createMemoryLedger, type Ledger } from "./jobs/ledger.ts";
import { runToEnd } from "./jobs/run-to-end.ts";
import { lookUp, type Related } from "./lookup/look-up.ts";
import type { Lookup } from "./lookup/lookup.ts";
import type { HiddenKind, Interpretation, Ready } from "./question/interpretation.ts";
import type { Reader } from "./question/reader.ts";
import { spanBefore } from "./question/window/duration.ts";
import { howSure } from "./report/words.ts";
import { createReport, type Report } from "./report/report.ts";

/** Everything that a question is answered with. */
export interface Trail {
  readonly catalog: Catalog;
  readonly reader: Reader;
  readonly engine: Engine;
  readonly clock: Clock;
  /** Account id -> name, read in questions and shown beside ids. */
  readonly accountNames: Readonly<Record<string, string>>;
  /** What is ordinary here, for questions about what is not. */
  readonly known: Known;
  /** Dollars above which a question is asked back before it runs. */
  readonly confirmAbove: number;
  /** Who is asked what belongs together, for intents that want to know. Left out: the logs alone. */
  readonly lookup?: Lookup;
  /** Sentences that go with every answer. */
  readonly notes: readonly string[];
}

/** What somebody asks, and how. Lists may be empty: no limit then. */
export interface Question {
  readonly text: string;
  /** Milliseconds since 1970: what "now" means to the asker. */
  readonly now: number;
  /** IANA zone of the asker. */
  readonly zone: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly include: readonly HiddenKind[];
  /** Most rows in the report; null: as the question says, else the report's own limit. */
  readonly limit: number | null;
  /** The asker has agreed to the price. */
  readonly confirmed: boolean;
  /** Asked again on purpose: an earlier result must not be given again. */
  readonly fresh: boolean;
}

/** What a question may tell while it is being answered. */
export interface Listener {
  readonly signal: AbortSignal;
  estimated(estimate: Estimate): void;
  /** Called with the estimate before anything runs; throws the TrailError for which it must not. Left out: it may. */
  mayRun?(estimate: Estimate): Promise<void>;
  /** Called now and then; with how far the engine has come where it knows. */
  state(state: ExecutionState, progress: Progress | null): void;
  /** The engine takes no query just now, for the reason given: the question is held, and tried again. */
  held?(reason: string): void;
  /** Where executions are written down; left out: nowhere, they end with this process. */
  readonly ledger?: Ledger;
  /** Gets every shown row, for a CSV; asked for once the columns are known. Left out: none is wanted. */
  csv?(columns: readonly Column[]): Promise<CsvSink>;
}

export interface CsvSink {
  rows(batch: readonly Row[]): Promise<void>;
  end(): Promise<void>;
}

export type Answer = Exclude<Interpretation, Ready> | { readonly status: "answered"; readonly report: Report };

/**
 * The use case: a question in, its answer out. What is not understood, or too dear, comes back as asked or refused and
 * nothing runs. Throws the TrailError that ended the execution.
 */
export async function ask(question: Question, trail: Trail, listener: Listener): Promise<Answer> {
  const { now, zone } = question;
  const meaning = trail.reader.interpret(question.text, { now: instantOf(now), zone, accounts: trail.accountNames });
  if (meaning.status !== "ready") return meaning;
  try {
    return await answerReady(meaning, question, trail, listener);
  } catch (cause) {
    if (!(cause instanceof TrailError)) throw cause;
    if (cause.code === "asked") return { status: "asked", message: cause.message, candidates: [] };
    if (cause.code === "refused") return { status: "refused", message: cause.message };
    throw cause;
  }
}

/** What questions that are understood would read and cost now, together; an engine that is away is waited for until the signal. */
export async function estimateReady(
  all: readonly { readonly ready: Ready; readonly question: Question }[],
  trail: Trail,
  signal: AbortSignal,
): Promise<Estimate> {
  const scans = all.flatMap(({ ready, question }) => {
    const { intent, request } = requestOf(ready, question, trail);
    return scansOf(intent, request);
  });
  return estimateScans(trail.engine, scans, { clock: trail.clock, random: Math.random, signal });
}

/** Answers a question that is understood already; otherwise as {@link ask}, but asked and refused are thrown. */
export async function answerReady(ready: Ready, question: Question, trail: Trail, listener: Listener): Promise<Answer> {
  const { intent, request } = requestOf(ready, question, trail);
  const dear = await tooDear(intent, request, question, trail, listener);
  if (dear !== null) return dear;
  const ledger = listener.ledger ?? createMemoryLedger(randomUUID);
  const related = await lookUp(intent, request, trail.lookup, ledger, listener.signal);
  const ran = await runSteps(intent, request, related, ledger, trail, listener);
  const report = await fold(intent, ready, request, ran, { question, trail, listener });
  return { status: "answered", report };
}

function requestOf(
  ready: Ready,
  question: Question,
  trail: Trail,
): { readonly intent: Intent; readonly request: Request } {
  const intent = trail.catalog.get(ready.intent);
  if (intent === undefined) throw new TrailError("asked", `There is no intent named ${ready.intent}.`);
  refuseSlackNames(ready);
  const span = spanOf(ready, intent);
  const request: Request = {
    params: ready.params,
    window: span,
    zone: ready.window.zone,
    include: [...new Set([...ready.include, ...question.include])],
    accounts: question.accounts,
    regions: question.regions,
    known: trail.known,
    fresh: question.fresh || mayGrow(span, question),
  };
  return { intent, request };
}

/** CloudTrail may deliver an event this late: until then no earlier result stands for a window. */
export const DELIVERY_LAG_MS = 15 * 60_000;

/** By the hour of the question and not the clock's, so that the same question is the same query after a crash. */
function mayGrow({ end }: Span, { now }: Question): boolean {
  return millisecondsOf(end) + DELIVERY_LAG_MS > now;
}

/** A Slack person is no name that AWS knows, and guessing would blame somebody. */
function refuseSlackNames(ready: Ready): void {
  const slackName = Object.values(ready.params)
    .flat()
    .find((value) => /^@[UW][A-Z0-9]{5,}$/.test(value));
  if (slackName !== undefined) {
    throw new TrailError(
      "asked",
      `${slackName} is a Slack name: write the name that AWS has for this person, such as alice or alice@example.com.`,
    );
  }
}

/** An open start goes back as far as the intent may look. */
function spanOf({ window }: Ready, intent: Intent): Span {
  return { start: window.start ?? spanBefore(intent.window.max, window.end, window.zone), end: window.end };
}

async function tooDear(
  intent: Intent,
  request: Request,
  question: Question,
  trail: Trail,
  listener: Listener,
): Promise<Answer | null> {
  const estimate = await estimateScans(trail.engine, scansOf(intent, request), holdOf(trail, listener));
  listener.estimated(estimate);
  await listener.mayRun?.(estimate);
  const { price } = estimate;
  if (price === null || price <= trail.confirmAbove || question.confirmed) return null;
  return {
    status: "asked",
    message: `This question costs ${howSure(estimate)}$${price.toFixed(2)}, more than $${trail.confirmAbove.toFixed(2)}: confirm it (--yes), or narrow the window.`,
    candidates: [],
  };
}

/** An engine that is away holds the question, and the asker is told. */
function holdOf({ clock }: Trail, listener: Listener): Hold {
  return { clock, random: Math.random, signal: listener.signal, onHeld: (reason) => listener.held?.(reason) };
}

/** The result of each step, and what is to be said of what they took from a look-up and from each other. */
interface Ran {
  readonly results: readonly Result[];
  readonly notes: readonly string[];
}

/** One execution after the other; each may take what was looked up, a later step also values from the rows of earlier ones. */
async function runSteps(
  intent: Intent,
  request: Request,
  related: Related,
  ledger: Ledger,
  trail: Trail,
  listener: Listener,
): Promise<Ran> {
  const results: Result[] = [];
  const notes = [...related.notes];
  let earlier = related.bindings;
  for (let step = 0; step < stepCount(intent); step++) {
    const statement = statementOf(intent, request, step, earlier);
    const result = await runToEnd(trail.engine, statement, step, ledger, {
      ...holdOf(trail, listener),
      onState: (state, progress) => listener.state(state, progress),
    });
    results.push(result);
    if (step + 1 === stepCount(intent)) continue;
    earlier = new Map([...earlier, ...(await stepBindings(intent, step, result.batches))]);
    notes.push(...stepNotes(intent, step, earlier));
  }
  return { results, notes };
}

async function fold(
  intent: Intent,
  ready: Ready,
  request: Request,
  { results, notes }: Ran,
  { question, trail, listener }: { question: Question; trail: Trail; listener: Listener },
): Promise<Report> {
  const last = results.at(-1);
  if (last === undefined) throw new TrailError("engine-internal", `${intent.id} has no step to run.`);
  const { accounts, regions } = statementOf(intent, request);
  const report = createReport({
    intent,
    isList: isList(intent),
    params: ready.params,
    window: ready.window,
    span: request.window,
    columns: last.columns,
    include: request.include,
    limit: question.limit ?? ready.limit,
    engine: trail.engine.name,
    now: instantOf(question.now),
    accounts,
    regions,
    accountNames: trail.accountNames,
    notes: [
      ...ready.notes,
      ...notes,
      ...globalNote(intent, regions),
      ...assumptions(knownNames(intent), trail.known, request.zone),
      ...trail.notes,
    ],
    alert: ready.alert,
  });
  const csv = await listener.csv?.(last.columns);
  for await (const batch of last.batches) {
    throwIfOver(listener.signal);
    const shown = batch.filter((row) => report.row(row));
    await csv?.rows(shown);
  }
  throwIfOver(listener.signal);
  await csv?.end();
  return report.end({
    truncated: last.truncated(),
    coverage: last.coverage,
    scannedBytes: total(results.map((result) => result.scannedBytes)),
    price: total(results.map((result) => result.price)),
    executions: results.map((result) => result.execution),
  });
}

/** Global services record in us-east-1, whatever region was asked about (rule S14). */
function globalNote(intent: Intent, regions: readonly string[]): readonly string[] {
  const added = intent.global && regions.length > 0 && !regions.includes("us-east-1");
  return added
    ? ["us-east-1 was searched as well, for IAM, sign-in and other services that record there wherever they are used."]
    : [];
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
