import type { Receiver } from "@slack/bolt";
import { TrailError } from "../errors.ts";
import { libraryLogger } from "./library-logger.ts";
import { lockedOutBy } from "./locked-out.ts";
import { createHttpReceiver } from "./receiving/http-receiver.ts";
import { createSocketReceiver } from "./receiving/socket-receiver.ts";
import type { SlackBotParts } from "./bot-parts.ts";

/** How long a request over HTTP waits for the store, in milliseconds, before it is looked at: Slack gives 3 s in all. */
const STORE_PATIENCE = 800;

/** How long a request may take to arrive, and a socket may be silent, in milliseconds. */
const HTTP_PATIENCE = 10_000;
const SOCKET_SILENCE = 5000;

/** Makes the way in which requests reach the bot, and tells its port (0: none) and open sockets. */
export function createReceiver({ receiving, apiUrl, clock, log, store, lockedOut, figures }: SlackBotParts): {
  readonly receiver: Receiver;
  port(): number;
  sockets(): number;
} {
  const logger = libraryLogger(log);
  const dropped = (reason: string): void => {
    figures.dropped();
    log.warn("a request was dropped", { reason });
  };
  if (receiving.by === "http") {
    // A store that does not say lets the request pass: what it asks for is refused in words where it cannot be written down.
    const isFresh = async (signature: string, until: number): Promise<boolean> =>
      Promise.race([
        store.keep(signature, true, until).catch(() => true),
        clock.after(STORE_PATIENCE).then(() => true),
      ]);
    const receiver = createHttpReceiver({ ...receiving, patience: HTTP_PATIENCE, clock, logger, isFresh, dropped });
    return { receiver, port: () => receiver.port(), sockets: () => 0 };
  }
  const refused = (cause: TrailError, code: string): void =>
    lockedOut(lockedOutBy(code) === "removed" ? "removed" : "settings", cause);
  const receiver = createSocketReceiver({
    ...receiving,
    silence: SOCKET_SILENCE,
    apiUrl,
    clock,
    random: Math.random,
    logger,
    refused,
    dropped,
  });
  return { receiver, port: () => 0, sockets: () => receiver.open() };
}
