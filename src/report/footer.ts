import { createHash } from "node:crypto";
import { millisecondsOf, type Instant } from "../clock.ts";
import type { Coverage, Execution, Span } from "../engine/engine.ts";
import type { Window } from "../question/window/window.ts";
import { named, type NamingContext } from "./field-folds.ts";
import { hiddenInWords, type HiddenCounts } from "./hidden.ts";
import { filesInWords, hasNoLogs } from "./nothing.ts";
import { cell } from "./visible.ts";
import { bytesInWords, counted, listed, priceInWords, thousands } from "./words.ts";

/** What the footer of an answer is written from. */
export interface FooterFacts {
  readonly window: Window;
  readonly span: Span;
  /** The intent's longest look-back, such as `400d`. */
  readonly lookBack: string;
  readonly now: Instant;
  readonly engine: "duckdb" | "athena";
  readonly rowCount: number;
  readonly truncated: boolean;
  readonly hidden: HiddenCounts;
  readonly coverage: Coverage;
  readonly scannedBytes: number;
  readonly price: number;
  readonly executions: readonly Execution[];
  readonly notes: readonly string[];
}

/** Notes are Trail's own sentences, some with a list of ids. */
const NOTE_LENGTH = 600;
/** CloudTrail may deliver an event this late. */
const DELIVERY_LAG_MS = 15 * 60_000;
/** Logs that end this long before the window are more than late. */
const FAR_MS = 60 * 60_000;
const ENGINES = { duckdb: "DuckDB", athena: "Athena" } as const;

/** The lines under an answer, most needed first: window, logs, rows, cost, what could not be read, what was assumed. */
export function footerLines(facts: FooterFacts, context: NamingContext): string[] {
  return [
    windowLine(facts, context),
    coverageLine(facts, context),
    ...lateLine(facts, context),
    rowsLine(facts),
    costLine(facts, context),
    ...unreadLines(facts.coverage),
    ...(facts.coverage.missing.length === 0
      ? []
      : [`Missing: ${listed(facts.coverage.missing.map((phrase) => cell(phrase)))}.`]),
    ...facts.notes.map((note) => cell(note, NOTE_LENGTH)),
  ];
}

/** The first 12 hex digits of the SHA-256 of a SQL text. */
export function fingerprint(sql: string): string {
  return createHash("sha256").update(sql).digest("hex").slice(0, 12);
}

function windowLine({ window, span, lookBack }: FooterFacts, { moments }: NamingContext): string {
  const utc = `${moments.utc(span.start)} to ${moments.utc(span.end)}`;
  const local = `${moments.local(span.start)} to ${moments.local(span.end)}`;
  const zoned = local === utc ? "" : ` (${local} ${window.zone})`;
  const open = window.start === null ? `, its start left open: the longest look-back, ${lookBack}` : "";
  const words = window.text === "" ? "" : `, "${cell(window.text, 80)}"`;
  return `Window: ${utc} UTC${zoned}${words}${open}.`;
}

function coverageLine({ coverage, span }: FooterFacts, { moments, accountNames }: NamingContext): string {
  const until =
    coverage.logsUntil === null
      ? "newest log unknown"
      : `logs until ${moments.utc(coverage.logsUntil).replace(" ", "T")}Z`;
  if (hasNoLogs(coverage, span)) return `Logs: none for this window; ${until}.`;
  const accounts = coverage.accounts.map((id) => named(id, accountNames));
  const parts = [
    accounts.length === 0
      ? "accounts unknown"
      : `${accounts.length === 1 ? "account" : "accounts"} ${listed(accounts)}`,
    coverage.regions.length === 0 ? "regions unknown" : listed(coverage.regions.map((region) => cell(region))),
    coverage.days === 0 ? "days unknown" : counted(coverage.days, "day"),
    filesInWords(coverage),
  ];
  return `Logs: ${parts.join("; ")}; ${until}.`;
}

function lateLine({ span, now, coverage }: FooterFacts, { moments }: NamingContext): string[] {
  const until = coverage.logsUntil;
  if (until !== null && until < span.end && !hasNoLogs(coverage, span)) {
    const isFar = millisecondsOf(span.end) - millisecondsOf(until) > FAR_MS;
    const what = isFar ? "what happened after that is not in them" : "the last minutes may be missing";
    return [`The logs end ${moments.utc(until)} UTC, before the window does: ${what}.`];
  }
  if (millisecondsOf(now) - millisecondsOf(span.end) >= DELIVERY_LAG_MS) return [];
  return ["Logs arrive up to 15 minutes late: the last minutes may be missing."];
}

function rowsLine({ rowCount, hidden, truncated }: FooterFacts): string {
  const left = hiddenInWords(hidden);
  const cut = truncated ? " Cut at the engine's limit of rows: there are more." : "";
  return `Rows: ${thousands(rowCount)} shown${left === "" ? "" : `; ${left} not shown`}.${cut}`;
}

function costLine({ scannedBytes, price, engine, executions }: FooterFacts, { moments }: NamingContext): string {
  const prints = [...new Set(executions.map(({ sql }) => fingerprint(sql)))];
  const reused = executions.flatMap(({ reusedFrom }) => reusedFrom ?? []).sort()[0];
  const parts = [
    `Read ${bytesInWords(scannedBytes)}`,
    priceInWords(price),
    ENGINES[engine],
    ...(prints.length === 0 ? [] : [`SQL ${listed(prints)}`]),
    ...(reused === undefined ? [] : [`result of ${moments.utc(reused)} UTC used again`]),
  ];
  return `${parts.join(", ")}.`;
}

function unreadLines({ skippedFiles, repairedRecords }: Coverage): string[] {
  const repaired =
    repairedRecords === 0
      ? []
      : [`${counted(repairedRecords, "record")} held broken text, shown with marks in its place.`];
  if (skippedFiles.length === 0) return repaired;
  const first = skippedFiles.slice(0, 3).map(({ file, reason }) => `${cell(file)} (${cell(reason, 120)})`);
  const more = skippedFiles.length - first.length;
  return [
    ...repaired,
    `Not read, or only in part: ${listed(more === 0 ? first : [...first, counted(more, "more file")])}.`,
  ];
}
