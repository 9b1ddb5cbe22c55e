import type { Instant } from "../clock.ts";

/** Who asks, as far as words mean something else to somebody else. */
export interface QuestionContext {
  readonly now: Instant;
  /** IANA zone name, known to be valid. */
  readonly zone: string;
  /** Names of accounts by id. */
  readonly accounts: Readonly<Record<string, string>>;
}
