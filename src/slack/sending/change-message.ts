import type { Form } from "./form.ts";
import type { CallOptions, Sender } from "./sender.ts";

/** Changes a message of the bot's own, and tries until Slack takes it. Throws what the sender throws. */
export async function changeMessage(
  sender: Sender,
  place: { readonly channel: string; readonly ts: string },
  { text, blocks }: Form,
  options: CallOptions = {},
): Promise<void> {
  await sender.repeat("chat.update", { channel: place.channel, ts: place.ts, text, blocks }, options);
}
