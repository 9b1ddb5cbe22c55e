import type { Ready } from "../question/interpretation.ts";
import type { Question } from "../trail.ts";
import type { Asked } from "./asked.ts";

/** What the use case is asked, about the accounts that the asker may see (empty: all). */
export function questionOf(
  asked: Pick<Asked, "text" | "at" | "isConfirmed" | "isFresh">,
  ready: Ready,
  accounts: readonly string[],
): Question {
  return {
    text: asked.text,
    now: asked.at,
    zone: ready.window.zone,
    accounts,
    regions: [],
    include: [],
    limit: null,
    confirmed: asked.isConfirmed,
    fresh: asked.isFresh,
  };
}
