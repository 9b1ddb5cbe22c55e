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
  /** One window. */
  | {
      readonly kind: "window";
      readonly window: Window;
      /** The words that gave it, with their prepositions, in order, without overlap. */
      readonly spans: readonly CharacterSpan[];
      /** The words name an end in the future, where no logs are: the window ends now. */
      readonly isCut: boolean;
    }
  /** Words of time that have no reading or two: `message` says which and what to write, `words` are those words. */
  | { readonly kind: "unclear"; readonly message: string; readonly words: string };
