import type { Row } from "../engine/engine.ts";
import { HIDDEN_KINDS, type HiddenKind } from "../question/interpretation.ts";
import { textIn } from "./row-values.ts";
import { counted, listed } from "./words.ts";

/** Rows left out, by kind; null where the intent ranks and leaves such events out before counting. */
export type HiddenCounts = Readonly<Record<HiddenKind, number | null>>;

/** Decides which rows a report leaves out, and counts them. */
export interface Hider {
  /** The kind under which this row is left out and counted, or null where it is shown. */
  kindOf(row: Row): HiddenKind | null;
  counts(): HiddenCounts;
}

/** How the column `hidden` spells each kind. */
const SPELLED: Readonly<Record<string, HiddenKind>> = { failure: "failures", read: "reads", service: "services" };

const NOUNS: Readonly<Record<HiddenKind, readonly [one: string, many: string]>> = {
  failures: ["failed attempt", "failed attempts"],
  reads: ["read", "reads"],
  services: ["call by a service", "calls by services"],
};

/**
 * Leaves out a row that carries a kind the intent hides and nobody asked to include, counted once under its first
 * such kind. A ranking leaves out nothing and counts nothing.
 */
export function createHider(list: boolean, hides: readonly HiddenKind[], include: readonly HiddenKind[]): Hider {
  const left = new Set(list ? hides.filter((kind) => !include.includes(kind)) : []);
  const counts: Record<HiddenKind, number> = { failures: 0, reads: 0, services: 0 };
  return {
    kindOf(row) {
      const kind = kindsOf(row).find((candidate) => left.has(candidate));
      if (kind !== undefined) counts[kind] += 1;
      return kind ?? null;
    },
    counts: () => (list ? { ...counts } : { failures: null, reads: null, services: null }),
  };
}

/** `3 failed attempts and 41 reads`; the empty text where nothing is left out. */
export function hiddenInWords(counts: HiddenCounts): string {
  const phrases = HIDDEN_KINDS.map((kind) => ({ count: counts[kind] ?? 0, noun: NOUNS[kind] }))
    .filter(({ count }) => count > 0)
    .map(({ count, noun }) => counted(count, ...noun));
  return listed(phrases);
}

function kindsOf(row: Row): HiddenKind[] {
  const text = textIn(row, "hidden");
  if (text === "") return [];
  return text.split(",").flatMap((word) => SPELLED[word.trim()] ?? []);
}
