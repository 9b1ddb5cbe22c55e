import type { KnownBlock } from "@slack/types";
import type { Mrkdwn } from "../sending/mrkdwn.ts";
import type { Chart } from "./chart.ts";

/** A message ready to be sent: its blocks, and the same facts as text for phones, notifications and screen readers. */
export interface Draft {
  readonly text: Mrkdwn;
  readonly blocks: readonly (KnownBlock | Chart)[];
}
