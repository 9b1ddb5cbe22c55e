import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";

/** How a call of the Web API went wrong, and so what may be done about it. */
export type SlackFault =
  /** Slack refused it, with its own code: the same call gives the same answer. */
  | { readonly kind: "refused"; readonly code: string }
  /** Too many calls; nothing was done. */
  | { readonly kind: "limited"; readonly seconds: number }
  /** Nobody knows whether it was done: no answer, a broken connection, a fault of the server. */
  | { readonly kind: "uncertain"; readonly reason: string };

/** Where Slack names no time. */
const DEFAULT_WAIT = 30;
/** Codes of Slack's for a fault of its own. */
const PASSING = new Set([
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
  "team_added_to_org",
]);

/** Codes that blame the token: with the next one the same call may be taken. */
export const TOKEN_CHANGED: ReadonlySet<string> = new Set(["invalid_auth", "not_authed", "token_expired"]);

/** Slack's own code of a refusal, or null. */
export function slackCodeOf(thrown: unknown): string | null {
  return thrown instanceof WebAPIPlatformError ? thrown.data.error : null;
}

/** What kind of fault was thrown; anything that is none of Slack's is thrown again. */
export function slackFaultOf(thrown: unknown): SlackFault {
  if (thrown instanceof WebAPIRateLimitedError) {
    return { kind: "limited", seconds: Number.isFinite(thrown.retryAfter) ? thrown.retryAfter : DEFAULT_WAIT };
  }
  if (thrown instanceof WebAPIPlatformError) {
    const code = thrown.data.error;
    if (code === "ratelimited" || code === "rate_limited") return { kind: "limited", seconds: DEFAULT_WAIT };
    return PASSING.has(code) || TOKEN_CHANGED.has(code)
      ? { kind: "uncertain", reason: code }
      : { kind: "refused", code };
  }
  if (thrown instanceof WebAPIHTTPError) {
    if (thrown.statusCode === 429) return { kind: "limited", seconds: DEFAULT_WAIT };
    return { kind: "uncertain", reason: `status ${thrown.statusCode}` };
  }
  // The client throws a plain error at a 429 that names no time.
  if (thrown instanceof Error && thrown.message.startsWith("Retry header did not contain")) {
    return { kind: "limited", seconds: DEFAULT_WAIT };
  }
  if (thrown instanceof WebAPIRequestError) return { kind: "uncertain", reason: thrown.message };
  throw thrown;
}
