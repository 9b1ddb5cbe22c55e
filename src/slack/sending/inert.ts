type Fields = Readonly<Record<string, unknown>>;

/**
 * What goes with every message, by method: Slack finds no names and no addresses in its text by itself, and shows nothing
 * of where one leads. `mrkdwn` holds for the text alone, which is shown where blocks are refused.
 * https://docs.slack.dev/messaging/formatting-message-text#automatic-parsing
 */
const NO_PARSING = { link_names: false, parse: "none" } as const;
export const INERT_NOTE = { ...NO_PARSING, mrkdwn: false, unfurl_links: false, unfurl_media: false } as const;
const INERT: ReadonlyMap<string, Fields> = new Map<string, Fields>([
  ["chat.postMessage", INERT_NOTE],
  ["chat.postEphemeral", NO_PARSING],
  ["chat.update", NO_PARSING],
]);

/** The fields of a call, inert where it says something. */
export function inert(method: string, fields: Fields): Fields {
  return { ...fields, ...INERT.get(method) };
}
