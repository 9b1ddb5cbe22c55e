import { createHash } from "node:crypto";
import { z } from "zod";
import type { Instant } from "../clock.ts";
import type { Row } from "../engine/engine.ts";

/** Rows whose keys are kept; of longer answers only their number. */
export const MOST_KEYS = 5000;
const HASH = 8;
const MARK = 6;

/** What is kept of the rows of an answer, to tell later which are new; no value of a log can be read from it. */
export const Sight = z.object({
  /** For each row its key's hash and a mark (the second of an event, else a hash of its figures); null: too many rows. */
  keys: z.string().nullable(),
  rows: z.number(),
});
export type Sight = z.infer<typeof Sight>;

/** How rows are told apart: events by their id, others by key columns (none: not at all). */
export interface Telling {
  readonly isList: boolean;
  readonly key: readonly string[];
}

/** What a row is, against the rows seen before. `changed`: it was there with other figures. */
export type News = "new" | "changed" | "same";

/** How the rows of an answer differ from those before; null where there were too many rows to tell them apart. */
export interface Difference {
  readonly new: number;
  readonly changed: number;
  readonly same: number;
  /** Rows that were there and are not any more; events that lie before the window now are none of them. */
  readonly gone: number;
}

/** Rows being looked at, one after the other. */
export interface Look {
  /** What a row is against the earlier sight; null where that cannot be told. */
  row(row: Row): News | null;
  difference(): Difference | null;
  sight(): Sight;
}

/** Compares rows with an earlier sight (null: there is none). `from` is where the window begins now. Memory is bounded. */
export function createLook(before: Sight | null, { isList, key }: Telling, from: Instant): Look {
  const columns = isList ? ["eventid"] : key;
  const earlier = columns.length === 0 || before === null ? null : marksOf(before);
  const unseen = new Map(earlier);
  const counts = { new: 0, changed: 0, same: 0 };
  const kept: string[] = [];
  let rows = 0;
  const newsOf = (hash: string, mark: string): News => {
    unseen.delete(hash);
    const known = earlier?.get(hash);
    if (known === undefined) return "new";
    return known === mark ? "same" : "changed";
  };
  return {
    row(row) {
      rows += 1;
      if (columns.length === 0) return null;
      const hash = hashOf(
        columns.map((name) => row[name] ?? null),
        HASH,
      );
      const mark = isList ? secondOf(row["eventtime"]) : figuresOf(row);
      if (kept.length <= MOST_KEYS) kept.push(`${hash}${mark}`);
      if (earlier === null) return null;
      const news = newsOf(hash, mark);
      counts[news] += 1;
      return news;
    },
    difference() {
      if (earlier === null || rows > MOST_KEYS) return null;
      const since = isList ? secondOf(from) : "";
      return { ...counts, gone: [...unseen.values()].filter((mark) => mark >= since).length };
    },
    sight: () => ({ keys: columns.length === 0 || rows > MOST_KEYS ? null : kept.join(""), rows }),
  };
}

/** Mark by hash; null where the keys were not kept. */
function marksOf({ keys }: Sight): ReadonlyMap<string, string> | null {
  if (keys === null) return null;
  const marks = new Map<string, string>();
  for (let at = 0; at < keys.length; at += HASH + MARK) {
    marks.set(keys.slice(at, at + HASH), keys.slice(at + HASH, at + HASH + MARK));
  }
  return marks;
}

function hashOf(value: unknown, length: number): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, length);
}

/** The second of an instant in a width that compares as text: base 36, until 2038. */
function secondOf(instant: unknown): string {
  const seconds = typeof instant === "string" ? Math.floor(Date.parse(instant) / 1000) : 0;
  return (Number.isFinite(seconds) ? Math.max(0, seconds) : 0).toString(36).padStart(MARK, "0").slice(0, MARK);
}

/** Counts change where something happened again; times and names change with them. */
function figuresOf(row: Row): string {
  return hashOf(
    Object.values(row).filter((value) => typeof value === "number"),
    MARK,
  );
}

/** `3 new, 12 as before, 1 gone`; `nothing new, 12 as before`. Changed rows count as before. */
export function differenceInWords({ new: fresh, changed, same, gone }: Difference): string {
  const before = changed + same;
  return [
    fresh === 0 ? "nothing new" : `${fresh} new`,
    ...(before === 0 ? [] : [`${before} as before`]),
    ...(gone === 0 ? [] : [`${gone} gone`]),
  ].join(", ");
}
