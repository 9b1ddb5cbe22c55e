/** A piece of SQL text. `param` is `:name`; `quoted` an identifier in double quotes; white space is dropped. */
export interface SqlToken {
  readonly kind: "word" | "number" | "string" | "quoted" | "param" | "comment" | "symbol";
  readonly text: string;
  /** Offset of the first character. */
  readonly start: number;
}

const TOKEN = new RegExp(
  [
    /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/,
    /'(?:[^']|'')*'?/,
    /"(?:[^"]|"")*"?/,
    // Not after another colon: `a::int` is a cast, which intents may not use.
    /(?<!:):[a-z][A-Za-z0-9]*(?:_pattern|_quoted|_ec2|\.[a-z_]+)?/,
    /[A-Za-z_][A-Za-z0-9_]*/,
    /\d[\d.]*/,
    /\S/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "g",
);

/**
 * Cuts SQL into tokens: enough to find params and words outside strings and comments, not a parser. An unclosed string
 * or comment runs to the end of the text.
 */
export function sqlTokens(sql: string): readonly SqlToken[] {
  return Array.from(sql.matchAll(TOKEN), ({ 0: text, index: start }) => ({ kind: kindOf(text), text, start }));
}

/** The kind of a whole token, which its beginning tells. */
function kindOf(text: string): SqlToken["kind"] {
  if (/^[A-Za-z_]/.test(text)) return "word";
  if (/^\d/.test(text)) return "number";
  if (text.startsWith("'")) return "string";
  if (text.startsWith('"')) return "quoted";
  if (text.startsWith("--") || text.startsWith("/*")) return "comment";
  return text.startsWith(":") && text.length > 1 ? "param" : "symbol";
}

/** Words of the text in small letters, outside strings, comments and quoted identifiers. */
export function sqlWords(sql: string): readonly string[] {
  return sqlTokens(sql)
    .filter((token) => token.kind === "word")
    .map((token) => token.text.toLowerCase());
}

/** Names of the params that the text mentions, without the colon, in order of first mention. */
export function sqlParams(sql: string): readonly string[] {
  return paramsIn(sqlTokens(sql));
}

/** The same of a text that is cut already. */
export function paramsIn(tokens: readonly SqlToken[]): readonly string[] {
  const names = tokens.filter((token) => token.kind === "param").map((token) => token.text.slice(1));
  return [...new Set(names)];
}
