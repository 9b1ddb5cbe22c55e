import type { HomeView } from "@slack/types";
import type { CallOptions, Sender } from "./sender.ts";

/** Draws the home tab of a person. Throws what the sender throws. */
export async function publishHome(sender: Sender, user: string, view: HomeView, options: CallOptions): Promise<void> {
  await sender.repeat("views.publish", { user_id: user, view }, options);
}
