/** A piece of SQL text. `param` is `:name`; `quoted` an identifier in double quotes; white space is dropped. */
export interface SqlToken {
  readonly kind: "word" | "number" | "string" | "quoted" | "param" | "comment" | "symbol";
  readonly text: string;
  /** Offset of the first character. */
  readonly start: number;
}

/** Sticky patterns carry a position, so each text gets its own. */
const tokenPatterns = (): readonly (readonly [SqlToken["kind"], RegExp])[] => [
  ["comment", /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y],
  ["string", /'(?:[^']|'')*'?/y],
  ["quoted", /"(?:[^"]|"")*"?/y],
  // Not after another colon: `a::int` is a cast, which intents may not use.
  ["param", /(?<!:):[a-z][A-Za-z0-9]*(?:_pattern|_quoted|_ec2|\.[a-z_]+)?/y],
  ["word", /[A-Za-z_][A-Za-z0-9_]*/y],
  ["number", /\d[\d.]*/y],
  ["symbol", /[^\s]/y],
];

/**
 * Cuts SQL into tokens: enough to find params and words outside strings and comments, not a parser. An unclosed string
 * or comment runs to the end of the text.
 */
export function sqlTokens(sql: string): readonly SqlToken[] {
  const patterns = tokenPatterns();
  const tokens: SqlToken[] = [];
  for (let at = 0; at < sql.length;) {
    const token = tokenAt(patterns, sql, at);
    if (token !== null) tokens.push(token);
    at += token?.text.length ?? 1;
  }
  return tokens;
}

function tokenAt(patterns: ReturnType<typeof tokenPatterns>, sql: string, start: number): SqlToken | null {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start;
    const text = pattern.exec(sql)?.[0];
    if (text !== undefined) return { kind, text, start };
  }
  return null;
}

/** Words of the text in small letters, outside strings, comments and quoted identifiers. */
export function sqlWords(sql: string): readonly string[] {
  return sqlTokens(sql)
    .filter((token) => token.kind === "word")
    .map((token) => token.text.toLowerCase());
}

/** Names of the params that the text mentions, without the colon, in order of first mention. */
export function sqlParams(sql: string): readonly string[] {
  const names = sqlTokens(sql)
    .filter((token) => token.kind === "param")
    .map((token) => token.text.slice(1));
  return [...new Set(names)];
}
