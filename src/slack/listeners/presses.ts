import type { App } from "@slack/bolt";
import type { Surface } from "../surface.ts";
import { PressRequest } from "../requests.ts";
import { doerOf, isForUs, NOT_OURS } from "./own.ts";
import { acknowledge, orTell } from "./reason-to-asker.ts";

/** Buttons and row pickers of the bot's own messages; every one carries an opaque id. */
export function listenToPresses(app: App, surface: Surface): void {
  // A link opens by itself; Slack tells of the press all the same, and wants it acknowledged.
  app.action(/^link-/, async ({ ack }) => ack());
  app.action({ type: "block_actions", action_id: /^(press|pick)\b/ }, async ({ body, ack }) => {
    await acknowledge(ack, surface);
    const parsed = PressRequest.safeParse(body);
    if (!parsed.success) return surface.dropped("press of another shape");
    const request = parsed.data;
    if (!isForUs(surface.own, request.team?.id, request.api_app_id)) {
      const from = { user: request.user.id, team: request.team?.id ?? "", channel: request.channel.id };
      return surface.turnedAway(doerOf("button", from), NOT_OURS);
    }
    const [action] = request.actions;
    const id = action?.value ?? action?.selected_option?.value ?? "";
    const place = {
      user: request.user.id,
      team: request.team?.id ?? surface.own.team,
      channel: request.channel.id,
      thread: threadOf(request),
      responseUrl: request.response_url ?? null,
    };
    const message = request.message?.ts ?? null;
    const at = action?.action_ts ?? "";
    await orTell(place, surface, () =>
      surface.presses.press({ id, at, message, trigger: request.trigger_id, ...place }),
    );
  });
}

/** A press belongs to the thread of its message; a message that only the presser sees begins none. */
function threadOf({ message, container }: PressRequest): string | null {
  const root = message?.thread_ts ?? container?.thread_ts;
  if (root !== undefined) return root;
  return container?.is_ephemeral === true ? null : (message?.ts ?? null);
}
