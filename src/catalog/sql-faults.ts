import { sqlTexts } from "./catalog.ts";
import { KNOWN_NAMES } from "./known.ts";
import { comparisonFaults } from "./comparison-faults.ts";
import { LOOKUPS } from "./lookups.ts";
import { CLAUSE_WORDS, PORTABLE_FUNCTIONS, STATEMENT_WORDS, WORDS_BEFORE_PARENTHESIS } from "./sql-vocabulary.ts";
import { paramsIn, sqlTokens, type SqlToken } from "../sql-text.ts";
import { patternFaults } from "./pattern-faults.ts";
import type { Intent } from "./schema.ts";
import { tableFaults } from "./table-faults.ts";

/**
 * What is wrong with an intent's SQL, told from its words alone: more than a SELECT, other tables, functions that one of
 * the engines lacks, params that are unknown, unused or outside WHERE. Each fault is a sentence that says what to do.
 */
export function sqlFaults(intent: Pick<Intent, "id" | "sql" | "steps" | "params">): readonly string[] {
  const steps = (intent.steps ?? []).map((step) => step.name);
  const texts = sqlTexts(intent).map((sql) => ({ sql, all: sqlTokens(sql) }));
  return [
    ...texts.flatMap((text, index) => textFaults(intent, text, steps.slice(0, index))),
    ...unusedParams(
      intent,
      texts.flatMap(({ all }) => paramsIn(all)),
    ),
  ];
}

function textFaults(
  intent: Pick<Intent, "id" | "params">,
  { sql, all }: { readonly sql: string; readonly all: readonly SqlToken[] },
  earlierSteps: readonly string[],
): readonly string[] {
  const tokens = all.filter((token) => token.kind !== "comment");
  const words = tokens.filter((token) => token.kind === "word").map((token) => token.text.toLowerCase());
  const first = words[0] ?? "";
  return [
    ...(first === "select" || first === "with"
      ? []
      : ["its SQL must be one SELECT (a WITH list may stand before it)."]),
    ...tokens
      .filter((token) => token.text === ";")
      .map(() => "its SQL holds a `;`: one statement, without an end mark."),
    ...tokens
      .filter((token) => token.text === "`")
      .map(() => "its SQL holds a backtick: quote nothing, or use double quotes."),
    ...tokens
      .filter((token) => token.text === "?")
      .map(() => "its SQL holds a bare `?`: name the param, as in :resource."),
    ...unclosed(all),
    ...oddCharacters(sql, tokens),
    ...forbiddenWords(intent.id, words),
    ...castFaults(tokens),
    ...functionFaults(tokens),
    ...tableFaults(tokens),
    ...paramFaults(intent, tokens, earlierSteps),
    ...comparisonFaults(tokens),
    ...patternFaults(tokens),
  ];
}

const CLOSED: Partial<Record<SqlToken["kind"], RegExp>> = {
  string: /^'(?:[^']|'')*'$/,
  quoted: /^"(?:[^"]|"")*"$/,
  comment: /^--|\*\/$/,
};

function unclosed(tokens: readonly SqlToken[]): readonly string[] {
  const open = tokens.some(({ kind, text }) => CLOSED[kind]?.test(text) === false);
  return open ? ["its SQL holds a text or a comment that is not closed."] : [];
}

