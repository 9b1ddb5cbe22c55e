import { boundedKey } from "./distinct.ts";
import { cell } from "./visible.ts";
import { counted, thousands } from "./words.ts";

/** Names kept after each clearing, and how many more may gather before the next one. */
const KEPT = 10_000;
const TOP = 5;
const NAME_LENGTH = 80;

export interface Share {
  /** Made visible and short, ready to be shown. */
  readonly name: string;
  readonly count: number;
}

/** How rows divide by one property: the largest five, and all the others together. */
export interface Shares {
  readonly top: readonly Share[];
  /** How many other names there are, and how many rows they have. `values` 0 where there are none. */
  readonly others: { readonly values: number; readonly count: number; readonly more: boolean };
}

/** `bob 12 · alice 7 · 3 others 5`. */
export function sharesInWords({ top, others }: Shares): string {
  const named = top.map(({ name, count }) => `${name} ${thousands(count)}`);
  const rest = `${others.more ? "more than " : ""}${counted(others.values, "other")} ${thousands(others.count)}`;
  return (others.values === 0 ? named : [...named, rest]).join(" · ");
}

/** Counts rows by name in bounded memory. */
export interface Tally {
  add(name: string): void;
  end(): Shares;
}

/**
 * Counts are exact up to 20,000 different names. Beyond, the rarest are cleared now and then: a name that fills more
 * than one row in 10,000 keeps its place, its count may miss the few rows from before it grew.
 */
export function createTally(): Tally {
  let counts = new Map<string, Counter>();
  let rows = 0;
  let cleared = false;
  return {
    add(name) {
      rows += 1;
      const key = boundedKey(name);
      const known = counts.get(key);
      if (known !== undefined) {
        known.count += 1;
        return;
      }
      counts.set(key, { name: cell(name, NAME_LENGTH), count: 1 });
      if (counts.size <= 2 * KEPT) return;
      counts = largest(counts);
      cleared = true;
    },
    end() {
      const top = bySize(counts)
        .slice(0, TOP)
        .map(([, share]) => share);
      const count = rows - top.reduce((sum, share) => sum + share.count, 0);
      return { top, others: { values: counts.size - top.length, count, more: cleared } };
    },
  };
}

interface Counter {
  readonly name: string;
  count: number;
}

/** The names with most rows, KEPT of them at most; among equals the earlier ones. */
function largest(counts: ReadonlyMap<string, Counter>): Map<string, Counter> {
  const sizes = Uint32Array.from(counts.values(), ({ count }) => count).sort();
  const least = sizes.at(-KEPT) ?? 0;
  let equals = KEPT - sizes.filter((size) => size > least).length;
  return new Map(
    [...counts].filter(([, { count }]) => {
      if (count === least) equals -= 1;
      return count > least || (count === least && equals >= 0);
    }),
  );
}

function bySize(counts: ReadonlyMap<string, Counter>): [string, Counter][] {
  return [...counts].sort(([, a], [, b]) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
