import { z } from "zod";
import { ALERT_KINDS, type Alert } from "../../alerts/alert.ts";
import { instantOf, millisecondsOf } from "../../clock.ts";

const Texts = z.array(z.string());

const StoredAlert = z.object({
  kind: z.enum(ALERT_KINDS),
  title: z.string(),
  key: z.string(),
  state: z.enum(["alarm", "ok", "unknown"]),
  at: z.string(),
  sort: z.string(),
  entities: z.object({
    resources: z.array(z.object({ id: z.string(), kind: z.string().nullable() })),
    users: Texts,
    roles: Texts,
    accessKeys: Texts,
    addresses: Texts,
    buckets: Texts,
    keys: Texts,
    secrets: Texts,
    accounts: Texts,
    regions: Texts,
    links: Texts,
  }),
  doers: Texts,
});

/** What one card shows, and what came in for it, as it is kept in the register. */
export const Card = z.object({
  /** Names the card in its message. */
  id: z.string(),
  /** The alert as it was when the card began; null: a notice. */
  alert: StoredAlert.nullable(),
  /** Of a notice. */
  title: z.string(),
  text: z.string(),
  /** How often it came, resolved ones left out. */
  count: z.int(),
  state: z.enum(["alarm", "ok", "unknown"]),
  /** The alert's own time of its state, and of the last one that said the same. */
  since: z.string(),
  last: z.string(),
  /** Ids of what came in for it, newest last. */
  ids: Texts,
  /** Milliseconds since 1970: when it began, when something came in last. */
  began: z.number(),
  arrived: z.number(),
  /** Its message; null: it is not posted yet. */
  ts: z.string().nullable(),
  /** Who posts it, and until when others leave that alone. */
  posting: z.object({ owner: z.string(), until: z.number() }).nullable(),
  /** How often it was tried to post it. */
  tries: z.int(),
  /** Ids of its buttons, in their order. */
  presses: Texts,
  /** Whether the question that the configuration names for it was asked. */
  isAsked: z.boolean(),
});
export type Card = z.infer<typeof Card>;

/** What came in: an alert, or a notice that is none. */
export interface Arriving {
  readonly key: string;
  /** The same when it is sent again. */
  readonly id: string;
  readonly alert: Alert | null;
  readonly title: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What was posted is known for so long, in milliseconds: EventBridge sends again for 24 hours. */
export const KEPT_MS = 25 * 3_600_000;
/** An alarm that was over for longer and is raised again is another one. */
const FLAPPING_MS = 10 * 60_000;
/** Buttons work for seven days. */
const LONGEST_MS = 6 * 86_400_000;
const MOST_IDS = 1000;

/**
 * The card after something came in, or null where nothing changes: it came in before, or it tells that something is over of
 * which no card tells that it began.
 */
export function cardAfter(card: Card | null, arriving: Arriving, newId: () => string): Card | null {
  if (card?.ids.includes(arriving.id) === true) return null;
  if (card === null || isAnother(card, arriving)) return isNews(arriving) ? newCard(card, arriving, newId()) : null;
  const { now, id, alert } = arriving;
  const at = alert?.at ?? instantOf(now);
  const state = alert?.state ?? card.state;
  const ids = [...card.ids, id].slice(-MOST_IDS);
  // What is late tells of a state that was.
  const isLate = at < card.last;
  const told = isLate ? {} : { state, last: at, since: state === card.state ? card.since : at };
  return { ...card, ...told, ids, arrived: now, count: card.count + (state === "ok" ? 0 : 1) };
}

function isAnother(card: Card, { now, alert }: Arriving): boolean {
  if (now - card.arrived > KEPT_MS || now - card.began > LONGEST_MS) return true;
  const isRaised = card.state === "ok" && alert !== null && alert.state !== "ok";
  return isRaised && millisecondsOf(alert.at) - millisecondsOf(card.since) > FLAPPING_MS;
}

/** Alarms and rules tell of every change of theirs; only that something is wrong begins a card. */
function isNews({ alert }: Arriving): boolean {
  if (alert === null || alert.state === "alarm") return true;
  return alert.state === "unknown" && alert.kind !== "cloudwatch" && alert.kind !== "config";
}

/** What came in before stays known. */
function newCard(before: Card | null, { id, alert, title, text, now }: Arriving, name: string): Card {
  const at = alert?.at ?? instantOf(now);
  return {
    id: name,
    alert: alert === null ? null : StoredAlert.parse(alert),
    title,
    text,
    count: 1,
    state: alert?.state ?? "unknown",
    since: at,
    last: at,
    ids: [...(before?.ids ?? []), id].slice(-MOST_IDS),
    began: now,
    arrived: now,
    ts: null,
    posting: null,
    tries: 0,
    presses: [],
    isAsked: false,
  };
}
