import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { z } from "zod";
import { instantOf, type Instant } from "../clock.ts";
import type { Reference } from "../question/window/window.ts";
import { isZone } from "../question/window/zone.ts";
import { readCase, type ParseParts, type ReadCase } from "./parse-case.ts";
import type { Terminal } from "./terminal.ts";

const Line = z.object({
  id: z.union([z.string(), z.number()]),
  kind: z.enum(["question", "window"]).default("question"),
  text: z.string(),
  now: z.iso.datetime({ offset: true, message: "now must be an instant such as 2026-11-20T13:05:30Z" }).optional(),
  tz: z.string().refine(isZone, "tz must be the name of a time zone such as Europe/Berlin").optional(),
});

/**
 * JSON lines in, one JSON line each out, in order. A line that cannot be read gives `{id, message}` and exit code 1 at the
 * end; the others are answered all the same. Missing `now` and `tz` are those given here.
 */
export async function parseBatch(parts: ParseParts, reference: Reference, terminal: Terminal): Promise<number> {
  let unreadable = 0;
  for await (const line of createInterface({ input: Readable.from(terminal.input), crlfDelay: Infinity })) {
    if (line.trim() === "") continue;
    const answered = answerLine(line, parts, reference);
    if (!("status" in answered)) unreadable++;
    await terminal.out(`${JSON.stringify(answered)}\n`);
  }
  return unreadable > 0 ? 1 : 0;
}

function answerLine(line: string, parts: ParseParts, reference: Reference): object {
  const parsed = parsedLine(line);
  const checked = Line.safeParse(parsed);
  if (!checked.success) {
    const id = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(parsed);
    const message =
      parsed === undefined ? "This line is not JSON." : z.prettifyError(checked.error).replaceAll(/\s*\n\s*/g, " ");
    return { id: id.success ? id.data.id : null, message };
  }
  const { id, kind, text, now = reference.now, tz = reference.zone } = checked.data;
  return { id, ...flat(readCase({ kind, text, now: wholeSeconds(now), zone: tz }, parts), kind) };
}

function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function wholeSeconds(now: string): Instant {
  return instantOf(Date.parse(now));
}

function flat({ status, intent, params, window, message }: ReadCase, kind: "question" | "window"): object {
  return {
    intent: intent ?? (kind === "question" ? "unknown" : null),
    params,
    start: window?.start ?? null,
    end: window?.end ?? null,
    status,
    message,
  };
}
