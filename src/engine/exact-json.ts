/** JSON whose numbers keep their spelling: `1.0` stays `1.0`, and none beyond 2^53 is rounded. */

declare global {
  // Part of the language since ES2026, and not yet in the compiler's library: https://github.com/tc39/proposal-json-parse-with-source
  interface JSON {
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown;
    rawJSON(text: string): object;
    isRawJSON(value: unknown): boolean;
  }
}

/**
 * As JSON.parse, but each number comes as an object that JSON.stringify writes as it was written. Throws SyntaxError for
 * what is no JSON, RangeError for what is nested too deeply to walk.
 */
export function parseExactly(text: string): unknown {
  return JSON.parse(text, (_key, value, { source }) =>
    typeof value === "number" && source !== undefined ? JSON.rawJSON(source) : value,
  );
}

/** Whether a value is a number that {@link parseExactly} read. */
export function isExactNumber(value: unknown): boolean {
  return JSON.isRawJSON(value);
}
