import { createAlertReader } from "../../alerts/reader.ts";
import { suggest } from "../../alerts/suggest.ts";
import { vetted } from "../../catalog/catalog.ts";
import { instantOf } from "../../clock.ts";
import { TrailError } from "../../errors.ts";
import { amend } from "../../register/register.ts";
import { createMinting, type Desk } from "../desk.ts";
import type { Draft } from "../message/draft.ts";
import { changeMessage } from "../sending/change-message.ts";
import { postUntilKnown } from "../sending/post.ts";
import { SlackRefused } from "../sending/sender.ts";
import { Card, cardAfter, KEPT_MS, type Arriving } from "./card.ts";
import { cardMessage } from "../message/alert-card.ts";
import { isOwnDoing } from "./own-doing.ts";
import type { Redraws } from "./redraws.ts";

/** Shows alerts that are sent to Trail: one card for each, once. */
export interface AlertCards {
  /**
   * Takes a message of the queue by its id; when this resolves its card stands, and the message may be deleted. Throws where
   * it does not stand, such as SlackUncertain, or TrailError where another process is about to post it: the same message
   * must then come again.
   */
  take(text: string, id: string): Promise<void>;
}

/** What became of something that came in. */
export type AlertOutcome = "posted" | "repeated" | "known" | "own" | "over";

export interface AlertCardParts {
  readonly desk: Desk;
  /** Where the cards go. */
  readonly channel: string;
  /** See {@link isOwnDoing}. */
  readonly role: string | null;
  /** Names this process among those that share the register. */
  readonly owner: string;
  readonly redraws: Redraws;
  readonly counted: (outcome: AlertOutcome) => void;
  /** Called once for each card, when it stands; where it throws it is called again with the next delivery. */
  readonly posted: (card: Card, ts: string) => Promise<void>;
}

const SHELF = "alert-cards";
/** A post is tried this long, and left alone by other processes a little longer; milliseconds. */
const PATIENCE_MS = 60_000;
const LEASE_MS = 90_000;
const HOUR_MS = 3_600_000;
/** One card is drawn at most this often in a row. */
const MOST_DRAWINGS = 3;

