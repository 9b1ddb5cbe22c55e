import type { Window } from "./window.ts";

/** A range of characters in the text that was read, half-open. */
export interface CharacterSpan {
  readonly start: number;
  readonly end: number;
}

/** What the words say about time. Only `window` may be used; `unclear` is asked back, never guessed. */
export type WindowReading =
  /** No words of time. */
  | { readonly kind: "none" }
  /** One window. `spans` are the words that gave it, with their prepositions, in order, without overlap. */
  | { readonly kind: "window"; readonly window: Window; readonly spans: readonly CharacterSpan[] }
  /** Words of time that have no reading or two: `message` says which and what to write, `words` are those words. */
  | { readonly kind: "unclear"; readonly message: string; readonly words: string };
