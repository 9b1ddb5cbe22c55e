import type { Mrkdwn } from "./mrkdwn.ts";

/** A message as it may be sent: its blocks, and the same facts as text. */
export interface Form {
  readonly text: Mrkdwn;
  readonly blocks: readonly unknown[];
}

/** The forms in which a message may be sent, best first; all say the same. A workspace may refuse newer blocks. */
export type Forms = readonly Form[];
