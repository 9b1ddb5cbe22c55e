import { z } from "zod";
import type { Form } from "./form.ts";
import type { CallOptions, Sender } from "./sender.ts";

const Posted = z.object({ ts: z.string() });

/**
 * Posts a message for everybody in a channel or a thread; it may appear twice, or not at all, when Slack's answer is lost.
 * Resolves to its ts. Throws what the sender throws.
 */
export async function sayToAll(
  sender: Sender,
  place: { readonly channel: string; readonly thread: string | null },
  { text, blocks }: Form,
  options: CallOptions = {},
): Promise<string> {
  const thread = place.thread === null ? {} : { thread_ts: place.thread };
  const posted = await sender.once("chat.postMessage", { channel: place.channel, text, blocks, ...thread }, options);
  return Posted.parse(posted).ts;
}
