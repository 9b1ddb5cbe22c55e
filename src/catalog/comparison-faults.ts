import type { SqlToken } from "../sql-text.ts";
import { NUMBER_COLUMNS, RELATION_COLUMNS } from "./sql-vocabulary.ts";

/** DuckDB lets a text be compared with a number or a flag, and a number with a text; Trino refuses. */
export function comparisonFaults(tokens: readonly SqlToken[]): readonly string[] {
  const faults = comparisons(tokens).flatMap(([left, right]) => [...typeFault(left, right), ...typeFault(right, left)]);
  return [...new Set(faults)];
}

type Side = SqlToken | undefined;

/** What stands on the two sides of `=`, `<>`, `IN (` and their like. */
function comparisons(tokens: readonly SqlToken[]): readonly (readonly [Side, Side])[] {
  const isOperator = (token: Side): boolean => token?.kind === "symbol" && /[=<>!]/.test(token.text);
  return tokens.flatMap((token, at): readonly (readonly [Side, Side])[] => {
    const word = token.kind === "word" ? token.text.toLowerCase() : "";
    if (word === "in" || word === "between") {
      const left = tokens[at - 1]?.text.toLowerCase() === "not" ? tokens[at - 2] : tokens[at - 1];
      return [[left, tokens[word === "in" ? at + 2 : at + 1]]];
    }
    if (!isOperator(token) || isOperator(tokens[at - 1])) return [];
    return [[tokens[at - 1], isOperator(tokens[at + 1]) ? tokens[at + 2] : tokens[at + 1]]];
  });
}

function typeFault(column: Side, other: Side): readonly string[] {
  if (column?.kind !== "word" || other === undefined) return [];
  const name = column.text.toLowerCase();
  const isFlag = other.kind === "word" && /^(true|false)$/i.test(other.text);
  if (RELATION_COLUMNS.has(name) && (other.kind === "number" || isFlag))
    return [`its SQL compares the text column ${column.text} with ${other.text}: put the value into quotes.`];
  if (NUMBER_COLUMNS.has(name) && (other.kind === "string" || isFlag))
    return [`its SQL compares the number ${column.text} with ${other.text}: write 0 or 1.`];
  return [];
}
