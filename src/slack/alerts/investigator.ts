import { createAlertReader } from "../../alerts/reader.ts";
import type { Alert } from "../../alerts/alert.ts";
import type { AlertMessage } from "../../alerts/message-text.ts";
import { suggest } from "../../alerts/suggest.ts";
import { vetted } from "../../catalog/catalog.ts";
import { instantOf } from "../../clock.ts";
import { createMinting, type Desk } from "../desk.ts";
import { sentenceMessage } from "../message/words.ts";
import { permit } from "../permit.ts";
import { refusal } from "../say-outcome.ts";
import { sayToAll } from "../sending/say-to-all.ts";
import { SlackRefused } from "../sending/sender.ts";
import type { Ear } from "../ear.ts";
import type { AlertSettings } from "./alert-settings.ts";
import { isOwnDoing } from "./own-doing.ts";
import { takeReplyTurn } from "./reply-turns.ts";
import { suggestionsMessage } from "../message/alert-suggestions.ts";
import type { Tally } from "./tally.ts";

/** A message that may be an alert, and where it stands. */
export interface Standing {
  readonly message: AlertMessage;
  readonly channel: string;
  /** Root of the thread below which the reply goes. */
  readonly thread: string;
}

/** Replies to alerts in channels with the questions that fit. It reads no logs, so that nothing is asked by it. */
export interface Investigator {
  /** Somebody asked for it on a message; a reason why not is told to them alone. */
  asked(standing: Standing, asker: Ear & { readonly team: string }): Promise<void>;
  /** A bot posted it. Nothing is said where it is not on the list, is over, is our own doing, or was said three times already. */
  posted(standing: Standing, bot: string): Promise<void>;
}

const DAY_MS = 86_400_000;
/** Replies wait this long for Slack, in milliseconds. */
const PATIENCE_MS = 60_000;

export function createInvestigator(
  desk: Desk,
  { watch, role }: AlertSettings,
  tally: Tally,
  dropped: (reason: string) => void,
): Investigator {
  const { store, clock, trail } = desk;
  const reader = createAlertReader(trail.accountNames);
  const intents = vetted(trail.catalog);

  const reply = async (alert: Alert, { channel, thread }: Standing): Promise<void> => {
    const minting = createMinting(desk, channel);
    const suggestions = suggest(alert, intents, instantOf(clock.now()));
    const draft = suggestionsMessage(alert, suggestions, minting.mint);
    await minting.store();
    await sayToAll(desk.post.sender, { channel, thread }, draft, { channel, until: clock.now() + PATIENCE_MS });
  };

  const read = (message: AlertMessage): Alert => reader.message(message, instantOf(clock.now()));

  const asked: Investigator["asked"] = async (standing, asker) => {
    const say = (sentence: string): Promise<void> => desk.sayPrivately(asker, [sentenceMessage(sentence)]);
    const permitted = await permit({ ...asker, isPrivate: false }, null, desk, false);
    if (!permitted.allowed) return say(permitted.reason);
    try {
      await reply(read(standing.message), standing);
    } catch (cause) {
      if (!(cause instanceof SlackRefused)) throw cause;
      await say(refusal(cause, desk));
    }
  };

  const posted: Investigator["posted"] = async (standing, bot) => {
    const { channel, message } = standing;
    if (!watch.some((one) => one.channel === channel && one.bots.includes(bot))) return;
    const alert = read(message);
    if (alert.state === "ok") return;
    if (isOwnDoing(alert, role)) return dropped("an alert about what the bot itself does");
    const { isExternallyShared } = await desk.directory.channel(channel);
    if (isExternallyShared) return dropped("an alert in a channel that is shared with another organization");
    if (!(await store.keep(`alert-seen:${channel}:${message.ts}`, true, clock.now() + DAY_MS))) return;
    if (!(await takeReplyTurn(desk.register, clock, `${channel} ${alert.key}`)))
      return dropped("an alert that was replied to three times in ten minutes");
    await reply(alert, standing);
  };

  return {
    asked: (standing, asker) => tally.run(() => asked(standing, asker)),
    posted: (standing, bot) => tally.run(() => posted(standing, bot)),
  };
}
