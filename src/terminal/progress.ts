import type { Clock } from "../clock.ts";
import type { Estimate, ExecutionState, Progress as Reached } from "../engine/engine.ts";
import { bytesInWords, counted, reachedInWords } from "../report/words.ts";
import type { Terminal } from "./terminal.ts";

/** One line on standard error that is rewritten while a question runs; nothing where that is no terminal. */
export interface Progress {
  estimated(estimate: Estimate): void;
  state(state: ExecutionState, reached: Reached | null): void;
  /** Says once for each reason why nothing runs, also where this is no terminal. */
  held(reason: string): void;
  /** Takes the line away. */
  clear(): void;
}

const CLEAR_LINE = "\r\u001B[2K";
/** Shorter answers need no line. */
const SHOW_AFTER_MS = 300;

export function createProgress(terminal: Pick<Terminal, "err" | "live">, clock: Clock): Progress {
  const started = clock.now();
  let reading = "logs";
  let shown = false;
  let lastHeld = "";
  const put = (line: string): void => {
    // The line is only a comfort: a stream that refuses it must not end the question.
    terminal.err(line).catch(() => undefined);
  };
  return {
    estimated({ bytes, files }) {
      if (bytes !== null && files !== null) reading = `${counted(files, "file", "files")}, ${bytesInWords(bytes)}`;
    },
    state(state, reached) {
      const elapsed = clock.now() - started;
      if (!terminal.live || elapsed < SHOW_AFTER_MS) return;
      shown = true;
      const what = reached === null ? reading : reachedInWords(reached);
      put(
        `${CLEAR_LINE}${state === "queued" ? "Waiting to read" : "Reading"} ${what} … ${Math.round(elapsed / 1000)} s`,
      );
    },
    held(reason) {
      if (reason === lastHeld) return;
      lastHeld = reason;
      put(`${shown ? CLEAR_LINE : ""}${reason}\n`);
      shown = false;
    },
    clear() {
      if (shown) put(CLEAR_LINE);
      shown = false;
    },
  };
}
