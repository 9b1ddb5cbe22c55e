import type { Found, Source } from "../source.ts";

const TAILS = new Set(["ish", "sharp", "approximately", "exactly", "oclock"]);

/** "am", "p.m.", "a m", "p. m." and a glued "a" or "p". */
export function readHalf(source: Source, at: number): Found<"am" | "pm"> | null {
  const word = source.word(at);
  if (word === "am" || word === "pm") return { end: closingDot(source, at + 1), value: word };
  if (word === "in" && source.word(at + 1) === "the") return readInTheHalf(source, at);
  if (word !== "a" && word !== "p") return null;
  const next = source.after(at + 1, ".");
  const half = word === "a" ? "am" : "pm";
  if (source.word(next) === "m") return { end: closingDot(source, next + 1), value: half };
  const isAlone = source.isGlued(at) && !(source.isGlued(at + 1) && source.sign(at + 1) === "");
  return isAlone ? { end: at + 1, value: half } : null;
}

function readInTheHalf(source: Source, at: number): Found<"am" | "pm"> | null {
  const word = source.word(at + 2);
  return word === "am" || word === "pm" ? { end: at + 3, value: word } : null;
}

function closingDot(source: Source, at: number): number {
  return source.sign(at) === "." && source.isGlued(at) && at + 1 < source.tokens.length ? at + 1 : at;
}

/** The place after "o'clock", "ish", "sharp" and the like. */
export function afterTails(source: Source, at: number): number {
  let end = at;
  for (;;) {
    const next = source.sign(end) === "-" && source.word(end + 1) === "ish" ? end + 1 : end;
    if (TAILS.has(source.word(next))) end = next + 1;
    else if (source.word(end) === "o" && source.word(end + 1) === "clock") end += 2;
    else return end;
  }
}

/** "3ish pm", "3 oclock am". */
export function readTailedHalf(source: Source, at: number): Found<"am" | "pm"> | null {
  const next = afterTails(source, at);
  return next > at ? readHalf(source, next) : null;
}
