import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bytesOf } from "./file-bytes.ts";
import { PART_RECORDS } from "../record-shape.ts";

/** A part of a long file: plain JSON in CloudTrail's form. */
export interface CutPart {
  readonly path: string;
  readonly rawBytes: number;
  readonly isOneLine: boolean;
}

/** A part is written when it holds this many bytes, or {@link PART_RECORDS}. */
const PART_BYTES = 8 * 1024 * 1024;

const START = Buffer.from('{"Records":[');
const END = Buffer.from("]}");
const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [34, 92, 44, 91, 93, 123, 125];
const LINE_BREAK = 10;
const BLANKS: ReadonlySet<number> = new Set([9, LINE_BREAK, 13, 32]);
/** Beyond this it is no list of records: CloudTrail's own limit is 256 KB for each. */
const LONGEST_PART = 32 * 1024 * 1024;

/**
 * Cuts a long file that begins `{"Records": [` into parts between its records, in constant memory and without parsing one.
 * Null where it does not go on as it should: then it has to be salvaged. Throws the signal's reason alone.
 */
export async function cutFile(path: string, folder: string, signal: AbortSignal): Promise<readonly CutPart[] | null> {
  await mkdir(folder, { recursive: true });
  const parts: CutPart[] = [];
  const cutter = createCutter();
  try {
    for await (const bytes of bytesOf(path, signal)) {
      const done = cutter.push(bytes);
      if (done === null) return null;
      for (const part of done) parts.push(await write(part, join(folder, `${parts.length}.json`)));
    }
  } catch {
    signal.throwIfAborted();
    return null;
  }
  const last = cutter.end();
  if (last === null) return null;
  if (last.length > 0) parts.push(await write(last, join(folder, `${parts.length}.json`)));
  return parts;
}

async function write(pieces: readonly Uint8Array[], path: string): Promise<CutPart> {
  const bytes = Buffer.concat([START, ...pieces, END]);
  await writeFile(path, bytes);
  return { path, rawBytes: bytes.length, isOneLine: !bytes.includes(LINE_BREAK) };
}

/** Text of records with commas between them, as the pieces in which it arrived. */
type Part = readonly Uint8Array[];

interface Cutter {
  /** Adds bytes; returns the parts that they completed, or null where the file is not of the expected form. */
  push(bytes: Uint8Array): readonly Part[] | null;
  /** What is left at the end of the file; null where the file is not of the expected form. */
  end(): Part | null;
}

function createCutter(): Cutter {
  let pieces: Uint8Array[] = [];
  let length = 0;
  let records = 0;
  /** 1 within the outermost object, 2 within its list, more within a record; 0 behind it all. */
  let depth = 0;
  let inString = false;
  let isEscaped = false;
  let isListClosed = false;
  let isAsExpected = true;

  const take = (bytes: Uint8Array): void => {
    if (bytes.length > 0) pieces.push(bytes);
    length += bytes.length;
  };
  const cut = (): Part => {
    const part = pieces;
    [pieces, length, records] = [[], 0, 0];
    return part;
  };
  /** Behind the list nothing stands but the end of the object. */
  const close = (bytes: Uint8Array): void => {
    for (const byte of bytes) {
      if (byte === CLOSE && depth === 1) depth = 0;
      else if (!BLANKS.has(byte)) isAsExpected = false;
    }
  };

  return {
    push(bytes) {
      if (isListClosed) close(bytes);
      if (!isAsExpected) return null;
      if (isListClosed) return [];
      const done: Part[] = [];
      let from = 0;
      for (let at = 0; at < bytes.length; at++) {
        const byte = bytes[at];
        if (inString) {
          if (isEscaped) isEscaped = false;
          else if (byte === BACKSLASH) isEscaped = true;
          else if (byte === QUOTE) inString = false;
        } else if (byte === QUOTE) inString = true;
        else if (byte === OPEN || byte === OPEN_LIST) {
          depth++;
          if (depth === 2) from = at + 1;
        } else if (byte === CLOSE || byte === CLOSE_LIST) {
          depth--;
          if (depth > 1) continue;
          isListClosed = true;
          isAsExpected = depth === 1 && byte === CLOSE_LIST;
          take(bytes.subarray(from, at));
          close(bytes.subarray(at + 1));
          return done;
        } else if (byte === COMMA && depth === 2) {
          records++;
          if (length + at - from < PART_BYTES && records < PART_RECORDS) continue;
          take(bytes.subarray(from, at));
          done.push(cut());
          from = at + 1;
        }
      }
      if (depth > 1) take(bytes.subarray(from));
      isAsExpected = length <= LONGEST_PART;
      return done;
    },
    end: () => (isAsExpected && isListClosed && depth === 0 ? cut() : null),
  };
}
