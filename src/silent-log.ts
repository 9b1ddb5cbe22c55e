import type { Log } from "./log.ts";

/** A log that keeps nothing: what a terminal has unless it is asked to show one, and is spared loading the other for. */
export const SILENT_LOG: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => SILENT_LOG,
};
