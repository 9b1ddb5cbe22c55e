import type { App, Logger, Receiver, ReceiverEvent } from "@slack/bolt";
import { SocketModeClient } from "@slack/socket-mode";
import { WebAPIPlatformError } from "@slack/web-api";
import { getGlobalDispatcher } from "undici";
import type { Clock } from "../../clock.ts";
import { TrailError, reasonOf } from "../../errors.ts";
import { connect, type Connection } from "./connection.ts";
import { deliver } from "./deliver.ts";
import { isCrowded, pauseAfter } from "./pauses.ts";

export interface SocketSettings {
  readonly appToken: string;
  /** Base of the Web API, ending in a slash. */
  readonly apiUrl: string;
  /** How many connections are kept: each event goes to one of them, so that one may be renewed while another listens. */
  readonly connections: number;
  /** Milliseconds without a sign of life after which a connection counts as broken, whatever TCP says. */
  readonly silence: number;
  readonly clock: Clock;
  /** In [0, 1): keeps those who wait from coming back all at once. */
  readonly random: () => number;
  readonly logger: Logger;
  /** Told, with Slack's own code, when it will never let this app connect: a token or a setting that no restart mends. */
  readonly refused: (cause: TrailError, code: string) => void;
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
/** A connection that was over sooner did not last, in milliseconds. */
const LASTING = 10_000;

/**
 * Keeps connections open until it is stopped. `start` resolves with the first of them, or rejects with
 * TrailError("configuration") when Slack refuses the app.
 */
export function createSocketReceiver(settings: SocketSettings): SocketReceiver {
  const { clock, logger } = settings;
  const over = new AbortController();
  const open = new Set<Connection>();
  /** Those that are open, and those that still send acknowledgements. */
  const alive = new Set<Connection>();
  let app: App | null = null;

  const handle = async (event: ReceiverEvent): Promise<void> => {
    try {
      if (app !== null) await deliver(app, event);
    } catch (cause) {
      logger.warn(`A delivery of Slack's was not handled: ${reasonOf(cause)}`);
    }
  };

  /** Opens a connection and keeps it until another is wanted; resolves to why. Throws where none could be opened. */
  const stay = async (up: () => void): Promise<{ readonly cause: Error; readonly isLasting: boolean }> => {
    const connection = await connect({ ...settings, client: clientOf(settings), deliver: handle });
    const since = clock.now();
    open.add(connection);
    alive.add(connection);
    void connection.closed.then(() => alive.delete(connection));
    if (over.signal.aborted) void connection.close();
    up();
    const cause = await connection.over;
    open.delete(connection);
    return { cause, isLasting: clock.now() - since >= LASTING };
  };

  const keep = async (up: () => void, failed: (cause: Error) => void): Promise<void> => {
    for (let failures = 0, before: Error | null = null; !over.signal.aborted;) {
      const { cause, isLasting } = await stay(up).catch((thrown: unknown) => ({
        cause: thrown instanceof Error ? thrown : new Error(String(thrown)),
        isLasting: false,
      }));
      if (over.signal.aborted) return;
      if (isHopeless(cause)) {
        const refusal = refusalFor(cause);
        failed(refusal);
        return settings.refused(refusal, cause.data.error);
      }
      failures = isLasting ? 0 : failures + 1;
      // Nothing changes from one attempt to the next: it is said once.
      if (failures > 0 && !(isCrowded(cause) && isCrowded(before))) {
        logger.warn(`A connection to Slack could not be opened, or did not last: ${cause.message}`);
      }
      before = cause;
      await clock.after(pauseAfter(failures, cause, settings.random), over.signal);
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
      await Promise.all([...alive].map((connection) => connection.close()));
    },
  };
}

function clientOf({ appToken, apiUrl, logger, silence }: SocketSettings): SocketModeClient {
  return new SocketModeClient({
    appToken,
    logger,
    clientPingTimeout: silence,
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

function refusalFor(cause: WebAPIPlatformError): TrailError {
  return new TrailError(
    "configuration",
    `Slack lets this app open no connection (${cause.data.error}): look at SLACK_APP_TOKEN (it needs connections:write), and at Socket Mode in the app's settings.`,
    { cause },
  );
}
