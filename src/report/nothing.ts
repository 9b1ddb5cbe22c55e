import type { Intent } from "../catalog/schema.ts";
import type { Coverage, Span } from "../engine/engine.ts";
import { named } from "./field-folds.ts";
import { hiddenInWords, type HiddenCounts } from "./hidden.ts";
import { narrowingBeside } from "./narrowing.ts";
import { describeNothing, type SummaryContext } from "./summary.ts";
import { cell } from "./visible.ts";
import { counted, listed } from "./words.ts";

/** What an empty answer says about the search. */
export interface Search {
  readonly intent: Pick<Intent, "title" | "summary" | "params">;
  /** The exact span searched. */
  readonly span: Span;
  /** What was asked for; empty: everything. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly coverage: Coverage;
  readonly hidden: HiddenCounts;
  /** Whether it needs events that a trail records only where it is told to. */
  readonly needsDataEvents: boolean;
}

/**
 * The headline of an answer without rows: what was looked for and where, which rows are left out, and first of all,
 * as a warning, when there were no logs to find anything in.
 */
export function nothingFound(search: Search, context: SummaryContext): string {
  const { coverage } = search;
  const span = `${context.moments.utc(search.span.start)} to ${context.moments.utc(search.span.end)} UTC`;
  const wanted = lookedFor(search.intent, context);
  if (hasNoLogs(coverage, search.span)) {
    const warning = `Warning: there are no logs for ${span}${placesAsked(search, context)}; ${newest(coverage, context)}.`;
    return `${warning} Nothing could be searched for ${wanted}.${gaps(coverage)}`;
  }
  const hidden = hiddenInWords(search.hidden);
  const but = hidden === "" ? "" : `, but ${hidden} are not shown`.replace(/^(, but 1 [a-z ]+) are /, "$1 is ");
  return `Nothing found: no ${wanted} in the logs searched: ${span}, ${covered(coverage, context)}${but}.${late(search, context)}${gaps(coverage)}${unrecorded(search)}`;
}

function lookedFor({ title, summary, params }: Search["intent"], context: SummaryContext): string {
  const words = describeNothing(summary, context) || `answers to "${title}"`;
  const narrowing = narrowingBeside(words, params, context);
  return narrowing === "" ? words : `${words} for ${narrowing}`;
}

/** Rule S22: nothing may mean that nothing was recorded. */
function unrecorded({ needsDataEvents }: Search): string {
  return needsDataEvents
    ? " This needs data events, which a trail records only where it is told to: `coverage` says whether these logs hold any."
    : "";
}

/** Whether it is known that there were no logs for the span: no file, or none delivered since it began. */
export function hasNoLogs({ files, logsUntil }: Coverage, span: Span): boolean {
  return files === 0 || (logsUntil !== null && logsUntil <= span.start);
}

function placesAsked({ accounts, regions }: Search, { accountNames }: SummaryContext): string {
  const places = [...accountsInWords(accounts, accountNames), ...(regions.length > 0 ? [listed(regions)] : [])];
  return places.length === 0 ? "" : ` in ${places.join(", ")}`;
}

function accountsInWords(accounts: readonly string[], accountNames: SummaryContext["accountNames"]): readonly string[] {
  const names = listed(accounts.map((id) => named(id, accountNames)));
  return accounts.length === 0 ? [] : [`${accounts.length === 1 ? "account" : "accounts"} ${names}`];
}

function covered(coverage: Coverage, { accountNames }: SummaryContext): string {
  const { accounts, regions } = coverage;
  const places = [...accountsInWords(accounts, accountNames), ...(regions.length > 0 ? [listed(regions)] : [])];
  return [...places, filesInWords(coverage)].join(", ");
}

/** How many files there were: `96 files`, `about 12,000 files`, or that nobody can say. */
export function filesInWords({ files, isSampled }: Coverage): string {
  if (files !== null) return `${isSampled ? "about " : ""}${counted(files, "file")}`;
  return isSampled ? "more files than could be counted" : "files unknown (they can't be listed)";
}

function newest({ logsUntil }: Coverage, { moments }: SummaryContext): string {
  return logsUntil === null
    ? "how new the logs are is not known"
    : `the newest logs are of ${moments.utc(logsUntil)} UTC`;
}

function late({ coverage, span }: Search, { moments }: SummaryContext): string {
  const until = coverage.logsUntil;
  return until === null || until >= span.end ? "" : ` The logs reach only until ${moments.utc(until)} UTC.`;
}

function gaps({ missing, skippedFiles }: Coverage): string {
  const skipped =
    skippedFiles.length === 0 ? [] : [`${counted(skippedFiles.length, "file")} could not be read, or only in part`];
  const all = [...missing.map((phrase) => cell(phrase)), ...skipped];
  return all.length === 0 ? "" : ` Missing: ${listed(all, 4)}.`;
}
