import type { Intent } from "../catalog/schema.ts";
import type { Instant } from "../clock.ts";
import type { Column, Coverage, Execution, Row, Span } from "../engine/engine.ts";
import type { AlertMark, HiddenKind, Params } from "../question/interpretation.ts";
import type { Window } from "../question/window/window.ts";
import { createAlertPlace, type AlertPlace } from "./alert-place.ts";
import { createAttachments } from "./attachments/attach.ts";
import type { Attachment } from "./attachments/attachment.ts";
import { createBreakdown, type Breakdown } from "./breakdown.ts";
import type { Finding } from "./findings/finding.ts";
import { createFinder } from "./findings/find.ts";
import { createFollowups, type Followup } from "./followups.ts";
import { footerLines } from "./footer.ts";
import { createHider, type HiddenCounts } from "./hidden.ts";
import { createMoments } from "./moments.ts";
import { narrowingBeside } from "./narrowing.ts";
import { nothingFound } from "./nothing.ts";
import { createSummary } from "./summary.ts";
import { thousands } from "./words.ts";

/** Rows kept for reading where the question names no count. */
export const DEFAULT_LIMIT = 1000;
/** More rows than this are divided into shares before they are listed. */
const BREAKDOWN_ABOVE = 20;

/** What a report is about: all that is known before the first row. */
export interface ReportAbout {
  readonly intent: Pick<
    Intent,
    "id" | "title" | "params" | "summary" | "hides" | "findings" | "attachments" | "followups" | "needs" | "window"
  >;
  /** Whether rows are events, with `eventid` and `hidden`; otherwise they are a ranking. */
  readonly isList: boolean;
  readonly params: Params;
  readonly window: Window;
  /** The span that was really searched: the window with its start filled in. */
  readonly span: Span;
  readonly columns: readonly Column[];
  /** Kinds of rows shown although the intent hides them. */
  readonly include: readonly HiddenKind[];
  /** How many rows are kept; null: {@link DEFAULT_LIMIT}. */
  readonly limit: number | null;
  readonly engine: "duckdb" | "athena";
  readonly now: Instant;
  /** Asked account ids and region codes; empty: all. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly accountNames: Readonly<Record<string, string>>;
  /** What was assumed and must be said, one sentence each. */
  readonly notes: readonly string[];
  /** The alert about which it is asked; left out: none. */
  readonly alert?: AlertMark | undefined;
}

/** What is known when the last row has been read. */
export interface Outcome {
  /** Whether the engine's cap on rows was reached. */
  readonly truncated: boolean;
  readonly coverage: Coverage;
  readonly scannedBytes: number;
  readonly price: number;
  readonly executions: readonly Execution[];
}

/** An answer, ready for any surface. All sentences are safe to show; `rows` and the params of follow-ups are raw. */
export interface Report extends Outcome {
  readonly intent: string;
  readonly isList: boolean;
  readonly params: Params;
  /** With its start filled in. */
  readonly window: Window & Span;
  readonly engine: "duckdb" | "athena";
  readonly headline: string;
  /** Where the alert stands about which it was asked; null: none. */
  readonly alert: AlertPlace | null;
  /** All of them, most severe first. */
  readonly findings: readonly Finding[];
  readonly columns: readonly Column[];
  /** The first shown rows, up to the limit. */
  readonly rows: readonly Row[];
  /** All shown rows, kept or not. */
  readonly rowCount: number;
  readonly hidden: HiddenCounts;
  /** Null for a ranking, and where the rows are few enough to be read. */
  readonly breakdown: Breakdown | null;
  readonly followups: readonly Followup[];
  /** Files that go with the answer, beside the CSV. */
  readonly attachments: readonly Attachment[];
  readonly footer: readonly string[];
}

/** A report being folded. */
export interface ReportFold {
  /** Takes the next row; tells whether it is shown, and so belongs in the CSV. */
  row(row: Row): boolean;
  end(outcome: Outcome): Report;
}

/**
 * Folds rows into a report, once, in bounded memory but for the rows kept. Throws a configuration error where the
 * intent's summary can't be read or names an unknown finding.
 */
export function createReport(about: ReportAbout): ReportFold {
  const { intent, columns, window, params } = about;
  const context = { params, accountNames: about.accountNames, moments: createMoments(window.zone) };
  const hider = createHider(about.isList, intent.hides, about.include);
  const finder = createFinder(intent.findings, columns, context);
  const summary = createSummary(intent.summary, context);
  const attachments = createAttachments(intent.attachments, columns);
  const followups = createFollowups(intent.followups, {
    params,
    columns,
    now: about.now,
    window: { ...window, ...about.span },
  });
  const breakdown = about.isList ? createBreakdown(columns, context) : null;
  const limit = about.limit ?? DEFAULT_LIMIT;
  const narrowed = (words: string): string => {
    const narrowing = narrowingBeside(words, intent.params, context);
    return narrowing === "" ? words : `${words} (only ${narrowing})`;
  };
  const place = createAlertPlace(about.isList ? about.alert : undefined);
  const rows: Row[] = [];
  let rowCount = 0;
  return {
    row(row) {
      const kind = hider.kindOf(row);
      if (kind === "failures") finder.hiddenFailure(row);
      if (kind !== null) return false;
      rowCount += 1;
      if (rows.length < limit) rows.push(row);
      finder.shown(row);
      for (const fold of [summary, attachments, followups, breakdown, place]) fold?.row(row);
      return true;
    },
    end(outcome) {
      const hidden = hider.counts();
      const facts = { ...about, ...outcome, rowCount, hidden };
      const count = { words: `${outcome.truncated ? "at least " : ""}${thousands(rowCount)}`, one: rowCount === 1 };
      const alert = place.end();
      const needsDataEvents = intent.needs.includes("data-events");
      const search = { ...facts, intent, needsDataEvents };
      return {
        ...outcome,
        intent: intent.id,
        isList: about.isList,
        params,
        window: { ...window, ...about.span },
        engine: about.engine,
        headline:
          rowCount === 0
            ? nothingFound(search, context)
            : [sentence(narrowed(summary.end()(count))), alert?.sentence ?? ""].filter((part) => part !== "").join(" "),
        alert,
        findings: finder.end(),
        columns,
        rows,
        rowCount,
        hidden,
        breakdown: rowCount > BREAKDOWN_ABOVE ? (breakdown?.end() ?? null) : null,
        followups: followups.end(),
        attachments: attachments.end(),
        footer: footerLines({ ...facts, lookBack: intent.window.max }, context),
      };
    },
  };
}

function sentence(words: string): string {
  const started = words.replace(/^at least /, "At least ");
  return /[.!?]$/.test(started) ? started : `${started}.`;
}
