import { TrailError } from "../errors.ts";
import type { Binding, Bindings } from "./binding.ts";
import { sqlTokens, type SqlToken } from "../sql-text.ts";

/** Compiled SQL: what follows the engine's own list of relations, and one value for each `?`, in order. */
export interface Compiled {
  readonly sql: string;
  readonly values: readonly string[];
}

interface Piece {
  readonly text: string;
  readonly values: readonly string[];
}

/**
 * Puts `?` in place of each named param. The text that results depends on the reviewed SQL and on how many values a param
 * has, never on what they are. Comments are dropped. Throws TrailError("configuration") for a name without a binding.
 */
export function compileSql(sql: string, bindings: Bindings): Compiled {
  const tokens = sqlTokens(sql).filter((token) => token.kind !== "comment");
  const pieces: Piece[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const search = wholeTokenSearch(tokens, at, bindings);
    if (search !== null) {
      pieces.push({ text: spaceBefore(sql, tokens, at) + search.text, values: search.values });
      at += SEARCH_LENGTH - 1;
      continue;
    }
    const token = tokens[at];
    if (token !== undefined) pieces.push(piece(token, spaceBefore(sql, tokens, at), bindings));
  }
  const text = pieces
    .map((part) => part.text)
    .join("")
    .trim();
  return { sql: afterRelations(text), values: pieces.flatMap((part) => part.values) };
}

/** White space and line breaks as the file has them. */
function spaceBefore(sql: string, tokens: readonly SqlToken[], at: number): string {
  const token = tokens[at];
  const before = tokens[at - 1];
  if (token === undefined) return "";
  const gap = sql.slice(before === undefined ? 0 : before.start + before.text.length, token.start);
  return /\S/.test(gap) ? "\n" : gap;
}

function piece(token: SqlToken, space: string, bindings: Bindings): Piece {
  if (token.kind !== "param") return { text: space + token.text, values: [] };
  const binding = bindingOf(token, bindings);
  return { text: space + binding.values.map(() => "?").join(", "), values: binding.values };
}

function bindingOf(token: SqlToken, bindings: Bindings): Binding {
  const binding = bindings.get(token.text.slice(1));
  if (binding === undefined)
    throw new TrailError("configuration", `The SQL names ${token.text}, which is no param of the intent.`);
  return binding;
}

/** `regexp_like ( column , :name_pattern )`: six tokens. */
const SEARCH_LENGTH = 6;

/** For a single value a plain search goes in front of the pattern: it is some six times faster and finds no less. */
function wholeTokenSearch(tokens: readonly SqlToken[], at: number, bindings: Bindings): Piece | null {
  const [call, open, column, comma, param, close] = tokens.slice(at, at + SEARCH_LENGTH);
  if (call?.text.toLowerCase() !== "regexp_like" || open?.text !== "(" || column?.kind !== "word") return null;
  if (comma?.text !== "," || param?.kind !== "param" || close?.text !== ")") return null;
  const { values, needle = null } = bindingOf(param, bindings);
  if (needle === null) return null;
  return {
    text: `(strpos(${column.text}, ?) > 0 AND regexp_like(${column.text}, ?))`,
    values: [needle, ...values],
  };
}

/** The engine writes `WITH cloudtrail AS (…)`; an intent's own WITH list goes on from there. */
function afterRelations(sql: string): string {
  return sql.replace(/^WITH\b\s*/i, ", ");
}
