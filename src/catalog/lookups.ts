import { z } from "zod";
import type { Binding, Bindings } from "./bindings.ts";
import type { Intent } from "./schema.ts";

/** Who may be asked what belongs together now, beside what the logs tell; each is switched on by the feature of its name. */
export const LOOKUPS = ["ec2"] as const;
export type LookupName = (typeof LOOKUPS)[number];

/** An instance, a network interface or a security group, as EC2 gives ids out: the only values that a look-up may bind. */
export const RelatedId = z
  .string()
  .regex(/^(?:i|eni|sg)-(?:[0-9a-f]{8}|[0-9a-f]{17})$/, "write an id such as eni-6c5ca5a8");

/** Most ids that one look-up gives to a statement. */
export const MOST_RELATED = 50;

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
