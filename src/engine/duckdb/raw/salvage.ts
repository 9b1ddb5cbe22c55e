import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { reasonOf } from "../../../errors.ts";
import { REMOVED } from "../log-folder.ts";
import { bytesOf, TooLong } from "./file-bytes.ts";
import { createRecordSplitter } from "./record-splitter.ts";
import { PART_RECORDS } from "../record-shape.ts";
import { repairRecord } from "./repair-record.ts";

/** What could be saved from a file that DuckDB cannot read as it is. */
export interface Salvaged {
  /** Plain JSON files in CloudTrail's form, written into the given folder. */
  readonly parts: readonly { readonly path: string; readonly rawBytes: number }[];
  /** Records that were kept with marks where text was broken. */
  readonly repaired: number;
  /** Why the file is not, or not wholly, part of the answer; null where nothing was lost. */
  readonly reason: string | null;
  /** What broke the reading off is not in the file itself. */
  readonly mayPass: boolean;
}

/** A part is written when it holds this many characters, or {@link PART_RECORDS}. */
const PART_LENGTH = 8 * 1024 * 1024;

/**
 * Reads a file record by record in constant memory: broken text is repaired, records that are no objects are counted as
 * lost, what precedes a cut is kept. `folder` is made if missing. Never throws for what is in the file.
 */
export async function salvage(path: string, folder: string, signal: AbortSignal): Promise<Salvaged> {
  await mkdir(folder, { recursive: true });
  const parts: { path: string; rawBytes: number }[] = [];
  const splitter = createRecordSplitter();
  const counts = { kept: 0, repaired: 0, lost: 0 };
  let waiting: string[] = [];
  let length = 0;

  const write = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const text = `{"Records":[${waiting.join(",")}]}`;
    const part = join(folder, `${parts.length}.json`);
    await writeFile(part, text);
    parts.push({ path: part, rawBytes: Buffer.byteLength(text) });
    waiting = [];
    length = 0;
  };
  const take = (text: string): void => {
    const record = repairRecord(text);
    if (record === null) {
      counts.lost++;
      return;
    }
    counts.kept++;
    if (record.repaired) counts.repaired++;
    waiting.push(record.text);
    length += record.text.length;
  };

  let broken: string | null = null;
  let mayPass = false;
  try {
    for await (const text of textOf(path, signal)) {
      for (const record of splitter.push(text)) {
        take(record);
        if (length > PART_LENGTH || waiting.length >= PART_RECORDS) await write();
      }
      const { closed, hopeless } = splitter.state();
      if (closed || hopeless) break;
    }
  } catch (cause) {
    if (signal.aborted) throw cause;
    broken = brokenFor(cause);
    mayPass = isOfTheSystem(cause);
  }
  await write();
  return { parts, repaired: counts.repaired, reason: reasonFor(splitter.state(), counts, broken), mayPass };
}

function brokenFor(cause: unknown): string {
  if (cause instanceof TooLong) return "it unpacks to far more than a log does";
  const gone = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
  return gone ? REMOVED : `its data is broken (${reasonOf(cause)})`;
}

/** A call to the system failed; faults in packed data carry codes that begin with Z. */
function isOfTheSystem(cause: unknown): boolean {
  return cause instanceof Error && "syscall" in cause;
}

/** The text of a file in pieces; bytes that are not UTF-8 become U+FFFD. */
async function* textOf(path: string, signal: AbortSignal): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  for await (const bytes of bytesOf(path, signal)) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

function reasonFor(
  { found, closed }: { found: boolean; closed: boolean },
  { kept, lost }: { kept: number; lost: number },
  broken: string | null,
): string | null {
  if (!found) return broken ?? "it is not a CloudTrail log: it has no list named Records";
  if (!closed || broken !== null) {
    return `${broken ?? "it is cut short"}; ${kept === 1 ? "1 record" : `${kept} records`} before that were read`;
  }
  if (lost > 0) return `${lost === 1 ? "1 record" : `${lost} records`} in it could not be read, the other ${kept} were`;
  return kept === 0 ? "it holds no records" : null;
}
