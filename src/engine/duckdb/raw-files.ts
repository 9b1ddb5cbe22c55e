import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { inspectFile, type Inspection } from "./inspect-file.ts";
import type { LogFile } from "./log-folder.ts";
import { salvage } from "./salvage.ts";

/** A log file that takes part. `read` are the paths DuckDB reads for it: itself, or its salvaged parts. */
interface Member {
  readonly file: LogFile;
  readonly bytes: number;
  read: readonly { readonly path: string; readonly rawBytes: number }[];
}

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
  /** The paths to read, and the longest of them once unpacked. */
  paths(): { readonly paths: readonly string[]; readonly longestFile: number };
  /** The file that each path, in the order of {@link paths}, belongs to. */
  sources(): readonly LogFile[];
  /** The files that take part, with their bytes as they lie on disk. */
  members(): readonly { readonly file: LogFile; readonly bytes: number }[];
  findings(): readonly Finding[];
  /** Reads a path with care from now on. Resolves to false where it is none of these. */
  repair(path: string, signal: AbortSignal): Promise<boolean>;
  /** Takes more files in. */
  add(files: readonly LogFile[], signal: AbortSignal): Promise<void>;
}

/** Looks at log files. `spool` is where salvaged parts may be written. */
export async function openRawFiles(files: readonly LogFile[], spool: string, signal: AbortSignal): Promise<RawFiles> {
  const members: Member[] = [];
  const findings: Finding[] = [];
  let parts = 0;

  const readWithCare = async (member: Member, stop: AbortSignal): Promise<void> => {
    const { file } = member;
    const saved = await salvage(file.path, join(spool, String(parts++)), stop);
    member.read = saved.parts;
    findings.push({ file, reason: saved.reason, repaired: saved.repaired, takesPart: true, mayPass: saved.mayPass });
  };
  const add = async (more: readonly LogFile[], stop: AbortSignal): Promise<void> => {
    const odd: Member[] = [];
    for (const [file, seen] of await inspected(more, stop)) {
      if (seen.kind === "unreadable") {
        findings.push({ file, reason: seen.reason, repaired: 0, takesPart: false, mayPass: seen.mayPass });
        continue;
      }
      const read = seen.kind === "plain" ? [{ path: file.path, rawBytes: seen.rawBytes }] : [];
      const member = { file, bytes: seen.bytes, read };
      members.push(member);
      if (seen.kind === "odd") odd.push(member);
    }
    for (const member of odd) await readWithCare(member, stop);
  };
  await add(files, signal);

  return {
    paths() {
      const read = members.flatMap((member) => member.read);
      return { paths: read.map(({ path }) => path), longestFile: longest(read) };
    },
    sources: () => members.flatMap(({ file, read }) => read.map(() => file)),
    members: () => members,
    findings: () => findings,
    async repair(path, stop) {
      stop.throwIfAborted();
      const member = members.find((candidate) => candidate.read.some((part) => part.path === path));
      if (member === undefined) return false;
      const { file } = member;
      if (member.read[0]?.path === file.path) await readWithCare(member, stop);
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
