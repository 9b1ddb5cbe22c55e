import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { inspectFile, type Inspection } from "./inspect-file.ts";
import type { LogFile } from "../log-folder.ts";

/** A log file that takes part. `read` are the paths DuckDB reads for it: itself, or its salvaged parts. */
interface Member {
  readonly file: LogFile;
  readonly bytes: number;
  read: readonly Piece[];
  isSalvaged: boolean;
}

/** A path that DuckDB reads, with its length once unpacked. */
interface Piece {
  readonly path: string;
  readonly rawBytes: number;
  readonly isOneLine: boolean;
}

/** Paths that DuckDB reads alike. Has at least one. */
export interface Source {
  readonly paths: readonly string[];
  /** The log file that each path belongs to. */
  readonly files: readonly LogFile[];
  /** Each file is one line; else the end of its JSON has to be looked for, which takes as long again as all else. */
  readonly isOneLine: boolean;
  /** Bytes of the longest of them once unpacked, and a little more. */
  readonly longestFile: number;
}

/** How a path is to be read that could not be read as it was. */
export type Remedy = "look for its end" | "with care";

/** What is to be said of a file that was not read just as it lies there. */
export interface Finding {
  readonly file: LogFile;
  /** Why it is not, or not wholly, part of the answer; null where nothing was lost. */
  readonly reason: string | null;
  /** Records of it that were read with marks in place of broken text. */
  readonly repaired: number;
  /** Whether anything of it was read at all. */
  readonly takesPart: boolean;
  /** The fault may pass without the file being changed: a right that is lacking, a disk that does not answer. */
  readonly mayPass: boolean;
}

/** Log files as they lie on disk, those that are not sound read with care. */
export interface RawFiles {
  sources(): readonly Source[];
  /** The files that take part, with their bytes as they lie on disk. */
  members(): readonly { readonly file: LogFile; readonly bytes: number }[];
  findings(): readonly Finding[];
  /** Reads a path otherwise from now on. Resolves to false where it is none of these, or is read like that already. */
  repair(path: string, remedy: Remedy, signal: AbortSignal): Promise<boolean>;
  /** Takes more files in. */
  add(files: readonly LogFile[], signal: AbortSignal): Promise<void>;
}

/** Looks at log files; what takes one apart is loaded for those that are not sound. `spool` is where salvaged parts may be written. */
export async function openRawFiles(files: readonly LogFile[], spool: string, signal: AbortSignal): Promise<RawFiles> {
  const members: Member[] = [];
  const findings: Finding[] = [];
  let parts = 0;

  const readWithCare = async (member: Member, stop: AbortSignal): Promise<void> => {
    const { file } = member;
    const { salvage } = await import("./salvage.ts");
    const saved = await salvage(file.path, join(spool, String(parts++)), stop);
    member.read = saved.parts.map((part) => ({ ...part, isOneLine: true }));
    member.isSalvaged = true;
    findings.push({ file, reason: saved.reason, repaired: saved.repaired, takesPart: true, mayPass: saved.mayPass });
  };
  const cut = async (member: Member, stop: AbortSignal): Promise<void> => {
    const { cutFile } = await import("./cut-file.ts");
    const pieces = await cutFile(member.file.path, join(spool, String(parts++)), stop);
    if (pieces === null) await readWithCare(member, stop);
    else member.read = pieces;
  };
  const add = async (more: readonly LogFile[], stop: AbortSignal): Promise<void> => {
    const unsound: (() => Promise<void>)[] = [];
    for (const [file, seen] of await inspected(more, stop)) {
      if (seen.kind === "unreadable") {
        findings.push({ file, reason: seen.reason, repaired: 0, takesPart: false, mayPass: seen.mayPass });
        continue;
      }
      const read = seen.kind === "plain" ? [{ ...seen, path: file.path }] : [];
      const member: Member = { file, bytes: seen.bytes, read, isSalvaged: false };
      members.push(member);
      if (seen.kind === "odd") unsound.push(() => readWithCare(member, stop));
      if (seen.kind === "long") unsound.push(() => cut(member, stop));
    }
    for (const read of unsound) await read();
  };
  await add(files, signal);

  return {
    sources: () => [...sourceOf(members, true), ...sourceOf(members, false)],
    members: () => members,
    findings: () => findings,
    async repair(path, remedy, stop) {
      stop.throwIfAborted();
      const member = members.find((candidate) => candidate.read.some((part) => part.path === path));
      if (member === undefined) return false;
      const { file } = member;
      if (remedy === "look for its end") {
        const wasOneLine = member.read.some((part) => part.path === path && part.isOneLine);
        member.read = member.read.map((part) => (part.path === path ? { ...part, isOneLine: false } : part));
        return wasOneLine;
      }
      if (!member.isSalvaged) await readWithCare(member, stop);
      else {
        member.read = member.read.filter((part) => part.path !== path);
        const reason = "part of it could not be read";
        findings.push({ file, reason, repaired: 0, takesPart: true, mayPass: false });
      }
      return true;
    },
    add,
  };
}

function sourceOf(members: readonly Member[], isOneLine: boolean): readonly Source[] {
  const read = members.flatMap(({ file, read: pieces }) =>
    pieces.filter((piece) => piece.isOneLine === isOneLine).map((piece) => ({ ...piece, file })),
  );
  if (read.length === 0) return [];
  return [
    {
      paths: read.map(({ path }) => path),
      files: read.map(({ file }) => file),
      isOneLine,
      // A little over the longest, so that a file which ends in line breaks still fits.
      longestFile: read.reduce((most, part) => Math.max(most, part.rawBytes), 0) + 1024,
    },
  ];
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
