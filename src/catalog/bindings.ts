import { TrailError } from "../errors.ts";
import { eventSourceOf } from "../question/entities/service-sources.ts";
import { accepts, hasControl } from "../question/entities/grammar.ts";
import type { Params } from "../question/interpretation.ts";
import type { Span } from "../engine/engine.ts";
import { addressPattern } from "./address-pattern.ts";
import type { Binding, Bindings } from "./binding.ts";
import { namePattern, quotedPattern, resourcePattern } from "./name-pattern.ts";
import { lookupBindings } from "./lookup-bindings.ts";
import type { Intent, ParamType } from "./schema.ts";

/** Most values of one param. */
const MOST_VALUES = 50;
/** Athena takes no longer literal, quotes included. */
const LONGEST_LITERAL = 1024;

/**
 * Checks params against their grammar and makes the values that go to the engine. `:from` and `:to` are the window.
 * A `resource` param also gives `:name_quoted`, a pattern that finds it as a whole JSON text, to stand behind a key.
 * A `resource`, `user`, `role` or `ip` param also gives `:name_pattern`, a pattern for RE2 and Joni; that of an absent
 * optional param is empty and matches everything. What is looked up for a param is empty here. Throws TrailError: "asked"
 * for a missing one, "refused" for a bad one.
 */
export function bindParams(intent: Pick<Intent, "id" | "params">, params: Params, window: Span): Bindings {
  refuseUnknown(intent, params);
  const bindings = new Map<string, Binding>([
    ["from", { values: [window.start] }],
    ["to", { values: [window.end] }],
    ...lookupBindings(intent, []),
  ]);
  for (const [name, param] of Object.entries(intent.params)) {
    const values = checkedValues(name, param, given(params, name));
    if (values.length === 0 && !param.optional) {
      throw new TrailError("asked", `${intent.id} needs ${param.description}: name it in the question.`);
    }
    bindings.set(name, { values: values.length === 0 ? [""] : values.map((value) => boundValue(param.type, value)) });
    const pattern = values.length === 0 ? { values: [""] } : patternBinding(param.type, values);
    if (pattern !== null) bindings.set(`${name}_pattern`, pattern);
    if (param.type === "resource") bindings.set(`${name}_quoted`, { values: [quotedPattern(values)] });
  }
  for (const { values } of bindings.values()) values.forEach(refuseTooLong);
  return bindings;
}

/** Params that name the scope of any question unless the intent declares them itself. */
export const SCOPE_PARAMS = ["account", "region"] as const;

function refuseUnknown(intent: Pick<Intent, "id" | "params">, params: Params): void {
  const known = [...Object.keys(intent.params), ...SCOPE_PARAMS];
  const unknown = Object.keys(params).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new TrailError("refused", `${intent.id} has no param named ${unknown}: it knows ${known.join(", ")}.`);
}

/** The values given for a name, as a list. */
export function given(params: Params, name: string): readonly string[] {
  const value = Object.hasOwn(params, name) ? params[name] : undefined;
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}

/** Values brought into the form that their type has; throws TrailError("refused") for one that has another. */
export function checkedValues(
  name: string,
  param: { type: ParamType; many: boolean },
  values: readonly string[],
): readonly string[] {
  if (values.length > 1 && !param.many)
    throw new TrailError("refused", `Give one ${name}, not ${values.length}: ask once for each.`);
  if (values.length > MOST_VALUES) {
    throw new TrailError("refused", `${values.length} values of ${name} are too many: give ${MOST_VALUES} at most.`);
  }
  return values.map((value) => {
    const checked = accepts(param.type, value);
    if (!checked.ok) throw new TrailError("refused", checked.reason);
    return checked.value;
  });
}

/** What stands in the logs for a value: `s3` is written `s3.amazonaws.com`, an action without its service. */
function boundValue(type: ParamType, value: string): string {
  switch (type) {
    case "service":
      return eventSourceOf(value);
    case "action":
      return value.slice(value.indexOf(":") + 1);
    default:
      return value;
  }
}

function patternBinding(type: ParamType, values: readonly string[]): Binding | null {
  switch (type) {
    case "resource":
      return resourcePattern(values);
    case "user":
    case "role":
      return { values: [namePattern(type, values)] };
    case "ip":
      return { values: [addressPattern(values)] };
    default:
      return null;
  }
}

/** Whether a text, wherever it comes from, can be a literal of either engine. */
export function fitsLiteral(text: string): boolean {
  return text.replaceAll("'", "''").length + 2 <= LONGEST_LITERAL && !hasControl(text);
}

function refuseTooLong(value: string): void {
  if (!fitsLiteral(value)) {
    throw new TrailError(
      "refused",
      "The ids or names in the question are too long for one search: ask about fewer of them.",
    );
  }
}
