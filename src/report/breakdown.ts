import type { Column } from "../engine/engine.ts";
import { named, type NamingContext } from "./field-folds.ts";
import type { Fold } from "./fold.ts";
import type { Moments } from "./moments.ts";
import { textIn } from "./row-values.ts";
import { createTally, type Shares } from "./tally.ts";

/** How the rows divide, one entry for each property that they have. Hours are the asker's. */
export type Breakdown = readonly (Shares & { readonly by: "actor" | "action" | "account" | "hour" })[];

const NOT_NAMED = "(not named)";
/** Quarter hours remembered: zones differ from UTC by multiples of a quarter. */
const QUARTERS = 10_000;

/**
 * Divides rows by actor, action, account and hour. Hours are the asker's, accounts
 * appear with their names.
 */
export function createBreakdown(columns: readonly Column[], { moments, accountNames }: NamingContext): Fold<Breakdown> {
  const has = (name: string): boolean => columns.some((column) => column.name === name);
  const hourOf = hours(moments);
  const all = [
    { by: "actor", column: "actor", name: (text: string) => text || NOT_NAMED },
    { by: "action", column: "eventname", name: (text: string) => text || NOT_NAMED },
    { by: "account", column: "recipientaccountid", name: (text: string) => named(text, accountNames) || NOT_NAMED },
    { by: "hour", column: "eventtime", name: hourOf },
  ] as const;
  const tallies = all.filter(({ column }) => has(column)).map((entry) => ({ ...entry, tally: createTally() }));
  return {
    row: (row) => tallies.forEach(({ column, name, tally }) => tally.add(name(textIn(row, column)))),
    end: () => tallies.map(({ by, tally }) => ({ by, ...tally.end() })),
  };
}

/** `2026-11-19 14:00` for an instant; the zone is asked once for each quarter of an hour. */
function hours(moments: Moments): (instant: string) => string {
  const known = new Map<string, string>();
  return (instant) => {
    const minute = Number(instant.slice(14, 16));
    const quarter = `${instant.slice(0, 13)}:${String(minute - (minute % 15)).padStart(2, "0")}:00Z`;
    const found = known.get(quarter);
    if (found !== undefined) return found;
    if (known.size >= QUARTERS) known.clear();
    const hour = Number.isNaN(Date.parse(quarter)) ? NOT_NAMED : `${moments.local(quarter).slice(0, 13)}:00`;
    known.set(quarter, hour);
    return hour;
  };
}
