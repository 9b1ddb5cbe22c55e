import { closeSync, constants as open, fstatSync, openSync, readSync } from "node:fs";
import { constants as zlib, gunzipSync } from "node:zlib";
import { reasonOf } from "../../../errors.ts";
import { A_LINK, REMOVED } from "../log-folder.ts";
import { isPackedName } from "../../log-place.ts";

/** What the first and last bytes of a file tell, without unpacking it. */
export type Inspection =
  /**
   * Looks like what CloudTrail writes. `rawBytes` is its length once unpacked, as the file itself says; `isOneLine`: no line
   * break was seen in it, so that its end need not be looked for.
   */
  | { readonly kind: "plain"; readonly bytes: number; readonly rawBytes: number; readonly isOneLine: boolean }
  /** Begins as such a file does, but is longer than may be read at once. */
  | { readonly kind: "long"; readonly bytes: number }
  /** Readable, but not in CloudTrail's own form: must be read with care. */
  | { readonly kind: "odd"; readonly bytes: number }
  /** `mayPass`: the fault is not in the file, so that it may be gone at the next look though the file is the same. */
  | { readonly kind: "unreadable"; readonly reason: string; readonly mayPass: boolean };

const HEAD = 512;
/**
 * A file longer than this once unpacked is read in pieces, so that one file cannot take the engine's memory: each core holds
 * twice the longest.
 */
const LONGEST_PLAIN = 32 * 1024 * 1024;

/**
 * Looks at a `.json` or `.json.gz` file. Never throws. Reads some hundred bytes, synchronously: over thousands of files
 * the thread pool's turns would take four times as long as the reads.
 */
export function inspectFile(path: string): Inspection {
  try {
    const file = openSync(path, open.O_RDONLY | open.O_NOFOLLOW);
    try {
      return inspect(path, file);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    return { kind: "unreadable", reason: whyNot(cause), mayPass: true };
  }
}

function whyNot(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : "";
  if (code === "ENOENT") return REMOVED;
  return code === "ELOOP" ? A_LINK : `it cannot be read: ${reasonOf(cause)}`;
}

function inspect(path: string, file: number): Inspection {
  const { size } = fstatSync(file);
  if (size === 0) return unreadable("it is empty");
  const head = bytesAt(file, 0, Math.min(size, HEAD));
  const packed = isPackedName(path);
  if (packed && (head[0] !== 0x1f || head[1] !== 0x8b)) return unreadable("it is not gzip data");
  const start = (packed ? unpackStart(head) : head)?.toString("latin1") ?? null;
  // ISIZE, the last four bytes of a gzip member (RFC 1952): its length modulo 2^32.
  const rawBytes = packed ? bytesAt(file, Math.max(0, size - 4), 4).readUInt32LE(0) : size;
  // DuckDB knows a packed file by its ending in small letters.
  const unknown = packed && !path.endsWith(".gz");
  if (start === null || unknown || !/^\s*\{\s*"Records"\s*:\s*\[/.test(start)) return { kind: "odd", bytes: size };
  if (/^\s*\{\s*"Records"\s*:\s*\[\s*\]/.test(start)) return unreadable("it holds no records");
  if (rawBytes > LONGEST_PLAIN) return { kind: "long", bytes: size };
  return { kind: "plain", bytes: size, rawBytes, isOneLine: !/\n\s*\S/.test(start) };
}

function unreadable(reason: string): Inspection {
  return { kind: "unreadable", reason, mayPass: false };
}

function bytesAt(file: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(Math.max(length, 4));
  readSync(file, buffer, 0, length, position);
  return buffer;
}

function unpackStart(head: Buffer): Buffer | null {
  try {
    return gunzipSync(head, { finishFlush: zlib.Z_SYNC_FLUSH });
  } catch {
    return null;
  }
}
