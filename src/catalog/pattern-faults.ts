import type { SqlToken } from "../sql-text.ts";

/** Functions whose second argument is a pattern. */
const PATTERN_FUNCTIONS: ReadonlySet<string> = new Set(["regexp_like", "regexp_extract", "regexp_replace"]);
/** Params that are patterns made for it, in which every character of a value stands for itself. */
const IS_PATTERN = /(?:_pattern|_quoted)$|^:known\./;
/** Words that end the right side of a LIKE. */
const AFTER_LIKE: ReadonlySet<string> = new Set(
  "and or then else end when group order having union intersect except".split(" "),
);

/** A value that stands where a pattern is read would find more than itself: `%` and `_` after LIKE, `.` and `|` in regexp_like. */
export function patternFaults(tokens: readonly SqlToken[]): readonly string[] {
  const faults = tokens
    .flatMap((token, at) => patternAt(tokens, token, at))
    .map(({ text }) => `its SQL reads the value ${text} as a pattern: search with strpos(…) or with a _pattern.`);
  return [...new Set(faults)];
}

/** The params that are read as a pattern by what stands at this place. */
function patternAt(tokens: readonly SqlToken[], { kind, text }: SqlToken, at: number): readonly SqlToken[] {
  const word = kind === "word" ? text.toLowerCase() : "";
  if (word === "like") return paramsUntil(tokens, at + 1, (next) => AFTER_LIKE.has(next));
  if (!PATTERN_FUNCTIONS.has(word) || tokens[at + 1]?.text !== "(") return [];
  const comma = at + 2 + lengthUntil(tokens, at + 2, (next) => next === ",");
  return paramsUntil(tokens, comma + 1, (next) => next === ",").filter(({ text: name }) => !IS_PATTERN.test(name));
}

function paramsUntil(tokens: readonly SqlToken[], from: number, isEnd: (text: string) => boolean): readonly SqlToken[] {
  return tokens.slice(from, from + lengthUntil(tokens, from, isEnd)).filter(({ kind }) => kind === "param");
}

/** How many tokens stand before the end, or before the parenthesis that closes around all of them. */
function lengthUntil(tokens: readonly SqlToken[], from: number, isEnd: (text: string) => boolean): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const text = tokens[at]?.text.toLowerCase() ?? "";
    if (depth === 0 && (text === ")" || isEnd(text))) return at - from;
    depth += text === "(" ? 1 : text === ")" ? -1 : 0;
  }
  return tokens.length - from;
}
