import type { Binding, Bindings } from "./binding.ts";
import type { Intent } from "./schema.ts";

/** The param whose values are looked up, or null: an intent has one at most. */
export function lookedUpParam({ params }: Pick<Intent, "params">): string | null {
  return Object.entries(params).find(([, { lookup }]) => lookup !== undefined)?.[0] ?? null;
}

/** `:resource_ec2` for the param of an intent that is looked up: the ids that were told, or one empty text where none were. */
export function lookupBindings(intent: Pick<Intent, "params">, ids: readonly string[]): Bindings {
  const name = lookedUpParam(intent);
  const lookup = name === null ? undefined : intent.params[name]?.lookup;
  if (lookup === undefined) return new Map();
  const binding: Binding = { values: ids.length === 0 ? [""] : ids };
  return new Map([[`${name}_${lookup}`, binding]]);
}
