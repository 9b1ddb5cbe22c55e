import type { Forms } from "./form.ts";
import { isUnfit } from "./unfit.ts";
import type { CallOptions, Sender } from "./sender.ts";

/** Gives a message of ours another text, in the first form that Slack takes. Throws what the sender throws. */
export async function changeMessage(
  sender: Sender,
  place: { readonly channel: string; readonly ts: string },
  forms: Forms,
  options: CallOptions,
): Promise<void> {
  for (const [index, { text, blocks }] of forms.entries()) {
    try {
      await sender.repeat("chat.update", { ...place, text, blocks }, { ...options, channel: place.channel });
      return;
    } catch (cause) {
      if (!isUnfit(cause) || index === forms.length - 1) throw cause;
    }
  }
}
