import type { SqlToken } from "../sql-text.ts";
import { CLAUSE_WORDS } from "./sql-vocabulary.ts";

/** Reads of other tables than the relations and the WITH list of the text itself, and joins that are hard to see. */
export function tableFaults(tokens: readonly SqlToken[]): readonly string[] {
  const own = tokens
    .filter((_, at) => tokens[at + 1]?.text.toLowerCase() === "as" && tokens[at + 2]?.text === "(")
    .map((token) => token.text.toLowerCase());
  const known = new Set(["cloudtrail", "cloudtrail_before", "unnest", "select", "with", ...own]);
  const faults = tablePlaces(tokens).flatMap((at) => {
    const name = tokens[at]?.text.toLowerCase() ?? "";
    if (!known.has(name))
      return [`its SQL reads ${name}: only cloudtrail, cloudtrail_before and its own WITH list may be read.`];
    return tokens[at + 1]?.text === "." ? [`its SQL reads a table by a qualified name: write ${name} alone.`] : [];
  });
  return [...new Set([...faults, ...commaJoins(tokens)])];
}

/** Where the name of a table stands: after FROM and JOIN, however many parentheses between. */
function tablePlaces(tokens: readonly SqlToken[]): readonly number[] {
  return tokens.flatMap((token, at) => {
    const word = token.kind === "word" ? token.text.toLowerCase() : "";
    const compares = word === "from" && tokens[at - 1]?.text.toLowerCase() === "distinct";
    if ((word !== "from" && word !== "join") || compares) return [];
    const behind = tokens.slice(at + 1).findIndex(({ text }) => text !== "(");
    return behind === -1 ? [tokens.length] : [at + 1 + behind];
  });
}

function commaJoins(tokens: readonly SqlToken[]): readonly string[] {
  const clauses: string[] = [""];
  const joins = tokens.some(({ kind, text }) => {
    const word = text.toLowerCase();
    if (text === "(") clauses.push("");
    else if (text === ")") clauses.pop();
    else if (kind === "word" && CLAUSE_WORDS.has(word)) clauses[clauses.length - 1] = word;
    return text === "," && ["from", "on"].includes(clauses.at(-1) ?? "");
  });
  return joins ? ["its SQL joins with a comma: write JOIN."] : [];
}
