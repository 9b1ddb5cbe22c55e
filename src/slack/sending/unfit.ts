import { SlackRefused } from "./sender.ts";

/** Slack's codes for blocks that it will not take: another form may do. */
const UNFIT = new Set([
  "invalid_blocks",
  "invalid_blocks_format",
  "msg_blocks_too_long",
  "msg_too_long",
  "invalid_attachments",
]);

/** Whether Slack refused the form of a message, and not the message. */
export function isUnfit(cause: unknown): boolean {
  return cause instanceof SlackRefused && UNFIT.has(cause.code);
}
