import type { Column, Coverage, Execution, Row } from "../engine/engine.ts";
import type { Candidate, Params } from "../question/interpretation.ts";
import type { Window } from "../question/window/window.ts";
import type { Finding } from "./findings/finding.ts";
import type { Followup } from "./followups.ts";
import type { HiddenCounts } from "./hidden.ts";
import type { Report } from "./report.ts";

/** What became of a question, in the form other programs read. Every key is always there. */
export interface AnswerDocument {
  readonly status: "answered" | "asked" | "refused" | "failed";
  readonly intent: string | null;
  readonly params: Params;
  readonly window: Window | null;
  readonly engine: string | null;
  readonly headline: string | null;
  readonly findings: readonly Finding[];
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly rowCount: number | null;
  readonly truncated: boolean;
  readonly hidden: HiddenCounts;
  readonly coverage: CoverageDocument;
  readonly scannedBytes: number | null;
  readonly price: number | null;
  readonly executions: readonly Execution[];
  readonly followups: readonly Followup[];
  readonly candidates: readonly Candidate[];
  readonly message: string | null;
}

type CoverageKey = "accounts" | "regions" | "files" | "logsUntil" | "skippedFiles" | "missing";
type CoverageDocument = Pick<Coverage, CoverageKey> & { readonly days: number | null };

const NOTHING: Omit<AnswerDocument, "status"> = {
  intent: null,
  params: {},
  window: null,
  engine: null,
  headline: null,
  findings: [],
  columns: [],
  rows: [],
  rowCount: null,
  truncated: false,
  hidden: { failures: null, reads: null, services: null },
  coverage: { accounts: [], regions: [], days: null, files: null, logsUntil: null, skippedFiles: [], missing: [] },
  scannedBytes: null,
  price: null,
  executions: [],
  followups: [],
  candidates: [],
  message: null,
};

/** The document of a question that was answered. */
export function answeredDocument(report: Report): AnswerDocument {
  const { findings, coverage, executions, followups } = report;
  return {
    status: "answered",
    intent: report.intent,
    params: report.params,
    window: windowOf(report.window),
    engine: report.engine,
    headline: report.headline,
    findings: findings.map(({ name, severity, text, eventids }) => ({ name, severity, text, eventids })),
    columns: report.columns.map(({ name, type }) => ({ name, type })),
    rows: report.rows,
    rowCount: report.rowCount,
    truncated: report.truncated,
    hidden: report.hidden,
    coverage: coverageOf(coverage),
    scannedBytes: report.scannedBytes,
    price: report.price,
    executions: executions.map(({ id, sql, values, reusedFrom }) => ({ id, sql, values, reusedFrom })),
    followups: followups.map(({ intent, label, params, window }) => ({
      intent,
      label,
      params,
      window: windowOf(window),
    })),
    candidates: [],
    message: null,
  };
}

/** The document of a question without an answer, or answered in other words (help); what is not given stays empty. */
export function documentWithout(
  status: AnswerDocument["status"],
  known: Partial<Omit<AnswerDocument, "status">>,
): AnswerDocument {
  return { status, ...NOTHING, ...known };
}

/** Characters that a screen acts upon: JSON leaves them as they are, so they are written as \\u escapes. */
const ACTIVE = /[\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/g;

/** One JSON document on one line. The values read from it are unchanged; none of its characters can move a terminal. */
export function serialise(document: AnswerDocument): string {
  return JSON.stringify(document).replace(
    ACTIVE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function windowOf({ start, end, zone, text }: Window): Window {
  return { start, end, zone, text };
}

/** A number of files that is only about right is no number for a program. */
function coverageOf(coverage: Coverage): CoverageDocument {
  const { accounts, regions, days, files, isSampled, logsUntil, skippedFiles, missing } = coverage;
  const skipped = skippedFiles.map(({ file, reason }) => ({ file, reason }));
  return { accounts, regions, days, files: isSampled ? null : files, logsUntil, skippedFiles: skipped, missing };
}
