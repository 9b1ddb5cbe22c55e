import { z } from "zod";
import { MOST_RELATED, RelatedId } from "../catalog/lookups.ts";

/** Somebody who knows what belongs together now, beside the logs, which tell what happened. */
export interface Lookup {
  /** Never throws: what could not be told is a note. Takes a few seconds at most, and ends at once when the signal aborts. */
  ask(question: LookupQuestion): Promise<LookedUp>;
}

/** Of what is to be told what belongs to it. */
export interface LookupQuestion {
  /** Ids, names or ARNs, as a question gives them. */
  readonly resources: readonly string[];
  /** Account ids and region codes that limit the question: of nothing else is anything told. Empty: no limit. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly signal: AbortSignal;
}

/** What was told, as a job keeps it. */
export const LookedUp = z.object({
  /** What belongs to the resources, beside themselves. */
  ids: z.array(RelatedId).max(MOST_RELATED),
  /** Sentences for the answer: what was told, or why nothing was. */
  notes: z.array(z.string()),
});
export type LookedUp = z.infer<typeof LookedUp>;
