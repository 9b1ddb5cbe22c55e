import type { Logger } from "@slack/bolt";
import { WebClient, type WebClientOptions } from "@slack/web-api";

/** How long Slack may take before a call counts as lost, in milliseconds. */
export interface Patience {
  readonly call: number;
  /** For the bytes of one file. */
  readonly bytes: number;
}

export const PATIENCE: Patience = { call: 10_000, bytes: 120_000 };

/** What a client of the Web API is made from. */
export interface WebSettings {
  readonly logger: Logger;
  readonly token: string;
  /** Base of the Web API, ending in a slash. */
  readonly apiUrl: string;
  readonly patience?: Patience;
  /** Told of each call, and then of the Date of its answer. */
  readonly dated?: () => (date: string | null) => void;
}

/**
 * Options that every client of ours has: a time limit, and no retries of the library's own, since it would post a message
 * twice and, at one 429, hold up every other call.
 */
export function webOptions(apiUrl: string, patience: Patience): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    timeout: patience.call,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    maxRequestConcurrency: 50,
  };
}

/** A client of the Web API. */
export function createWeb({ token, apiUrl, logger, patience = PATIENCE, dated }: WebSettings): WebClient {
  const fetchDated: typeof fetch = async (input, init) => {
    const answered = dated?.();
    const response = await fetch(input, init);
    answered?.(response.headers.get("date"));
    return response;
  };
  return new WebClient(token, { ...webOptions(apiUrl, patience), logger, fetch: fetchDated });
}
