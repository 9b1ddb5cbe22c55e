import { z } from "zod";
import { spelledOut, wholeCharacters } from "../../report/visible.ts";

const Escaped = z.string().brand<"Mrkdwn">();

/** Text for a place where Slack reads markup. {@link mrkdwn} alone makes it, so nothing unescaped gets there. */
export type Mrkdwn = z.infer<typeof Escaped>;

/** Slack takes no longer text in an update. */
const MOST = 3900;

/**
 * Text that may come out of a log or from a person, so that nothing in it mentions, links or hides: the three characters
 * are escaped in this order, what the eye cannot see is spelled out, and what is too long is cut. The one place that
 * escapes. https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function mrkdwn(text: string): Mrkdwn {
  const escaped = spelledOut(text, "\n\t").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  if (escaped.length <= MOST) return Escaped.parse(escaped);
  return Escaped.parse(`${wholeCharacters(escaped, MOST - 1).replace(/&[a-z]*$/, "")}…`);
}
