import { sqlTokens } from "../../../sql-text.ts";

/** A list's compiled text (see Statement), taken apart. */
export interface ListText {
  /** Gives its rows, in no order and with all repeats. */
  readonly rows: string;
  /** Whether a row counts once, however often it was found. */
  readonly isDistinct: boolean;
}

/** How the rows of a list are ordered: newest first. */
export const LIST_ORDER = "ORDER BY eventtime DESC, eventid";

const TAIL = ["order", "by", "eventtime", "desc", ",", "eventid"];
/** They make one answer of two, so that the order belongs to more than the one SELECT. */
const JOINING = ["union", "intersect", "except"];

/**
 * Takes a list's text apart: the list is what `SELECT [DISTINCT] *` in {@link LIST_ORDER} makes of the rows. Null where the
 * text is no such list.
 */
export function takeListApart(sql: string): ListText | null {
  const tokens = sqlTokens(sql)
    .filter(({ kind }) => kind !== "comment")
    .map(({ text, start }) => ({ word: text.toLowerCase(), start, end: start + text.length }));
  const tail = tokens.slice(-TAIL.length);
  if (tail.map(({ word }) => word).join(" ") !== TAIL.join(" ")) return null;
  const outside = outsideParentheses(tokens);
  if (outside.some(({ word }) => JOINING.includes(word))) return null;
  const [select, second] = outside.filter(({ word }) => word === "select");
  if (select === undefined || second !== undefined) return null;
  const [distinct, next] = outside.slice(outside.indexOf(select) + 1);
  const end = tail[0]?.start;
  if (distinct?.word !== "distinct") return { rows: sql.slice(0, end), isDistinct: false };
  if (next?.word === "on") return null;
  return { rows: sql.slice(0, distinct.start) + sql.slice(distinct.end, end), isDistinct: true };
}

function outsideParentheses<T extends { readonly word: string }>(tokens: readonly T[]): readonly T[] {
  let depth = 0;
  return tokens.filter(({ word }) => {
    if (word === "(") depth++;
    if (word === ")") depth--;
    return depth === 0;
  });
}
