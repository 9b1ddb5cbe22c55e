import type { Params } from "../question/interpretation.ts";
import { foldField, named, type Filled, type NamingContext } from "./field-folds.ts";
import type { Fold } from "./fold.ts";
import { singular } from "./plural.ts";
import { parseTemplate, type Field, type Part, type Stretch } from "./template.ts";
import { listed } from "./words.ts";

/** What a summary's words depend on besides the rows. */
export interface SummaryContext extends NamingContext {
  readonly params: Params;
}

/** How a count is said, and whether the words after it stand in the singular. */
export interface Count {
  readonly words: string;
  readonly one: boolean;
}

/**
 * The summary of the rows folded, in words. `count` is said as it is given ("at least 1,000,000" where rows were cut).
 * Throws a configuration error on a malformed template.
 */
export function createSummary(template: string, context: SummaryContext): Fold<(count: Count) => string> {
  const stretches = parseTemplate(template);
  const folds = new Map<Part, Fold<Filled>>();
  for (const part of stretches.flatMap(({ parts }) => parts)) {
    if (part.kind !== "text" && part.kind !== "count" && part.kind !== "param")
      folds.set(part, foldField(part, context));
  }
  return {
    row: (row) => folds.forEach((fold) => fold.row(row)),
    end: () => (count) => render(stretches, (field) => valueOf(field, count, folds, context)),
  };
}

/** Words that lead up to something that is left out. */
const DANGLING = /(?:\s*(?:[,:;(]|\b(?:by|as|from|to|in|on|of|with|for|at|and|over|across|against|made|the)))+\s*$/;

/**
 * What was looked for, after the word "no": `changes to sg-1`. The summary without what only rows can tell; the empty
 * text where the template has no count.
 */
export function describeNothing(template: string, context: SummaryContext): string {
  const parts = parseTemplate(template).filter(({ optional, parts: inner }) => !optional || inner.every(isKnown));
  const flat = parts.flatMap((stretch) => stretch.parts);
  const count = flat.findIndex(({ kind }) => kind === "count");
  if (count === -1) return "";
  const after = flat.slice(count + 1);
  const unknown = after.findIndex((part) => !isKnown(part));
  const known = after.slice(0, unknown === -1 ? after.length : unknown);
  const last = known.at(-1);
  const closed =
    last?.kind === "text" ? [...known.slice(0, -1), { ...last, text: last.text.replace(DANGLING, "") }] : known;
  return render([{ optional: false, parts: closed }], (field) =>
    field.kind === "param" ? paramValue(field.name, context) : null,
  );

  function isKnown(part: Part): boolean {
    if (part.kind === "param") return paramValue(part.name, context) !== null;
    return part.kind === "text" || part.kind === "count";
  }
}

function render(stretches: readonly Stretch[], valueOfField: (field: Field) => Filled): string {
  let text = "";
  let one = false;
  for (const { optional, parts } of stretches) {
    const filled = parts.map((part) => (part.kind === "text" ? part : valueOfField(part)));
    if (optional && filled.includes(null)) continue;
    for (const value of filled) {
      if (value === null) continue;
      text += "kind" in value && one ? singular(value.text) : value.text;
      one = "one" in value && value.one;
    }
  }
  return text
    .replace(/ {2,}/g, " ")
    .replace(/ +([.,:;])/g, "$1")
    .trim();
}

function valueOf(field: Field, count: Count, folds: ReadonlyMap<Part, Fold<Filled>>, context: SummaryContext): Filled {
  if (field.kind === "count") return { text: count.words, one: count.one };
  if (field.kind === "param") return paramValue(field.name, context);
  return folds.get(field)?.end() ?? null;
}

function paramValue(name: string, { params, accountNames }: SummaryContext): Filled {
  const given = Object.hasOwn(params, name) ? params[name] : undefined;
  const values = (typeof given === "string" ? [given] : (given ?? [])).filter((value) => value !== "");
  return values.length === 0 ? null : { text: listed(values.map((value) => named(value, accountNames))), one: false };
}
