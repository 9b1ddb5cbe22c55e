import type { Instant } from "../clock.ts";
import type { Accounts } from "../question/names/find-entities.ts";
import { Lexicon } from "../question/words/lexicon.ts";
import type { Alert } from "./alert.ts";
import type { AlertMessage } from "./message-text.ts";
import { readMessage } from "./read-message.ts";
import { readPayload, type Payload } from "./read-payload.ts";

/** Reads alerts, wherever they come from. Pure, and nothing makes it throw. */
export interface AlertReader {
  /** A message in a channel. */
  message(message: AlertMessage, now: Instant): Alert;
  /** A message of the queue. */
  payload(text: string, now: Instant): Payload;
}

/** A reader that knows accounts by their names (id -> name) and words as questions do. */
export function createAlertReader(accounts: Accounts): AlertReader {
  const words = { lexicon: new Lexicon(), accounts };
  return {
    message: (message, now) => readMessage(message, { words, now }),
    payload: (text, now) => readPayload(text, { words, now }),
  };
}
