import type { Row } from "../engine/engine.ts";

/** The cell as text; the empty text where the column is missing or NULL. */
export function textIn(row: Row, column: string): string {
  const value = row[column];
  return value === null || value === undefined ? "" : String(value);
}

/** Whether a flag column holds 1 or true, however the engine spells it. */
export function flagIn(row: Row, column: string): boolean {
  const text = textIn(row, column).toLowerCase();
  return text === "1" || text === "true";
}

/** Whether the call failed: by the column `failed` where there is one, else by an error code. */
export function isFailed(row: Row): boolean {
  const failed = row["failed"];
  return failed === undefined || failed === null ? textIn(row, "errorcode") !== "" : flagIn(row, "failed");
}

/** When it happened: the time of an event, or the last time of what a ranking drew together. The empty text where neither is. */
export function timeIn(row: Row): string {
  return textIn(row, "eventtime") || textIn(row, "last_seen");
}

/** When it began: as {@link timeIn}, but the first time of what a ranking drew together. */
export function firstTimeIn(row: Row): string {
  return textIn(row, "eventtime") || textIn(row, "first_seen") || textIn(row, "last_seen");
}

/** How many events a row stands for: one, or as many as a ranking counted into it. */
export function eventsIn(row: Row): number {
  const counted = row["calls"] ?? row["denials"];
  return typeof counted === "number" && counted > 0 ? counted : 1;
}
