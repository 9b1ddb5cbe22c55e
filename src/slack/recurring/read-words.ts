import { DIGEST } from "../../catalog/catalog.ts";
import type { Interpretation } from "../../question/interpretation.ts";
import type { QuestionContext } from "../../question/question-context.ts";
import type { Reader } from "../../question/reader.ts";
import { spanBefore } from "../../question/window/duration.ts";

/** Its parts have no params of their own, and the shortest look-back of them is this. */
const ANY_PART = "root-activity";
const LOOK_BACK = "31d";

/** Reads a question, or `digest` with a time (and an account or region): 24 hours where none is said. */
export function readWords(text: string, context: QuestionContext, reader: Reader): Interpretation {
  const digest = /^(?:the\s+)?digest(?:\s+([\s\S]*))?$/i.exec(text.trim());
  if (digest === null) return reader.interpret(text, context);
  const read = reader.interpret(`${ANY_PART} ${digest[1] ?? "last 24h"}`, context);
  if (read.status !== "ready" || read.intent !== ANY_PART) {
    return {
      status: "asked",
      message: "The digest takes a time and nothing else: “digest”, “digest yesterday”, “digest last 7 days”.",
      candidates: [],
    };
  }
  const { start, end, zone } = read.window;
  if (start === null || start < spanBefore(LOOK_BACK, end, zone))
    return { status: "refused", message: `The digest looks back ${LOOK_BACK} at most: narrow the time.` };
  return { ...read, intent: DIGEST };
}
