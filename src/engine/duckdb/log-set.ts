import { stat } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Coverage, SkippedFile, Span, Statement } from "../engine.ts";
import { deliveryDays, regionFolders } from "../scope.ts";
import { inspectFile, type Inspection } from "./inspect-file.ts";
import { coverageOf } from "./coverage.ts";
import { listLogs, type LogFile, type Selection } from "./log-folder.ts";
import { salvage } from "./salvage.ts";

/** A log file that takes part in an answer. `read` are the paths DuckDB reads for it: itself, or its salvaged parts. */
interface Member {
  readonly file: LogFile;
  readonly bytes: number;
  read: readonly { readonly path: string; readonly rawBytes: number }[];
}

/** The files of one span, fixed when the execution starts. */
export interface LogSet {
  /** What the relation needs: the paths to read, and the longest of them once unpacked. */
  paths(): { readonly paths: readonly string[]; readonly longestFile: number };
  /** Compressed bytes of the files that take part. */
  bytes(): number;
  /** Original file -> reads it with care from now on. Resolves to false where the path is none of this set's. */
  repair(path: string, signal: AbortSignal): Promise<boolean>;
  coverage(statement: Statement): Coverage;
}

function selectionOf(statement: Statement, span: Span): Selection {
  return { ...deliveryDays(span), accounts: statement.accounts, regions: regionFolders(statement) };
}

/** How much a span of a statement would read, from the files' sizes alone. */
export async function sizeOfLogs(
  root: string,
  statement: Statement,
  span: Span,
): Promise<{ bytes: number; files: number }> {
  const { files } = await listLogs(root, selectionOf(statement, span));
  let bytes = 0;
  // A file may go between the listing and this look.
  for (const file of files) bytes += (await stat(file.path).catch(() => null))?.size ?? 0;
  return { bytes, files: files.length };
}

/** Lists and looks at the files that a span of a statement needs. `spool` is where salvaged parts may be written. */
export async function openLogSet(
  root: string,
  spool: string,
  statement: Statement,
  span: Span,
  signal: AbortSignal,
): Promise<LogSet> {
  const listing = await listLogs(root, selectionOf(statement, span));
  const skipped: SkippedFile[] = [...listing.skipped];
  const members: Member[] = [];
  const odd: Member[] = [];
  for (const [file, seen] of await inspected(listing.files, signal)) {
    if (seen.kind === "unreadable") {
      skipped.push({ file: file.name, reason: seen.reason });
      continue;
    }
    const member = {
      file,
      bytes: seen.bytes,
      read: seen.kind === "plain" ? [{ path: file.path, rawBytes: seen.rawBytes }] : [],
    };
    members.push(member);
    if (seen.kind === "odd") odd.push(member);
  }
  let repaired = 0;
  let parts = 0;

  const readWithCare = async (member: Member): Promise<void> => {
    const saved = await salvage(member.file.path, join(spool, String(parts++)), signal);
    member.read = saved.parts;
    repaired += saved.repaired;
    if (saved.reason !== null) skipped.push({ file: member.file.name, reason: saved.reason });
  };
  for (const member of odd) await readWithCare(member);

  return {
    paths() {
      const read = members.flatMap((member) => member.read);
      return { paths: read.map(({ path }) => path), longestFile: longest(read) };
    },
    bytes: () => members.reduce((sum, member) => sum + member.bytes, 0),
    async repair(path, stop) {
      stop.throwIfAborted();
      const member = members.find((candidate) => candidate.read.some((part) => part.path === path));
      if (member === undefined) return false;
      if (member.read[0]?.path === member.file.path) await readWithCare(member);
      else {
        member.read = member.read.filter((part) => part.path !== path);
        skipped.push({ file: member.file.name, reason: "part of it could not be read" });
      }
      return true;
    },
    coverage: (asked) =>
      coverageOf(
        asked,
        span,
        listing,
        members.map(({ file }) => file),
        skipped,
        repaired,
      ),
  };
}

function longest(read: readonly { readonly rawBytes: number }[]): number {
  if (read.length === 0) return 0;
  // A little over the longest, so that a file which ends in line breaks still fits.
  return read.reduce((most, part) => Math.max(most, part.rawBytes), 0) + 1024;
}

/** Files looked at before others get a turn: a few milliseconds. */
const FILES_A_TURN = 200;

async function inspected(files: readonly LogFile[], signal: AbortSignal): Promise<[LogFile, Inspection][]> {
  const found: [LogFile, Inspection][] = [];
  for (const [index, file] of files.entries()) {
    if (index % FILES_A_TURN === 0) await setImmediate();
    signal.throwIfAborted();
    found.push([file, inspectFile(file.path)]);
  }
  return found;
}
