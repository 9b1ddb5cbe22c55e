/** What a value can be; the same names as the types of params in an intent file. */
export const ENTITY_TYPES = [
  "resource",
  "user",
  "role",
  "ip",
  "access-key",
  "account",
  "region",
  "service",
  "action",
  "bucket",
  "key",
  "secret",
  "port",
  "cidr",
  "event-id",
] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];

/**
 * The part a value plays by the words beside it: `agent` (by X), `subject` (did X), `passive` (was X), `of` (for X), `from` (from X),
 * `object` (changed X, to X), `whose` (access keys of X), `as` (as X), `loose` where nothing tells.
 */
export type Place = "agent" | "subject" | "passive" | "of" | "from" | "object" | "whose" | "as" | "loose";

/** A value in a question. */
export interface Entity {
  readonly value: string;
  /** What it can be, likeliest first; empty for a name that nothing says more about. */
  readonly types: readonly EntityType[];
  /** It cannot be an ordinary word: by its shape, its quotes or the noun beside it. */
  readonly isCertain: boolean;
  /** The concept of the noun beside it, or of what its id names; null when there is none. */
  readonly kind: string | null;
  /** The noun stands beside it in the question. */
  readonly hasNoun: boolean;
  readonly place: Place;
  /** The words that it takes up, its noun included: indexes, half-open. */
  readonly from: number;
  readonly to: number;
}
