import { millisecondsOf } from "../../clock.ts";
import type { Coverage, SkippedFile, Span, Statement } from "../engine.ts";
import type { Listing, LogFile } from "./log-folder.ts";

/** Says which logs there were for a span, and which were asked for and are not there (rule S22). */
export function coverageOf(
  statement: Statement,
  span: Span,
  listing: Listing,
  files: readonly LogFile[],
  skippedFiles: readonly SkippedFile[],
  repairedRecords: number,
): Coverage {
  const accounts = distinct(files.map(({ place }) => place.account));
  const regions = distinct(files.map(({ place }) => place.region));
  const days = distinct(files.map(({ place }) => place.date));
  return {
    accounts,
    regions,
    days: days.length,
    files: files.length,
    logsUntil: listing.logsUntil,
    skippedFiles,
    repairedRecords,
    missing: missing(statement, span, {
      accounts,
      regions,
      days,
      loose: files.some(({ place }) => place.date === null),
    }),
  };
}

function distinct(items: readonly (string | null)[]): string[] {
  return [...new Set(items.filter((item) => item !== null))].toSorted();
}

interface Found {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly days: readonly string[];
  /** Files outside the layout say nothing about accounts or days. */
  readonly loose: boolean;
}

function missing(statement: Statement, span: Span, found: Found): string[] {
  if (found.loose) return [];
  const absent = daysOf(span).filter((day) => !found.days.includes(day));
  return [
    ...statement.accounts
      .filter((account) => !found.accounts.includes(account))
      .map((account) => `no files for account ${account}`),
    ...statement.regions
      .filter((region) => !found.regions.includes(region))
      .map((region) => `no files for region ${region}`),
    ...runs(absent).map(({ first, last }) =>
      first === last ? `no files for ${first}` : `no files from ${first} to ${last}`,
    ),
  ];
}

/** The UTC days that a span touches. */
function daysOf({ start, end }: Span): string[] {
  const days: string[] = [];
  const last = new Date(millisecondsOf(end) - 1000).toISOString().slice(0, 10);
  for (let ms = millisecondsOf(`${start.slice(0, 10)}T00:00:00Z`); ; ms += 86_400_000) {
    const day = new Date(ms).toISOString().slice(0, 10);
    if (day > last) return days;
    days.push(day);
  }
}

/** Neighbouring days drawn together. */
function runs(days: readonly string[]): { first: string; last: string }[] {
  const found: { first: string; last: string }[] = [];
  for (const day of days) {
    const run = found.at(-1);
    if (
      run !== undefined &&
      millisecondsOf(`${day}T00:00:00Z`) - millisecondsOf(`${run.last}T00:00:00Z`) === 86_400_000
    )
      run.last = day;
    else found.push({ first: day, last: day });
  }
  return found;
}

/**
 * The coverage of the asked window, with what was read and lacking in its baselines added: without files of its own there
 * was nothing to compare, and it stays at none. Needs at least one.
 */
export function mergedCoverage(coverages: readonly Coverage[]): Coverage {
  return coverages.reduce((asked, baseline) => ({
    ...asked,
    files: asked.files === 0 ? 0 : (asked.files ?? 0) + (baseline.files ?? 0),
    skippedFiles: mergedSkips(asked.skippedFiles, baseline.skippedFiles),
    repairedRecords: asked.repairedRecords + baseline.repairedRecords,
    missing: [...asked.missing, ...baseline.missing.map((what) => `${what} (baseline)`)],
  }));
}

/** A file that both spans read is named once. */
function mergedSkips(one: readonly SkippedFile[], other: readonly SkippedFile[]): SkippedFile[] {
  return [...one, ...other.filter(({ file }) => !one.some((known) => known.file === file))];
}
