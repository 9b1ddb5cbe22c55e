import type { App, Logger, Receiver, ReceiverEvent } from "@slack/bolt";
import { SocketModeClient } from "@slack/socket-mode";
import { WebAPIPlatformError, WebAPIRateLimitedError } from "@slack/web-api";
import { getGlobalDispatcher } from "undici";
import type { Clock } from "../../clock.ts";
import { TrailError } from "../../errors.ts";
import { guardFrames } from "./guard-frames.ts";

export interface SocketSettings {
  readonly appToken: string;
  /** Base of the Web API, ending in a slash. */
  readonly apiUrl: string;
  /** How many connections are kept: each event goes to one of them, so that one may be renewed while another listens. */
  readonly connections: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told when Slack will never let this app connect: a token or a setting that no restart mends. */
  readonly refused: (cause: Error) => void;
  /** Told of each frame that was dropped. */
  readonly dropped: (reason: string) => void;
}

/** Bolt's receiver over Socket Mode, with how many connections are open. */
export interface SocketReceiver extends Receiver {
  open(): number;
}

/** Answers of apps.connections.open that stay the same however often one asks. */
const HOPELESS = new Set([
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "link_disabled",
  "not_allowed_token_type",
  "app_not_found",
]);
/** Pauses before another attempt, in milliseconds. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 60_000;
/** Slack allows ten connections; one that is refused for their number waits this long at least. */
const CROWDED_PAUSE = 30_000;

/**
 * Keeps connections open until it is stopped. `start` resolves with the first of them, or rejects with
 * TrailError("configuration") when Slack refuses the app.
 */
export function createSocketReceiver(settings: SocketSettings): SocketReceiver {
  const over = new AbortController();
  const open = new Set<SocketModeClient>();
  let app: App | null = null;

  const deliver = async (event: ReceiverEvent): Promise<void> => {
    await app?.processEvent(event);
  };

  const connect = async (up: () => void): Promise<void> => {
    const client = clientOf(settings);
    guardFrames(client, settings.dropped);
    client.on(
      "slack_event",
      (event: {
        body: ReceiverEvent["body"];
        ack: ReceiverEvent["ack"];
        retry_num?: number;
        retry_reason?: string;
      }) => {
        const { body, ack, retry_num: retryNum, retry_reason: retryReason } = event;
        void deliver({
          body,
          ack,
          ...(retryNum === undefined ? {} : { retryNum }),
          ...(retryReason === undefined ? {} : { retryReason }),
        });
      },
    );
    const ended = new Promise<void>((resolve) => client.once("disconnected", () => resolve()));
    const stop = (): void => void client.disconnect().catch(() => undefined);
    await client.start();
    open.add(client);
    over.signal.addEventListener("abort", stop);
    if (over.signal.aborted) stop();
    up();
    await ended;
    over.signal.removeEventListener("abort", stop);
    open.delete(client);
  };

  const keep = async (up: () => void, failed: (cause: Error) => void): Promise<void> => {
    for (let failures = 0; !over.signal.aborted;) {
      try {
        await connect(() => {
          failures = 0;
          up();
        });
      } catch (cause) {
        failures++;
        const error = cause instanceof Error ? cause : new Error(String(cause));
        settings.logger.warn(`A connection to Slack could not be opened: ${error.message}`);
        if (isHopeless(error)) {
          const refusal = new TrailError(
            "configuration",
            `Slack lets this app open no connection (${error.data.error}): look at SLACK_APP_TOKEN (it needs connections:write), and at Socket Mode in the app's settings.`,
            { cause },
          );
          failed(refusal);
          settings.refused(refusal);
          return;
        }
        await settings.clock.after(pauseAfter(failures, error), over.signal);
      }
    }
  };

  return {
    init: (bolt) => void (app = bolt),
    open: () => open.size,
    start: () =>
      new Promise<void>((resolve, reject) => {
        for (let count = 0; count < settings.connections; count++) void keep(resolve, reject);
      }),
    async stop() {
      over.abort();
      await Promise.all([...open].map((client) => client.disconnect().catch(() => undefined)));
    },
  };
}

function clientOf({ appToken, apiUrl, logger }: SocketSettings): SocketModeClient {
  return new SocketModeClient({
    appToken,
    logger,
    // The socket goes where the proxy of the process leads, as every other call does.
    dispatcher: getGlobalDispatcher(),
    // This receiver reconnects by itself: the library's own way gives up, and ends the process, when a request fails.
    autoReconnectEnabled: false,
    clientOptions: {
      slackApiUrl: apiUrl,
      timeout: 10_000,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
    },
  });
}

function isHopeless(error: Error): error is WebAPIPlatformError {
  return error instanceof WebAPIPlatformError && HOPELESS.has(error.data.error);
}

function pauseAfter(failures: number, error: Error): number {
  if (error instanceof WebAPIRateLimitedError) return error.retryAfter * 1000;
  const pause = Math.min(FIRST_PAUSE * 2 ** Math.min(failures - 1, 10), LONGEST_PAUSE);
  return error.message.includes("too_many_websockets") ? Math.max(pause, CROWDED_PAUSE) : pause;
}
