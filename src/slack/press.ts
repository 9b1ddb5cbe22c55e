import type { AlertMark, HiddenKind, Params } from "../question/interpretation.ts";
import type { Window } from "../question/window/window.ts";
import type { Ear } from "./ear.ts";

/**
 * What pressing a button does. It is kept in the store; the button itself carries an opaque id only, so that a copied or
 * edited button can ask for nothing else.
 */
export type Press =
  /** Asks another question in the same thread: a follow-up, a wider window, rows included, the same again. */
  | {
      readonly kind: "ask";
      readonly intent: string;
      readonly params: Params;
      readonly window: Window;
      readonly include: readonly HiddenKind[];
      /** Looks anew: an earlier result must not be given again. */
      readonly isFresh: boolean;
      /** The alert below which it stands: the window then reaches to when it is pressed. */
      readonly alert?: AlertMark | undefined;
    }
  /** Opens the form, with a text offered as the first value. */
  | { readonly kind: "form"; readonly text: string }
  /** Asks these words, as if they were typed. */
  | { readonly kind: "words"; readonly text: string }
  /** Runs a job that waits for its price to be agreed to. */
  | { readonly kind: "confirm"; readonly job: string }
  | { readonly kind: "cancel"; readonly job: string }
  /** Has a job's answer looked at again once all logs of its window have come; what is new then is posted. */
  | { readonly kind: "recheck"; readonly job: string }
  /** Goes on with a schedule, whose price is agreed to with it. */
  | { readonly kind: "resume"; readonly schedule: number }
  /** Shows SQL, executions and links of a job's answer. */
  | { readonly kind: "verify"; readonly job: string }
  /** Posts a private answer in the channel where it was asked. */
  | { readonly kind: "share"; readonly job: string }
  /** Shows one of the kept rows of a job's answer. */
  | { readonly kind: "row"; readonly job: string; readonly row: number }
  /** Pins one of the kept rows of a job's answer to the timeline of the channel, for everybody. */
  | { readonly kind: "pin"; readonly job: string; readonly row: number }
  /** Asks somebody whom a finding names whether it was them. */
  | { readonly kind: "was-you"; readonly job: string; readonly person: string; readonly sentence: string }
  /** Their answer. */
  | { readonly kind: "was-me"; readonly inquiry: string; readonly wasThem: boolean }
  /** Takes it out again. */
  | { readonly kind: "unpin"; readonly job: string; readonly row: number };

/** Keeps what a button does and returns the opaque id that the button carries. */
export type Mint = (press: Press) => string;

/** A press as it came in. `at` is Slack's own mark of it: the same for a second delivery. */
export interface Pressed extends Ear {
  readonly id: string;
  readonly at: string;
  /** ts of the message that holds the button; null: none that stays. */
  readonly message: string | null;
  readonly team: string;
  /** Opens a view, for three seconds and once. */
  readonly trigger: string;
}