export function createAlertCards(parts: AlertCardParts): AlertCards {
  const { desk, channel, role, owner, redraws } = parts;
  const { clock, register, trail } = desk;
  const reader = createAlertReader(trail.accountNames);
  const intents = vetted(trail.catalog);
  const turns = new Map<string, Promise<void>>();
  let swept = -Infinity;

  const cardOf = (value: unknown): Card | null => Card.safeParse(value).data ?? null;
  const change = async (key: string, work: (card: Card) => Card | null): Promise<Card | null> =>
    cardOf(
      await amend(register, SHELF, key, (value) => {
        const card = cardOf(value);
        return card === null ? null : work(card);
      }),
    );

  /** The card as a message, with buttons that are made when it is drawn first and stay the same. */
  const draw = async (key: string, card: Card): Promise<Draft> => {
    const suggestions = card.alert === null ? [] : suggest(card.alert, intents, instantOf(card.began));
    const made = [...card.presses];
    if (made.length > 0) return cardMessage(card, suggestions, () => made.shift() ?? "");
    const minting = createMinting(desk, channel);
    const presses: string[] = [];
    const draft = cardMessage(card, suggestions, (press) => {
      const id = minting.mint(press);
      presses.push(id);
      return id;
    });
    await minting.store();
    await change(key, (now) => ({ ...now, presses }));
    return draft;
  };

  const post = async (key: string): Promise<Card> => {
    const now = clock.now();
    const mine = await change(key, (card) => {
      const isTaken = card.posting !== null && card.posting.owner !== owner && card.posting.until > now;
      if (card.ts !== null || isTaken) return null;
      return { ...card, posting: { owner, until: now + LEASE_MS }, tries: card.tries + 1 };
    });
    if (mine === null) throw new TrailError("engine-internal", "The card of an alert has gone from the register.");
    if (mine.ts !== null) return mine;
    if (mine.posting?.owner !== owner) {
      throw new TrailError("engine-away", "Another process posts the card of this alert: it is looked at again later.");
    }
    await refuseIfShared();
    const { text, blocks } = await draw(key, mine);
    const forms = [
      { text, blocks },
      { text, blocks: [] },
    ];
    const name = { job: mine.id, what: "alert", notBefore: mine.began };
    const letter = { channel, thread: null, forms };
    const until = now + PATIENCE_MS;
    const ts = await postUntilKnown(desk.post, name, letter, mine.tries > 1, { channel, until });
    const card = await change(key, (latest) => ({ ...latest, ts, posting: null }));
    parts.counted("posted");
    return card ?? { ...mine, ts };
  };

  /** What alerts say is not shown to another organization. */
  const refuseIfShared = async (): Promise<void> => {
    const { isExternallyShared } = await desk.directory.channel(channel);
    if (!isExternallyShared) return;
    throw new TrailError(
      "refused",
      "The channel of alerts is shared with another organization, where they are not shown: name another in alerts.channel.",
    );
  };

  /** Draws a card as it stands; once more where another process has changed it meanwhile, whose drawing this one may have undone. */
  const update = async (key: string): Promise<void> => {
    let entry = await register.get(SHELF, key);
    for (let drawn = 0; entry !== null && drawn < MOST_DRAWINGS; drawn++) {
      await drawAgain(key, cardOf(entry.value));
      const now = await register.get(SHELF, key);
      if (now?.version === entry.version) return;
      entry = now;
    }
  };

  const drawAgain = async (key: string, card: Card | null): Promise<void> => {
    if (card === null || card.ts === null) return;
    const draft = await draw(key, card);
    const until = clock.now() + PATIENCE_MS;
    try {
      await changeMessage(desk.post.sender, { channel, ts: card.ts }, [draft], { channel, until });
    } catch (cause) {
      // Somebody removed it.
      if (!(cause instanceof SlackRefused)) throw cause;
    }
  };

  const show = async (arriving: Arriving): Promise<void> => {
    const { key } = arriving;
    let isNew = false;
    const value = await amend(register, SHELF, key, (before) => {
      const after = cardAfter(cardOf(before), arriving, desk.newId);
      isNew = after !== null;
      return after;
    });
    const kept = cardOf(value);
    if (kept?.ids.includes(arriving.id) !== true) return parts.counted("over");
    const wasPosted = kept.ts !== null;
    const card = wasPosted ? kept : await post(key);
    if (wasPosted) parts.counted(isNew ? "repeated" : "known");
    if (wasPosted && isNew) redraws.wish(key, () => update(key));
    if (card.isAsked || card.ts === null) return;
    await parts.posted(card, card.ts);
    await change(key, (latest) => ({ ...latest, isAsked: true }));
  };

  /** Equal alerts one after the other: the second finds the card of the first. */
  const inTurn = (key: string, work: () => Promise<void>): Promise<void> => {
    const mine = (turns.get(key) ?? Promise.resolve()).then(work, work);
    turns.set(key, mine);
    const clear = (): void => {
      if (turns.get(key) === mine) turns.delete(key);
    };
    mine.then(clear, clear);
    return mine;
  };

  const sweep = async (): Promise<void> => {
    if (clock.now() - swept < HOUR_MS) return;
    swept = clock.now();
    for (const { id, value } of await register.list(SHELF)) {
      if (swept - (cardOf(value)?.arrived ?? 0) > KEPT_MS) await register.remove(SHELF, id);
    }
  };

  return {
    async take(text, id) {
      await sweep();
      for (const arriving of arrivals(reader.payload(text, instantOf(clock.now())), id, clock.now())) {
        if (arriving.alert !== null && isOwnDoing(arriving.alert, role)) parts.counted("own");
        else await inTurn(arriving.key, () => show(arriving));
      }
    },
  };
}

type Payload = ReturnType<ReturnType<typeof createAlertReader>["payload"]>;

/** One thing for each alert of a message, by ids that stay the same when it is sent again. */
function arrivals(payload: Payload, message: string, now: number): readonly Arriving[] {
  const id = payload.id ?? message;
  if (payload.is === "notice") return [{ ...payload, id, alert: null, now }];
  return payload.alerts.map((alert, index) => ({
    key: alert.key,
    id: `${id} ${index}`,
    alert,
    title: alert.title,
    text: "",
    now,
  }));
}
