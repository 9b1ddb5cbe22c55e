import type { Fold } from "../fold.ts";
import type { Moments } from "../moments.ts";

export const SEVERITIES = ["high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A fact worth a sentence. */
export interface Finding {
  readonly name: string;
  readonly severity: Severity;
  /** One sentence, safe to show: who, what, when. */
  readonly text: string;
  /** The events that show it, at most 20. */
  readonly eventids: readonly string[];
}

/** What a finding is told besides the rows. */
export interface FindingContext {
  readonly moments: Moments;
}

/** A finding without its name, as its fold makes it. */
export type Found = Omit<Finding, "name">;

/** One way to find something in rows. */
export interface FindingKind {
  /** How grave it is at most. */
  readonly severity: Severity;
  /** Columns without which it is never made; of an inner list, any one is enough. */
  readonly needs: readonly (string | readonly string[])[];
  /** Whether it also looks at failed attempts that the report leaves out. */
  readonly seesFailures: boolean;
  create(context: FindingContext): Fold<Found | null>;
}

/** Whether rows of this shape can show a finding of this kind. */
export function canBeFound(kind: FindingKind, columns: readonly { readonly name: string }[]): boolean {
  const names = new Set(columns.map(({ name }) => name));
  return kind.needs.every((need) =>
    typeof need === "string" ? names.has(need) : need.some((name) => names.has(name)),
  );
}
