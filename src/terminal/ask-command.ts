import type { Clock } from "../clock.ts";
import type { Column } from "../engine/engine.ts";
import { givenUp } from "../jobs/deadline.ts";
import { answeredDocument, documentWithout, serialise } from "../report/document.ts";
import { ask, type Answer, type CsvSink, type Trail } from "../trail.ts";
import {
  readAccounts,
  readArguments,
  readKinds,
  readLimit,
  readReference,
  readRegions,
  type Arguments,
} from "./arguments.ts";
import { helpText } from "./help-text.ts";
import { createProgress } from "./progress.ts";
import { drawReport } from "./report/draw-report.ts";
import { drawUnanswered } from "./unanswered.ts";
import type { Terminal } from "./terminal.ts";

/** What the composition root makes for a question: the trail for these logs, to be closed afterwards. */
export interface OpenTrail {
  readonly trail: Trail;
  /** Milliseconds after which a question is given up. */
  readonly deadlineMs: number;
  close(): Promise<void>;
}

/** How the trail is opened: `data` is `--data` or null, `engine` is `--engine` or null; now and zone choose the sample's day. */
export type TrailOpener = (wish: {
  data: string | null;
  engine: string | null;
  now: number;
  zone: string;
}) => Promise<OpenTrail>;

const TEXTS = ["data", "engine", "now", "tz", "account", "region", "include", "limit", "csv"];
const FLAGS = ["yes", "json"];

/** `./trail ask "…"`. Resolves to the exit code: 0 answered, 2 asked back or refused. Throws TrailError for what failed. */
export async function askCommand(
  words: readonly string[],
  open: TrailOpener,
  terminal: Terminal,
  clock: Clock,
  signal: AbortSignal,
): Promise<number> {
  const args = readArguments(words, TEXTS, FLAGS);
  const { now, zone } = readReference(args, clock);
  const opened = await open({ data: args.text("data"), engine: args.text("engine"), now, zone });
  const { trail, deadlineMs } = opened;
  const over = new AbortController();
  const progress = createProgress(terminal, clock);
  try {
    const csv = args.text("csv");
    const answer = await ask(questionOf(args, now, zone, trail), trail, {
      signal: AbortSignal.any([signal, givenUp(clock, deadlineMs, deadlineMs, over.signal)]),
      estimated: (estimate) => progress.estimated(estimate),
      state: (state, reached) => progress.state(state, reached),
      held: (reason) => progress.held(reason),
      ...(csv === null ? {} : { csv: (columns: readonly Column[]) => openCsv(csv, columns) }),
    });
    progress.clear();
    await show(answer, args.flag("json"), zone, terminal, args);
    return answer.status === "answered" || answer.status === "help" ? 0 : 2;
  } finally {
    over.abort();
    progress.clear();
    await opened.close();
  }
}

/** Few ask for the file: what writes it is loaded for those alone. */
async function openCsv(path: string, columns: readonly Column[]): Promise<CsvSink> {
  const { openCsvFile } = await import("../csv-file.ts");
  return openCsvFile(path, columns);
}

function questionOf(args: Arguments, now: number, zone: string, trail: Trail): Parameters<typeof ask>[0] {
  return {
    text: args.words.join(" "),
    now,
    zone,
    accounts: readAccounts(args, trail.accountNames),
    regions: readRegions(args),
    include: readKinds(args),
    limit: readLimit(args),
    confirmed: args.flag("yes"),
    fresh: false,
  };
}

async function show(answer: Answer, json: boolean, zone: string, terminal: Terminal, args: Arguments): Promise<void> {
  if (json) return terminal.out(`${serialise(documentOf(answer))}\n`);
  if (answer.status === "answered") {
    const { width, color } = terminal;
    return terminal.out(drawReport(answer.report, { width, color, zone, rows: readLimit(args) ?? undefined }));
  }
  await terminal.out(answer.status === "help" ? helpText() : drawUnanswered(answer, terminal));
}

function documentOf(answer: Answer): Parameters<typeof serialise>[0] {
  switch (answer.status) {
    case "answered":
      return answeredDocument(answer.report);
    case "help":
      return documentWithout("answered", { intent: "help", headline: "What Trail can be asked.", message: helpText() });
    case "asked":
      return documentWithout("asked", { message: answer.message, candidates: answer.candidates });
    case "refused":
      return documentWithout("refused", { message: answer.message });
  }
}
