import type { Instant } from "../clock.ts";
import type { Window } from "./window/window.ts";

/** Kinds of rows a report leaves out until asked; the column `hidden` holds them in the singular. */
export const HIDDEN_KINDS = ["failures", "reads", "services"] as const;
export type HiddenKind = (typeof HIDDEN_KINDS)[number];

/** Values of an intent's params, as typed (no quotes, no wrappers); an array where more than one was given. */
export type Params = Readonly<Record<string, string | readonly string[]>>;

/** The alert about which something is asked: its own time, and its title as it was told. */
export interface AlertMark {
  readonly at: Instant;
  readonly title: string;
}

/** A question that can be run: one intent, its params, one window. */
export interface Ready {
  readonly status: "ready";
  readonly intent: string;
  readonly params: Params;
  readonly window: Window;
  /** "top 10", "last 20 events": how many rows the report shows; null where no count was named. */
  readonly limit: number | null;
  /** Hidden kinds asked for in words ("reads too", "with failures"). */
  readonly include: readonly HiddenKind[];
  /** What was assumed and must be said with the answer, one sentence each. */
  readonly notes: readonly string[];
  /** Left out: it is not asked about an alert. */
  readonly alert?: AlertMark | undefined;
}

/** A likely meaning to offer back: pressing or typing `text` asks it. */
export interface Candidate {
  readonly intent: string;
  readonly text: string;
}

/** What the words of a question mean. Only `ready` may be run. */
export type Interpretation =
  | Ready
  /** Not understood, or half understood: `message` says which part, `candidates` are the nearest intents, best first. */
  | { readonly status: "asked"; readonly message: string; readonly candidates: readonly Candidate[] }
  /** Understood as something that Trail never does (change something, run SQL, a window out of bounds). */
  | { readonly status: "refused"; readonly message: string }
  | { readonly status: "help" };
