/** Something that happened in the sample logs and can be found out by asking. */
export interface Story {
  readonly title: string;
  /** Questions as somebody would type them. */
  readonly questions: readonly string[];
  /** What the answers tell, in one sentence. */
  readonly expectation: string;
}
