import { existsSync } from "node:fs";
import { join } from "node:path";
import { echoed, type AuditLog } from "./access/audit/audit-log.ts";
import { openSqliteAudit } from "./access/audit/sqlite-audit.ts";
import { TrailError } from "./errors.ts";

/** The audit of a state folder, made where there is none; new records go to `line` as well, unless that is null. */
export function openAuditToWrite(state: string, line: ((text: string) => void) | null): AuditLog {
  const log = openSqliteAudit(fileIn(state));
  return line === null ? log : echoed(log, line);
}

/** The audit of a state folder, to be read. Throws TrailError("configuration") where no bot has written one there. */
export function openAuditToRead(state: string): AuditLog {
  const file = fileIn(state);
  if (!existsSync(file)) {
    throw new TrailError(
      "configuration",
      `There is no audit in ${state}: a bot that was started there writes one. Set TRAIL_STATE to the bot's folder.`,
    );
  }
  return openSqliteAudit(file);
}

function fileIn(state: string): string {
  return join(state, "audit.sqlite");
}
