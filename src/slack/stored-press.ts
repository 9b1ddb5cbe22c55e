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
const Kept = z.object({ presses: z.array(StoredPress), channel: z.string() });

/** Stores what the buttons of a message do, all under one name: a message has some dozens. */
export async function keepPresses(
  store: JobStore,
  set: string,
  kept: { readonly presses: readonly Press[]; readonly channel: string },
  until: number,
): Promise<void> {
  await store.keep(`press:${set}`, kept, until);
}

/**
 * What a button does, by the name of its message's and its place there (`SET.3`; by the name alone: the first), or null
 * where it does nothing (any more): an id that was never made, one that is older than seven days, or one that was made for
 * another channel.
 */
export async function pressOf(store: JobStore, id: string, channel: string, now: number): Promise<Press | null> {
  const [, set = id, place = "0"] = /^(.+)\.(\d{1,4})$/.exec(id) ?? [];
  const kept = Kept.safeParse(await store.kept(`press:${set}`, now));
  return kept.success && kept.data.channel === channel ? (kept.data.presses[Number(place)] ?? null) : null;
}
