import type { Found, Source } from "../source.ts";

const SMALL = new Map(
  (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen " +
    "seventeen eighteen nineteen"
  )
    .split(" ")
    .map((word, value) => [word, value] as const),
);
const TENS = new Map(
  "twenty thirty forty fifty sixty seventy eighty ninety"
    .split(" ")
    .map((word, index) => [word, index * 10 + 20] as const),
);
const SMALL_ORDINALS = new Map(
  (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth " +
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
  )
    .split(" ")
    .map((word, index) => [word, index + 1] as const),
);
const ORDINAL_ENDINGS = new Set(["st", "nd", "rd", "th"]);
const FRACTIONS = new Map([
  ["½", 0.5],
  ["¼", 0.25],
  ["¾", 0.75],
]);

/** A number from zero to ninety-nine in words ("seven", "twenty-four"), or "a hundred". */
export function readNumberWord(source: Source, at: number): Found<number> | null {
  const word = source.word(at);
  const small = SMALL.get(word);
  if (small !== undefined) {
    return source.word(at + 1) === "hundred" && small > 0
      ? { end: at + 2, value: small * 100 }
      : { end: at + 1, value: small };
  }
  const tens = TENS.get(word);
  if (tens === undefined) return null;
  const next = source.sign(at + 1) === "-" && source.isGlued(at + 1) ? at + 2 : at + 1;
  const ones = SMALL.get(source.word(next));
  return ones !== undefined && ones > 0 && ones < 10
    ? { end: next + 1, value: tens + ones }
    : { end: at + 1, value: tens };
}

/** A whole number in digits or words. */
export function readWhole(source: Source, at: number): Found<number> | null {
  const token = source.token(at);
  if (token?.kind === "number") return { end: at + 1, value: token.value };
  return readNumberWord(source, at);
}

/** A quantity: "3", "1.5", "1/2", "½", "2½", "twelve", "a couple of", "few", "several", "a dozen". */
export function readQuantity(source: Source, at: number): Found<number> | null {
  const fraction = FRACTIONS.get(source.sign(at));
  if (fraction !== undefined) return { end: at + 1, value: fraction };
  const token = source.token(at);
  if (token?.kind === "number") return readDigits(source, at, token.value);
  return readNumberWord(source, at) ?? readCasual(source, at);
}

function readDigits(source: Source, at: number, whole: number): Found<number> {
  const part = FRACTIONS.get(source.sign(at + 1));
  if (part !== undefined && source.isGlued(at + 1)) return { end: at + 2, value: whole + part };
  const sign = source.sign(at + 1);
  const after = source.token(at + 2);
  const joined = source.isGlued(at + 1) && source.isGlued(at + 2) && after?.kind === "number";
  if (joined && sign === ".") return { end: at + 3, value: Number(`${whole}.${after.text}`) };
  if (joined && sign === "/" && after.value > whole && after.value <= 4)
    return { end: at + 3, value: whole / after.value };
  return { end: at + 1, value: whole };
}

function readCasual(source: Source, at: number): Found<number> | null {
  const start = source.word(at) === "a" ? at + 1 : at;
  const word = source.word(start);
  const value = { couple: 2, pair: 2, few: 3, several: 5, dozen: 12, hundred: 100 }[word];
  if (value !== undefined) {
    const end = source.word(start + 1) === "of" ? start + 2 : start + 1;
    return { end, value };
  }
  if (word === "half" && source.word(start + 1) === "a" && source.word(start + 2) === "dozen")
    return { end: start + 3, value: 6 };
  return null;
}

/** An ordinal from first to thirty-first and on, in digits or words: "15th", "third", "twenty second". */
export function readOrdinal(source: Source, at: number): Found<number> | null {
  const token = source.token(at);
  if (token === undefined) return null;
  if (token.kind === "number") {
    const glued = source.isGlued(at + 1) && ORDINAL_ENDINGS.has(source.word(at + 1));
    return glued ? { end: at + 2, value: token.value } : null;
  }
  const small = SMALL_ORDINALS.get(token.text);
  if (small !== undefined) return { end: at + 1, value: small };
  if (token.text === "thirtieth") return { end: at + 1, value: 30 };
  const tens = TENS.get(token.text);
  if (tens === undefined) return null;
  const next = source.sign(at + 1) === "-" && source.isGlued(at + 1) ? at + 2 : at + 1;
  const ones = SMALL_ORDINALS.get(source.word(next));
  return ones !== undefined && ones < 10 ? { end: next + 1, value: tens + ones } : null;
}

/** A year in words: "nineteen ninety nine", "twenty seventeen", "two thousand and eighteen". */
export function readYearWords(source: Source, at: number): Found<number> | null {
  const word = source.word(at);
  if (word === "two" && source.word(at + 1) === "thousand") {
    const next = source.word(at + 2) === "and" ? at + 3 : at + 2;
    const rest = readNumberWord(source, next);
    return rest === null ? { end: at + 2, value: 2000 } : { end: rest.end, value: 2000 + rest.value };
  }
  if (word !== "nineteen" && word !== "twenty") return null;
  const rest = readNumberWord(source, at + 1);
  if (rest === null || rest.value < 10) return null;
  return { end: rest.end, value: (word === "nineteen" ? 1900 : 2000) + rest.value };
}
