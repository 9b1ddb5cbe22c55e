import { z } from "zod";
import type { Row } from "../../engine/engine.ts";
import { amend, type Register } from "../../register/register.ts";
import { detailInWords } from "../../report/detail.ts";
import { textIn } from "../../report/row-values.ts";

/** A row that somebody pinned to the timeline of a channel. */
export const Pin = z.object({
  /** Instant of the event, as the log has it. */
  at: z.string(),
  who: z.string(),
  what: z.string(),
  detail: z.string(),
  eventid: z.string(),
  account: z.string(),
  region: z.string(),
  /** The question whose answer it was in. */
  job: z.string(),
  by: z.string(),
  /** Milliseconds since 1970. */
  pinnedAt: z.number(),
  /** The message that it left in the channel; null where Slack did not say. */
  link: z.string().nullable(),
});
export type Pin = z.infer<typeof Pin>;

/** Who pins a row, when, and where its message stands. */
export type Pinning = Pick<Pin, "job" | "by" | "pinnedAt" | "link">;

/** Most pins of a channel: an incident has tens, and a message and a file must hold them all. */
export const MOST_PINS = 500;

/** The pin of a row; `asked` are the values that the question named. */
export function pinOf(row: Row, asked: readonly string[], pinning: Pinning): Pin {
  return {
    at: textIn(row, "eventtime"),
    who: textIn(row, "actor"),
    what: textIn(row, "eventname"),
    detail: detailInWords(row, asked),
    eventid: textIn(row, "eventid"),
    account: textIn(row, "recipientaccountid"),
    region: textIn(row, "awsregion"),
    ...pinning,
  };
}

/** Keeps a pin in the timeline of a channel. An event is pinned once: false where it is there already, or the timeline is full. */
export async function keepPin(register: Register, channel: string, pin: Pin): Promise<boolean> {
  const shelf = shelfOf(channel);
  if ((await register.list(shelf)).length >= MOST_PINS) return false;
  await amend(register, CHANNELS, channel, (value) => (value === null ? true : null));
  return register.put(shelf, pin.eventid, pin, null);
}

/** Takes an event out of the timeline of a channel. */
export function removePin(register: Register, channel: string, eventid: string): Promise<void> {
  return register.remove(shelfOf(channel), eventid);
}

/** Whether an event is in the timeline of a channel. */
export async function isPinned(register: Register, channel: string, eventid: string): Promise<boolean> {
  return (await register.get(shelfOf(channel), eventid)) !== null;
}

/** The timeline of a channel, oldest event first. */
export async function pinsOf(register: Register, channel: string): Promise<readonly Pin[]> {
  const pins = (await register.list(shelfOf(channel))).map(({ value }) => Pin.parse(value));
  return pins.toSorted((a, b) => (a.at === b.at ? (a.eventid < b.eventid ? -1 : 1) : a.at < b.at ? -1 : 1));
}

/** Takes out of all timelines what was pinned before a moment. */
export async function forgetPins(register: Register, before: number): Promise<void> {
  for (const { id: channel } of await register.list(CHANNELS)) {
    const pins = await pinsOf(register, channel);
    for (const pin of pins) if (pin.pinnedAt < before) await removePin(register, channel, pin.eventid);
    if (pins.every(({ pinnedAt }) => pinnedAt < before)) await register.remove(CHANNELS, channel);
  }
}

/** The channels that have a timeline. */
const CHANNELS = "timelines";

function shelfOf(channel: string): string {
  return `timeline ${channel}`;
}
