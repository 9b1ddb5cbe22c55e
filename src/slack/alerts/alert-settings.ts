import type { AlertKind } from "../../alerts/alert.ts";

/** What of the configuration's `alerts:` the bot in Slack needs. */
export interface AlertSettings {
  /** Channels in which the messages of these bots are replied to without being asked. */
  readonly watch: readonly { readonly channel: string; readonly bots: readonly string[] }[];
  /** Where alerts that are sent to Trail are shown; null: none are sent. */
  readonly channel: string | null;
  /** Name or ARN of the role under which the bot runs: what it does itself is no alert to look into. Null: unknown. */
  readonly role: string | null;
  /** The intent that is asked about an alert of a kind when it comes. */
  readonly run: Readonly<Partial<Record<AlertKind, string>>>;
  /** Dollars that those questions may cost on one day (UTC). */
  readonly day: number;
}

/** Nothing of alerts but the shortcut. */
export const NO_ALERTS: AlertSettings = { watch: [], channel: null, role: null, run: {}, day: 5 };
