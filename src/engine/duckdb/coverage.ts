import type { Coverage, SkippedFile, Span, Statement } from "../engine.ts";
import { missingLogs } from "../missing-logs.ts";
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
    isSampled: false,
    logsUntil: listing.logsUntil,
    skippedFiles,
    repairedRecords,
    missing: missingLogs(statement, span, {
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
