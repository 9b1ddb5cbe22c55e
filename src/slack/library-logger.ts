import { LogLevel, type Logger } from "@slack/bolt";
import type { Log } from "../log.ts";

/** Slack's libraries write into our log: as JSON lines, without tokens. What they call info is noise to us. */
export function libraryLogger(log: Log): Logger {
  const words = (parts: readonly unknown[]): string =>
    parts
      .map((part) => (part instanceof Error ? part.message : typeof part === "string" ? part : JSON.stringify(part)))
      .join(" ");
  return {
    debug: () => undefined,
    info: (...parts) => log.debug("a library of Slack's says", { says: words(parts) }),
    warn: (...parts) => log.warn("a library of Slack's warns", { says: words(parts) }),
    error: (...parts) => log.error("a library of Slack's failed", { says: words(parts) }),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
