import type { Clock } from "../clock.ts";
import type { Reader } from "../question/reader.ts";
import type { Candidate, Params } from "../question/interpretation.ts";
import { readWindow } from "../question/window/read-window.ts";
import type { Reference, Window } from "../question/window/window.ts";

/** What `parse` needs: the reader of questions and the configured account names. */
export interface ParseParts {
  readonly reader: Reader;
  readonly accounts: Readonly<Record<string, string>>;
  readonly clock: Clock;
}

/** One text to be read. */
export interface Case extends Reference {
  readonly kind: "question" | "window";
  readonly text: string;
}

/** How it was read; every key is always there. */
export interface ReadCase {
  readonly status: "ready" | "asked" | "refused" | "help";
  readonly intent: string | null;
  readonly params: Params;
  readonly window: Window | null;
  readonly message: string | null;
  readonly candidates: readonly Candidate[];
}

const NOTHING: Omit<ReadCase, "status"> = { intent: null, params: {}, window: null, message: null, candidates: [] };

/** Reads a question, or a text that is only a time phrase. */
export function readCase(
  { kind, text, now, zone }: Case,
  { reader, accounts }: Pick<ParseParts, "reader" | "accounts">,
): ReadCase {
  if (kind === "window") return readTime(text, { now, zone });
  const meaning = reader.interpret(text, { now, zone, accounts });
  switch (meaning.status) {
    case "ready": {
      const { intent, params, window, notes } = meaning;
      return {
        ...NOTHING,
        status: "ready",
        intent,
        params,
        window,
        message: notes.length > 0 ? notes.join(" ") : null,
      };
    }
    case "asked":
      return { ...NOTHING, status: "asked", message: meaning.message, candidates: meaning.candidates };
    case "refused":
      return { ...NOTHING, status: "refused", message: meaning.message };
    case "help":
      return { ...NOTHING, status: "help", intent: "help" };
  }
}

function readTime(text: string, reference: Reference): ReadCase {
  const reading = readWindow(text, reference);
  switch (reading.kind) {
    case "window":
      return { ...NOTHING, status: "ready", window: reading.window };
    case "unclear":
      return { ...NOTHING, status: "asked", message: reading.message };
    case "none":
      return {
        ...NOTHING,
        status: "asked",
        message: 'No time was found in these words: write one such as "last 12h" or "yesterday".',
      };
  }
}
