import { bindParams, given } from "./bindings.ts";
import { isList, sqlTexts, type Catalog } from "./catalog.ts";
import { compileSql } from "./compile.ts";
import { knownBindings, NOTHING_KNOWN } from "./known.ts";
import type { Fault } from "./load.ts";
import type { Intent } from "./schema.ts";
import { sqlTokens } from "../sql-text.ts";
import { runTests, type TestBench } from "./test-run/run-tests.ts";
import type { GrammarCheck } from "./trino-grammar.ts";
import type { Params } from "../question/interpretation.ts";

/** What a check needs of other stages. */
export interface CheckParts {
  readonly bench: TestBench;
  readonly grammar: GrammarCheck;
  /** What a question would run: the intent and its params; null where it would be asked back. */
  read(ask: string): { readonly intent: string; readonly params: Params } | null;
}

/** The outcome: faults keep an intent from being vetted, warnings do not. */
export interface Checked {
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

/**
 * Checks intents beyond what loading them shows: Trino's grammar on the compiled text, examples that are understood, and
 * all tests under all transformations.
 */
export async function checkIntents(intents: readonly Intent[], parts: CheckParts): Promise<Checked> {
  const faults: Fault[] = [];
  const warnings: Fault[] = [];
  for (const intent of intents) {
    const file = `${intent.id}.yml`;
    const messages = [
      ...grammarFaults(intent, parts.grammar),
      ...exampleFaults(intent, parts),
      ...keyFaults(intent),
      ...(await runTests(intent, parts.bench)),
    ];
    faults.push(...messages.map((message) => ({ file, message })));
    warnings.push(...scanWarnings(intent).map((message) => ({ file, message })));
  }
  return { faults, warnings };
}

/** The intents of a catalogue that a check looks at: one, or all that are not retired. */
export function checkable(catalog: Catalog, id: string | null): readonly Intent[] {
  return catalog.intents.filter((intent) => (id === null ? intent.status !== "retired" : intent.id === id));
}

/** Sample values for the grammar: it sees only how many there are. */
function grammarFaults(intent: Intent, grammar: GrammarCheck): readonly string[] {
  const example: Params = Object.fromEntries(
    Object.entries(intent.params).flatMap(([name, param]) =>
      param.optional ? [] : [[name, SAMPLE_VALUES[param.type]]],
    ),
  );
  const window = { start: "2026-11-19T00:00:00Z", end: "2026-11-20T00:00:00Z" };
  const bindings = new Map([...bindParams(intent, example, window), ...knownBindings(NOTHING_KNOWN, window, "UTC")]);
  const steps = (intent.steps ?? []).flatMap(({ name, sql }) =>
    sqlTokens(sql)
      .filter((token) => token.kind === "param" && token.text.includes("."))
      .map((token): [string, { values: readonly string[] }] => [token.text.slice(1), { values: [name] }]),
  );
  return sqlTexts(intent).flatMap((sql) => {
    const compiled = compileSql(sql, new Map([...bindings, ...steps]));
    const whole = compiled.sql.startsWith(",") ? `WITH cloudtrail AS (SELECT 1)${compiled.sql}` : compiled.sql;
    return grammar(whole).map(
      (fault) =>
        `its SQL is not Trino's: ${fault.message.split("\n")[0] ?? ""} (compiled line ${fault.line}, column ${fault.column}).`,
    );
  });
}

const SAMPLE_VALUES: Readonly<Record<Intent["params"][string]["type"], string>> = {
  resource: "sg-5887f224",
  user: "alice",
  role: "AdminRole",
  ip: "198.51.100.7",
  "access-key": "AKIAIOSFODNN7EXAMPLE",
  account: "111122223333",
  region: "us-east-1",
  service: "s3",
  action: "RunInstances",
  bucket: "logs",
  key: "alias/payroll",
  secret: "prod/db",
  port: "22",
  cidr: "0.0.0.0/0",
  "event-id": "6f1a2b3c-0000-4000-8000-000000000001",
};

function exampleFaults(intent: Intent, parts: CheckParts): readonly string[] {
  if (intent.status === "retired") return [];
  return intent.examples.flatMap(({ ask, params }) => {
    const read = parts.read(ask);
    if (read === null) return [`its example "${ask}" is asked back: add a phrase for it.`];
    if (read.intent !== intent.id) return [`its example "${ask}" is read as ${read.intent}: change one of the two.`];
    const wrong = [...new Set([...Object.keys(params), ...Object.keys(read.params)])].find(
      (name) => given(params, name).join("\n").toLowerCase() !== given(read.params, name).join("\n").toLowerCase(),
    );
    return wrong === undefined
      ? []
      : [
          `its example "${ask}" gives ${wrong} = ${given(read.params, wrong).join(", ") || "nothing"}, not ${given(params, wrong).join(", ") || "nothing"}.`,
        ];
  });
}

/** What is asked again and again says which rows are new. */
function keyFaults(intent: Intent): readonly string[] {
  const hasKey = intent.key.length > 0;
  if (isList(intent)) return hasKey ? ["its rows are events, which have their eventid: leave `key` out."] : [];
  return hasKey ? [] : ["its rows are no events: name by `key` the columns that tell one row from another."];
}

/** Each mention of the relation is a scan of all files, paid for in time and dollars. */
function scanWarnings(intent: Intent): readonly string[] {
  return sqlTexts(intent).flatMap((sql) => {
    const scans = sqlTokens(sql).filter(
      (token, at, all) => token.text.toLowerCase() === "cloudtrail" && /^(from|join)$/i.test(all[at - 1]?.text ?? ""),
    ).length;
    return scans > 1 ? [`its SQL reads cloudtrail ${scans} times: each is a scan of all files.`] : [];
  });
}
