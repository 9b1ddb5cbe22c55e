import { TrailError } from "../errors.ts";

/** One field of a summary: the number of rows, a param of the question, or something folded from a column. */
export type Field =
  | { readonly kind: "count" }
  | { readonly kind: "param"; readonly name: string }
  | { readonly kind: "distinct" | "sum" | "first" | "last"; readonly name: string };

export type Part = { readonly kind: "text"; readonly text: string } | Field;

/** A stretch of a summary; an optional one (in square brackets) is dropped where one of its fields has no value. */
export interface Stretch {
  readonly optional: boolean;
  readonly parts: readonly Part[];
}

const TOKEN = /\{[^{}[\]]*\}|[[\]{}]|[^[\]{}]+/g;
const FIELD = /^\{(?:(distinct|sum|first|last) +)?([a-z][a-zA-Z0-9_]*)\}$/;

/**
 * Reads a summary such as `{count} changes to {resource}[ by {user}]`.
 * Throws a configuration error that says what is wrong with a template that can't be read.
 */
export function parseTemplate(template: string): readonly Stretch[] {
  const stretches: { optional: boolean; parts: Part[] }[] = [{ optional: false, parts: [] }];
  for (const token of template.match(TOKEN) ?? []) {
    const current = stretches.at(-1);
    if (token === "[" || token === "]") {
      if (current?.optional !== (token === "]")) throw malformed(template, `"${token}" stands without its partner`);
      stretches.push({ optional: token === "[", parts: [] });
    } else {
      current?.parts.push(partOf(token, template));
    }
  }
  if (stretches.at(-1)?.optional === true) throw malformed(template, `"[" stands without its partner`);
  return stretches.filter(({ parts }) => parts.length > 0);
}

/** The names a summary depends on. */
export interface SummaryFields {
  /** Params, each once. */
  readonly params: readonly string[];
  /** Params that stand outside square brackets: an optional one there would leave a gap. */
  readonly bareParams: readonly string[];
  /** Columns of the rows, each once. */
  readonly columns: readonly string[];
}

/** What a summary template mentions, so that its names can be checked. Throws as {@link parseTemplate} does. */
export function summaryFields(template: string): SummaryFields {
  const fields = parseTemplate(template).flatMap(({ optional, parts }) => parts.map((part) => ({ optional, part })));
  const names = (kept: (field: Part, optional: boolean) => boolean): string[] => [
    ...new Set(fields.flatMap(({ optional, part }) => ("name" in part && kept(part, optional) ? [part.name] : []))),
  ];
  return {
    params: names((field) => field.kind === "param"),
    bareParams: names((field, optional) => field.kind === "param" && !optional),
    columns: names((field) => field.kind !== "param"),
  };
}

function partOf(token: string, template: string): Part {
  if (!/^[{}]/.test(token)) return { kind: "text", text: token };
  const [whole, verb, name] = FIELD.exec(token) ?? [];
  if (whole === undefined || name === undefined) throw malformed(template, `"${token}" is no field`);
  if (verb === undefined) return name === "count" ? { kind: "count" } : { kind: "param", name };
  return { kind: verbOf(verb), name };
}

function verbOf(verb: string): "distinct" | "sum" | "first" | "last" {
  return verb === "distinct" || verb === "sum" || verb === "first" ? verb : "last";
}

function malformed(template: string, why: string): TrailError {
  return new TrailError(
    "configuration",
    `The summary "${template}" can't be read: ${why}. ` +
      "Write {count}, {param}, {distinct column}, {sum column}, {first column} or {last column}, " +
      "and put words that depend on an optional param in square brackets.",
  );
}
