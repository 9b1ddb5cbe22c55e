import { z } from "zod";
import { HIDDEN_KINDS } from "../question/interpretation.ts";
import type { JobStore } from "../jobs/job-store.ts";
import type { Press } from "./press.ts";
import { StoredMark, StoredParams, StoredWindow } from "./stored-ready.ts";

const OfJob = { job: z.string() };
const OfRow = { job: z.string(), row: z.int() };

const StoredPress = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("ask"),
    intent: z.string(),
    params: StoredParams,
    window: StoredWindow,
    include: z.array(z.enum(HIDDEN_KINDS)),
    isFresh: z.boolean().default(false),
    alert: StoredMark.optional(),
  }),
  z.object({ kind: z.literal("form"), text: z.string() }),
  z.object({ kind: z.literal("words"), text: z.string() }),
  z.object({ kind: z.literal("confirm"), ...OfJob }),
  z.object({ kind: z.literal("cancel"), ...OfJob }),
  z.object({ kind: z.literal("recheck"), ...OfJob }),
  z.object({ kind: z.literal("resume"), schedule: z.int() }),
  z.object({ kind: z.literal("verify"), ...OfJob }),
  z.object({ kind: z.literal("share"), ...OfJob }),
  z.object({ kind: z.literal("row"), ...OfRow }),
  z.object({ kind: z.literal("pin"), ...OfRow }),
  z.object({ kind: z.literal("unpin"), ...OfRow }),
  z.object({ kind: z.literal("was-you"), ...OfJob, person: z.string(), sentence: z.string() }),
  z.object({ kind: z.literal("was-me"), inquiry: z.string(), wasThem: z.boolean() }),
]);
const Kept = z.object({ presses: z.array(z.unknown()), channel: z.string() });

/** The buttons of one message, which work in its channel alone. */
export interface MadePresses {
  /** Cannot be guessed; another one for each message. */
  readonly group: string;
  readonly presses: readonly Press[];
  readonly channel: string;
}

/** The opaque id that the button of a press carries, by the place of the press in its group. */
export function pressId(group: string, place: number): string {
  return `${group}.${place}`;
}

/**
 * Keeps what the buttons of a message do until a moment, in one write: every write waits for the disk, and nothing else goes
 * on meanwhile. A group that is kept already stays as it is.
 */
export async function keepPresses(
  store: Pick<JobStore, "keep">,
  { group, presses, channel }: MadePresses,
  until: number,
): Promise<void> {
  await store.keep(`press:${group}`, { presses, channel }, until);
}

/**
 * What a button does, or null where it does nothing (any more): an id that was never made, one that is older than seven
 * days, or one that was made for another channel.
 */
export async function pressOf(store: JobStore, id: string, channel: string, now: number): Promise<Press | null> {
  const [, group = "", place = ""] = /^(.+)\.(\d{1,3})$/.exec(id) ?? [];
  const kept = Kept.safeParse(await store.kept(`press:${group}`, now));
  if (!kept.success || kept.data.channel !== channel) return null;
  const press = StoredPress.safeParse(kept.data.presses[Number(place)]);
  return press.success ? press.data : null;
}
