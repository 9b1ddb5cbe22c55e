import { setImmediate } from "node:timers/promises";
import type { Coverage, SkippedFile, Span, Statement } from "../engine.ts";
import { deliveryDays, regionFolders } from "../scope.ts";
import { NOTHING_CACHED, type Cached, type FromCache } from "./cache/cached.ts";
import { coverageOf } from "./coverage.ts";
import type { Listings } from "./listings.ts";
import { statOf, type LogFile, type Selection } from "./log-folder.ts";
import { openRawFiles, type RawFiles } from "./raw/raw-files.ts";

/** The files of one span, fixed when the execution starts. */
export interface LogSet {
  /** Files read as they lie on disk. */
  sources: RawFiles["sources"];
  /** Day folders read from the cache. */
  cached(): Cached;
  /** Compressed bytes of the log files that take part, also of those that are read from the cache. */
  bytes(): number;
  /** How much is read as it lies on disk. */
  unread(): { readonly files: number; readonly bytes: number };
  repair: RawFiles["repair"];
  /**
   * Reads from the logs themselves what it would have read from the cached files of which `isBad` says so. Resolves to
   * whether there were any.
   */
  distrust(isBad: (path: string) => boolean, signal: AbortSignal): Promise<boolean>;
  coverage(statement: Statement): Coverage;
}

/** Files looked at before others get a turn: a few milliseconds. */
const FILES_A_TURN = 500;

function selectionOf(statement: Statement, span: Span): Selection {
  return { ...deliveryDays(span), accounts: statement.accounts, regions: regionFolders(statement) };
}

/** How much a span of a statement would read, from the files' sizes alone. */
export async function sizeOfLogs(
  listings: Listings,
  statement: Statement,
  span: Span,
): Promise<{ bytes: number; files: number }> {
  const { files } = await listings.look(selectionOf(statement, span));
  let bytes = 0;
  for (const [index, file] of files.entries()) {
    if (index % FILES_A_TURN === FILES_A_TURN - 1) await setImmediate();
    // A file may go between the listing and this look.
    bytes += statOf(file.path)?.size ?? 0;
  }
  return { bytes, files: files.length };
}

/** Nothing is cached: every file is read as it lies on disk. */
const ALL_RAW: FromCache = async (files) => ({ cached: NOTHING_CACHED, rest: files });

/**
 * Lists and looks at the files that a span of a statement needs. `spool` is where salvaged parts may be written;
 * `fromCache` says what of them the cache holds.
 */
export async function openLogSet(
  listings: Listings,
  spool: string,
  statement: Statement,
  span: Span,
  signal: AbortSignal,
  fromCache: FromCache = ALL_RAW,
): Promise<LogSet> {
  const listing = await listings.take(selectionOf(statement, span), signal);
  const taken = await fromCache(listing.files);
  const raw = await openRawFiles(taken.rest, spool, signal);
  let { cached } = taken;

  return {
    sources: () => raw.sources(),
    cached: () => cached,
    bytes: () => sum([...raw.members(), ...cached.folders.map(({ folder }) => folder)].map(({ bytes }) => bytes)),
    unread: () => ({ files: raw.members().length, bytes: sum(raw.members().map(({ bytes }) => bytes)) }),
    repair: (path, remedy, stop) => raw.repair(path, remedy, stop),
    async distrust(isBad, stop) {
      const bad = cached.folders.filter(({ path }) => isBad(path));
      if (bad.length === 0) return false;
      cached = { ...cached, folders: cached.folders.filter(({ path }) => !isBad(path)) };
      await raw.add(
        bad.flatMap(({ files }) => files),
        stop,
      );
      return true;
    },
    coverage(asked) {
      const found = raw.findings();
      const folders = cached.folders.map(({ folder, files }) => ({ ...folder, files }));
      return coverageOf(
        asked,
        span,
        listing,
        [...raw.members().map(({ file }) => file), ...folders.flatMap(takingPart)],
        inOrder([
          ...listing.skipped,
          ...found.flatMap(({ file, reason }) => (reason === null ? [] : [{ file: file.name, reason }])),
          ...folders.flatMap(({ skipped }) => skipped.map(({ file, reason }) => ({ file, reason }))),
        ]),
        sum([...found, ...folders].map(({ repaired }) => repaired)),
      );
    },
  };
}

/** The files of a cached folder that took part when it was cached. */
function takingPart({
  files,
  skipped,
}: {
  readonly files: readonly LogFile[];
  readonly skipped: readonly { readonly file: string; readonly takesPart: boolean }[];
}): readonly LogFile[] {
  const absent = new Set(skipped.filter(({ takesPart }) => !takesPart).map(({ file }) => file));
  return files.filter(({ name }) => !absent.has(name));
}

/** By name, so that the answer says the same whether a file was read now or before. */
function inOrder(skipped: readonly SkippedFile[]): readonly SkippedFile[] {
  return skipped.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
