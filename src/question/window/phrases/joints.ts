import type { Source } from "../source.ts";

const WORDS = new Set(["to", "until", "till", "til", "through", "thru", "upto"]);

/** The place after a word or sign that leads from the start of a range to its end: "to", "until", "-", "..", "up to". */
export function rangeJoint(source: Source, at: number, isBetween: boolean): number | null {
  const start = source.after(at, ",");
  const word = source.word(start);
  const sign = source.sign(start);
  if (WORDS.has(word)) return afterEndWords(source, start + 1);
  if (word === "up" && WORDS.has(source.word(start + 1))) return afterEndWords(source, start + 2);
  if (word === "ending") return source.after(start + 1, "at", "on");
  if (isBetween && (word === "and" || sign === "&")) return afterEndWords(source, start + 1);
  if (sign === "-") return arrow(source, start + 1);
  if (sign === "→") return start + 1;
  const isDots = sign === "." && source.sign(start + 1) === ".";
  return isDots ? source.afterAll(start + 2, new Set(["."])) : null;
}

/** "->" and "-->". */
function arrow(source: Source, at: number): number {
  return source.sign(at) === ">" && source.isGlued(at) ? at + 1 : at;
}

function afterEndWords(source: Source, at: number): number {
  return source.after(at, "about", "around", "approximately", "until");
}