/** Marks of one engine's dialect, some of which would begin a text that this check takes for code: `$$…$$`, `E'…'`. */
function oddCharacters(sql: string, tokens: readonly SqlToken[]): readonly string[] {
  const odd = tokens.filter((token) => token.kind === "symbol" && !/[-()[\].,<>=!+*/%|:;?`]/.test(token.text));
  const prefixed = tokens.some(
    ({ kind, start }) => (kind === "string" || kind === "quoted") && /[\w&]/.test(sql.charAt(start - 1)),
  );
  return [
    ...[...new Set(odd.map((token) => token.text))].map(
      (text) => `its SQL holds a ${JSON.stringify(text)}, which means something in one engine only.`,
    ),
    ...(prefixed ? ["its SQL holds a text with a letter in front of its quote: write a plain text."] : []),
  ];
}

function forbiddenWords(id: string, words: readonly string[]): readonly string[] {
  const found = [...new Set(words)].filter((word) => STATEMENT_WORDS.has(word));
  const cuts = words.some((word) => ["limit", "fetch", "offset"].includes(word));
  const limit = cuts && id !== "recent" ? ["its SQL has a LIMIT: the report cuts, so that counts stay true."] : [];
  return [
    ...found.map((word) => `its SQL holds the word ${word.toUpperCase()}: an intent only reads, in plain SELECT.`),
    ...limit,
  ];
}

function castFaults(tokens: readonly SqlToken[]): readonly string[] {
  const found = tokens.some((token, at) => token.text === ":" && tokens[at + 1]?.text.startsWith(":"));
  const arrows = tokens.some(
    (token, at) =>
      token.text === "-" &&
      tokens[at + 1]?.text === ">" &&
      (tokens[at + 2]?.text === ">" || tokens[at + 2]?.kind === "string"),
  );
  return [
    ...(found ? ["its SQL casts with `::`: write CAST(… AS …)."] : []),
    ...(arrows ? ["its SQL reads JSON with an arrow: write json_extract_scalar(…)."] : []),
  ];
}

function functionFaults(tokens: readonly SqlToken[]): readonly string[] {
  const called = tokens.filter(
    (token, at) =>
      (token.kind === "word" || token.kind === "quoted") && tokens[at + 1]?.text === "(" && !isName(tokens, at),
  );
  const unknown = called
    .map((token) => token.text.toLowerCase())
    .filter((name) => !PORTABLE_FUNCTIONS.has(name) && !WORDS_BEFORE_PARENTHESIS.has(name));
  return [...new Set(unknown)].map(
    (name) => `its SQL calls ${name}(), which is not on the list of functions that both engines have.`,
  );
}

/** `AS t(a, b)` after UNNEST. */
function isName(tokens: readonly SqlToken[], at: number): boolean {
  return tokens[at - 1]?.text.toLowerCase() === "as";
}

function paramFaults(
  intent: Pick<Intent, "params">,
  tokens: readonly SqlToken[],
  earlierSteps: readonly string[],
): readonly string[] {
  const faults: string[] = [];
  const clauses: string[] = ["select"];
  tokens.forEach((token, at) => {
    const word = token.text.toLowerCase();
    if (token.text === "(") clauses.push(clauses.at(-1) ?? "select");
    else if (token.text === ")") clauses.pop();
    else if (token.kind === "word" && CLAUSE_WORDS.has(word)) clauses[clauses.length - 1] = word;
    if (token.kind !== "param") return;
    const fault = paramFault(intent, token, tokens[at - 1], tokens[at - 2], earlierSteps);
    if (fault !== null) faults.push(fault);
    if (clauses.at(-1) !== "where")
      faults.push(`its SQL has ${token.text} outside WHERE: Athena takes values only there.`);
  });
  return [...new Set(faults)];
}

function paramFault(
  intent: Pick<Intent, "params">,
  token: SqlToken,
  before: SqlToken | undefined,
  twoBefore: SqlToken | undefined,
  earlierSteps: readonly string[],
): string | null {
  const name = token.text.slice(1);
  if (name === "from" || name === "to") return null;
  const [step, column] = name.split(".");
  if (step === "known") {
    return KNOWN_NAMES.some((known) => known === column)
      ? null
      : `its SQL takes ${token.text}: of what is known there is ${KNOWN_NAMES.join(", ")}.`;
  }
  if (column !== undefined) {
    return earlierSteps.includes(step ?? "")
      ? null
      : `its SQL takes ${token.text}, but no earlier step is named ${step ?? ""}.`;
  }
  const plain = name.replace(SUFFIX, "");
  const param = Object.hasOwn(intent.params, plain) ? intent.params[plain] : undefined;
  if (param === undefined) return `its SQL takes ${token.text}, but the intent has no param ${plain}.`;
  const isLookedUp = LOOKUPS.some((lookup) => name === `${plain}_${lookup}`);
  if (isLookedUp && param.lookup === undefined)
    return `its SQL takes ${token.text}, but nothing is looked up for ${plain}: give the param \`lookup\`.`;
  if (plain !== name && !isLookedUp) {
    const types = name.endsWith("_quoted") ? ["resource"] : ["resource", "user", "role", "ip"];
    return types.includes(param.type) ? null : `its SQL takes ${token.text}, but a ${param.type} has no pattern.`;
  }
  const listed = before?.text === "(" && twoBefore?.text.toLowerCase() === "in";
  return (param.many || isLookedUp) && !listed
    ? `its SQL has ${token.text}, of which there may be many: write IN (${token.text}).`
    : null;
}

/** What a param offers besides its values. */
const SUFFIX = /_(pattern|quoted|ec2)$/;

function unusedParams(intent: Pick<Intent, "params">, mentioned: readonly string[]): readonly string[] {
  const used = new Set(mentioned.map((name) => name.replace(SUFFIX, "")));
  return Object.entries(intent.params).flatMap(([name, { lookup }]) => [
    ...(used.has(name) ? [] : [`its param ${name} is used nowhere in the SQL.`]),
    ...(lookup === undefined || mentioned.includes(`${name}_${lookup}`)
      ? []
      : [`what is looked up for its param ${name} is used nowhere in the SQL: write IN (:${name}_${lookup}).`]),
  ]);
}
