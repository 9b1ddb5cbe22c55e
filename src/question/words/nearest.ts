/** Words shorter than this have too many neighbours to be sure of any. */
const SHORTEST = 5;

/** Finds the one word within one edit (a letter wrong, missing, added, or two swapped). */
export class Nearest {
  readonly #byShortened = new Map<string, Set<string>>();
  readonly #meaningOf: (word: string) => string;

  /** `meaningOf` tells which words are one and the same to the reader. */
  constructor(words: Iterable<string>, meaningOf: (word: string) => string) {
    this.#meaningOf = meaningOf;
    for (const word of words) {
      if (word.length < SHORTEST - 1 || !/^[a-z]+$/.test(word)) continue;
      for (const key of shortened(word)) {
        const known = this.#byShortened.get(key) ?? new Set();
        this.#byShortened.set(key, known.add(word));
      }
    }
  }

  /** The nearest word where all that are near mean the same, else null. */
  of(word: string): string | null {
    if (word.length < SHORTEST - 1 || word.length > 30) return null;
    const near = new Set<string>();
    for (const key of shortened(word)) {
      for (const known of this.#byShortened.get(key) ?? []) if (isNear(word, known)) near.add(known);
    }
    const [first] = near;
    if (first === undefined) return null;
    return new Set(Array.from(near, this.#meaningOf)).size === 1 ? first : null;
  }
}

/** The first letter is rarely mistyped, and names differ in it: it counts only when swapped with the second. */
function isNear(word: string, known: string): boolean {
  if (word[0] !== known[0] && !areSwapped(word, known)) return false;
  if (word.length < SHORTEST && known.length < SHORTEST) return areSwapped(word, known);
  return isOneEdit(word, known);
}

function shortened(word: string): readonly string[] {
  return [word, ...Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1))];
}

function isOneEdit(a: string, b: string): boolean {
  if (a.length === b.length) return areSwapped(a, b) || differences(a, b).length === 1;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return long.length - short.length === 1 && shortened(long).includes(short);
}

function areSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const [first, second, ...more] = differences(a, b);
  if (first === undefined || second !== first + 1 || more.length > 0) return false;
  return a[first] === b[second] && a[second] === b[first];
}

function differences(a: string, b: string): readonly number[] {
  return Array.from(a, (_, index) => index).filter((index) => a[index] !== b[index]);
}
