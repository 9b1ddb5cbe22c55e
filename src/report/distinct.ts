import { createHash } from "node:crypto";

/** How many different values are told apart; above it the answer is "more than". */
const MOST = 10_000;
const NAMES = 3;
const KEY_LENGTH = 64;

/** Different values seen, in bounded memory. Empty texts are not counted. */
export interface Distinct {
  add(text: string): void;
  /** The first three, in order of appearance. */
  readonly names: readonly string[];
  /** How many; at most 10,000. */
  readonly count: number;
  /** Whether there were more than `count`. */
  readonly more: boolean;
}

/** Counts different texts: exact up to 10,000. */
export function createDistinct(): Distinct {
  const seen = new Set<string>();
  const names: string[] = [];
  let more = false;
  return {
    add(text) {
      if (text === "" || more) return;
      const key = boundedKey(text);
      if (seen.has(key)) return;
      if (seen.size === MOST) {
        more = true;
        return;
      }
      seen.add(key);
      if (names.length < NAMES) names.push(text);
    },
    names,
    get count() {
      return seen.size;
    },
    get more() {
      return more;
    },
  };
}

/** A text that stands for another one, of bounded length. */
export function boundedKey(text: string): string {
  return text.length <= KEY_LENGTH ? text : createHash("sha256").update(text).digest("base64");
}
