/** What of the configuration's `alerts:` the bot in Slack needs. */
export interface AlertSettings {
  /** Channels in which the messages of these bots are answered without being asked. */
  readonly watch: readonly { readonly channel: string; readonly bots: readonly string[] }[];
  /** Name or ARN of the role under which the bot runs: what it does itself is no alert to look into. Null: unknown. */
  readonly role: string | null;
}
