import type { Fold } from "../fold.ts";

/** A text made of an answer's rows, which goes with the answer as a file of its own. Redacted as the rows are. */
export interface Attachment {
  /** Name of the file, with its extension; of letters, digits, `.` and `-` alone. */
  readonly name: string;
  /** One line that says what it is and what it is not. */
  readonly title: string;
  readonly text: string;
}

/** One way to make an attachment of shown rows; null where they give none. */
export interface AttachmentKind {
  /** Columns without which it cannot be made. */
  readonly needs: readonly string[];
  create(): Fold<Attachment | null>;
}
