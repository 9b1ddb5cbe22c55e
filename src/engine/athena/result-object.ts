import { pipeline, Readable } from "node:stream";
import { parse } from "csv-parse";
import type { Clock } from "../../clock.ts";
import { awsFaultKind } from "../../aws/aws-fault.ts";
import type { Aws, S3Place } from "./aws.ts";

/** One row of a result as Athena writes it: texts, and null where there was no value. */
export type RawRow = readonly (string | null)[];

/** Rows handed out together. */
const BATCH = 200;
/** How often a broken connection is taken up where it broke: for about four minutes, with pauses that grow. */
const MOST_RESUMES = 12;
const RESUME_MS = 1000;
const LONGEST_RESUME_MS = 30_000;

/** A result object in S3 that was opened. */
export interface ResultObject {
  /** When Athena wrote it. */
  readonly written: Date | null;
  /** Its rows without the header, to be read once. */
  readonly rows: AsyncGenerator<readonly RawRow[]>;
}

/**
 * Opens a result object; its rows are decoded as they come. Every field is quoted; one that is empty and not quoted is
 * NULL, so that the empty text is kept apart from it. A connection that breaks is taken up at the byte where it broke.
 * Throws what the SDK throws. https://docs.aws.amazon.com/athena/latest/ug/querying-finding-output-files.html
 */
export async function openResultObject(aws: Pick<Aws, "object">, place: S3Place, clock: Clock): Promise<ResultObject> {
  const { body, written } = await aws.object(place, 0);
  return { written, rows: decoded(resumed(aws, place, clock, body)) };
}

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly RawRow[]> {
  const parser = parse({
    // Never guessed: a carriage return may be part of a value.
    record_delimiter: "\n",
    from: 2,
    cast: (value, { quoting }) => (value === "" && !quoting ? null : value),
  });
  let batch: RawRow[] = [];
  // Whatever breaks on the way ends the parser, and with it the loop.
  pipeline(Readable.from(bytes), parser, () => undefined);
  for await (const row of parser as AsyncIterable<RawRow>) {
    if (batch.push(row) < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The object's bytes, whatever number of connections they take. */
async function* resumed(
  aws: Pick<Aws, "object">,
  place: S3Place,
  clock: Clock,
  first: Readable,
): AsyncGenerator<Uint8Array> {
  let body: Readable | null = first;
  let at = 0;
  for (let resumes = 0; ; resumes++) {
    try {
      body ??= (await aws.object(place, at)).body;
      for await (const chunk of body as AsyncIterable<Uint8Array>) {
        at += chunk.byteLength;
        yield chunk;
      }
      return;
    } catch (cause) {
      if (!mayResume(cause) || resumes >= MOST_RESUMES) throw cause;
      body = null;
      await clock.after(Math.min(RESUME_MS * 2 ** resumes, LONGEST_RESUME_MS));
    }
  }
}

function mayResume(cause: unknown): boolean {
  const kind = awsFaultKind(cause);
  return kind === "away" || kind === "throttled" || kind === "expired" || kind === "unknown";
}
