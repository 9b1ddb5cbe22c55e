import type { ReceiverEvent } from "@slack/bolt";
import type { SocketModeClient } from "@slack/socket-mode";
import type { Clock } from "../../clock.ts";
import { guardFrames } from "./guard-frames.ts";

/** Why a connection is over: what Slack said (`refresh_requested`, `too_many_websockets` …), or null where it just broke. */
export class ConnectionOver extends Error {
  override readonly name = "ConnectionOver";
  readonly reason: string | null;

  constructor(reason: string | null) {
    super(reason === null ? "the connection broke" : `Slack ended the connection: ${reason}`);
    this.reason = reason;
  }
}

/** One socket that is open. */
export interface Connection {
  /** Resolves as soon as another is wanted in its place; this one may still send acknowledgements for a while. */
  readonly over: Promise<ConnectionOver>;
  /** Resolves when nothing goes over it any more. */
  readonly closed: Promise<void>;
  /** Takes nothing more, sends the acknowledgements that are still to come, for three seconds at most, and closes. */
  close(): Promise<void>;
}

export interface ConnectionParts {
  readonly client: SocketModeClient;
  readonly clock: Clock;
  /** Takes what came in; resolves when it has been handled. Never rejects. */
  readonly deliver: (event: ReceiverEvent) => Promise<void>;
  readonly dropped: (reason: string) => void;
}

/** What the library tells of a delivery. */
interface SocketEvent {
  readonly body: ReceiverEvent["body"];
  readonly ack: ReceiverEvent["ack"];
  readonly retry_num?: number;
  readonly retry_reason?: string;
}

/** After this long Slack has given an acknowledgement up, in milliseconds. */
const ACK_PATIENCE = 3000;

/**
 * Opens a socket and hands on what comes. Throws what apps.connections.open failed with, or {@link ConnectionOver} where
 * Slack ended it before its hello.
 */
export async function connect({ client, clock, deliver, dropped }: ConnectionParts): Promise<Connection> {
  const owed = new Set<Promise<void>>();
  const over = Promise.withResolvers<ConnectionOver>();
  const closed = Promise.withResolvers<void>();
  let isClosing = false;
  let reason: string | null = null;

  const acksAreOut = async (): Promise<void> => {
    if (owed.size === 0) return;
    const waiting = new AbortController();
    const late = clock.after(ACK_PATIENCE, waiting.signal);
    await Promise.race([Promise.all(owed), late]);
    waiting.abort();
  };

  client.on("slack_event", ({ body, ack, retry_num: retryNum, retry_reason: retryReason }: SocketEvent) => {
    if (isClosing) return;
    const answered = Promise.withResolvers<void>();
    owed.add(answered.promise);
    const settle = (): void => {
      answered.resolve();
      owed.delete(answered.promise);
    };
    void deliver({
      body,
      ack: (response: unknown) => ack(response).finally(settle),
      ...(retryNum === undefined ? {} : { retryNum }),
      ...(retryReason === undefined ? {} : { retryReason }),
    }).finally(settle);
  });
  guardFrames(client, {
    dropped,
    // The library closes at once, and with it all acknowledgements that are still to come.
    leaving: (why) => {
      reason = why;
      over.resolve(new ConnectionOver(why));
      return acksAreOut();
    },
  });
  client.once("disconnected", () => {
    over.resolve(new ConnectionOver(reason));
    closed.resolve();
  });
  await client.start().catch((cause: unknown) => {
    // The library says nothing of why a socket was closed before its hello.
    throw cause instanceof Error ? cause : new ConnectionOver(reason);
  });
  return {
    over: over.promise,
    closed: closed.promise,
    async close() {
      isClosing = true;
      await acksAreOut();
      await client.disconnect().catch(() => undefined);
    },
  };
}
