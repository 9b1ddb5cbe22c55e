import type { Instant } from "../../clock.ts";
import type { Mint } from "../press.ts";
import type { Accused } from "../was-you/accused.ts";

/** In which blocks an answer is drawn; a workspace may refuse the newer ones. All carry the same facts. */
export const FORMS = ["rich", "table", "plain"] as const;
export type Form = (typeof FORMS)[number];

/** Rows that the table of an answer shows. */
export const ROWS_SHOWN = 20;

/** What an answer's buttons refer to. */
export interface AnswerContext {
  readonly job: string;
  /** Zone of the asker. */
  readonly zone: string;
  readonly isPrivate: boolean;
  readonly now: Instant;
  /** People whom the findings name, and who can be asked. */
  readonly accused: readonly Accused[];
  readonly mint: Mint;
}
