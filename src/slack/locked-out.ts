import { TOKEN_CHANGED } from "./sending/slack-fault.ts";

/**
 * What it means that Slack will not let the bot in: the app was removed from the workspace, so nobody waits for anything
 * any more; the token was changed, and a new process reads the new one; or a setting is wrong, which no restart mends.
 */
export type LockedOut = "removed" | "token-changed" | "settings";

const REMOVED = new Set(["account_inactive", "token_revoked"]);

/** What a refusal of the Web API's says of the token it was called with; null: nothing. */
export function lockedOutBy(code: string | null): "removed" | "token-changed" | null {
  if (code === null) return null;
  return REMOVED.has(code) ? "removed" : TOKEN_CHANGED.has(code) ? "token-changed" : null;
}
