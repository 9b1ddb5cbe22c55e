import type { App } from "@slack/bolt";
import { z } from "zod";
import { FilledView } from "../forms/forms.ts";
import { CHOICE, FORM } from "../forms/form-view.ts";
import { ShortcutRequest } from "../requests.ts";
import type { Surface } from "../surface.ts";
import { acknowledge, orTell, reasonToAsker, tellSafely } from "./reason-to-asker.ts";
import { openForm } from "./open-form.ts";
import { directEar, doerOf, isForUs, NOT_OURS } from "./own.ts";

const FromView = z.object({
  api_app_id: z.string().nullish(),
  user: z.object({ id: z.string() }),
  team: z.object({ id: z.string() }).nullish(),
  view: FilledView,
});

/** The form: opened by shortcuts, drawn anew on a choice, submitted. */
export function listenToForms(
  app: App,
  shortcuts: { readonly ask: string; readonly askAbout: string },
  surface: Surface,
): void {
  app.shortcut(shortcuts.ask, async ({ body, ack }) => {
    await acknowledge(ack, surface);
    const { user, trigger_id: trigger, team, api_app_id: app } = ShortcutRequest.parse(body);
    const person = { user: user.id, channel: null, responseUrl: null };
    if (!isForUs(surface.own, team?.id, app)) return turnAway("shortcut", person.user, team?.id, surface);
    await openForm(surface, trigger, { channel: null, isPrivate: false, text: "" }, person);
  });

  app.shortcut({ type: "message_action", callback_id: shortcuts.askAbout }, async ({ body, ack }) => {
    await acknowledge(ack, surface);
    const { user, trigger_id: trigger, channel, message, team, api_app_id: app } = ShortcutRequest.parse(body);
    if (!isForUs(surface.own, team?.id, app)) return turnAway("shortcut", user.id, team?.id, surface);
    const start = {
      channel: channel?.id ?? null,
      thread: message?.thread_ts ?? message?.ts ?? null,
      isPrivate: false,
      text: firstId(message?.text ?? ""),
    };
    await openForm(surface, trigger, start, { user: user.id, channel: channel?.id ?? null, responseUrl: null });
  });

  app.action({ type: "block_actions", action_id: CHOICE }, async ({ body, ack }) => {
    await acknowledge(ack, surface);
    const { user, team, view, api_app_id: app } = FromView.parse(body);
    if (!isForUs(surface.own, team?.id, app)) return turnAway("form", user.id, team?.id, surface);
    await orTell(directEar(user.id), surface, () => surface.forms.choose(view));
  });

  app.view(FORM, async ({ body, ack }) => {
    const { user, team, view, api_app_id: app } = FromView.parse(body);
    if (!isForUs(surface.own, team?.id, app)) {
      await acknowledge(ack, surface);
      return turnAway("form", user.id, team?.id, surface);
    }
    try {
      const submitted = await surface.forms.submit(view, { user: user.id, team: team?.id ?? surface.own.team });
      if (!submitted.ok) return await ack({ response_action: "errors", errors: { ...submitted.errors } });
      await acknowledge(ack, surface);
      surface.intake.begin(submitted.taken);
    } catch (cause) {
      const reason = reasonToAsker(cause, surface);
      const errors = { window: reason };
      await ack({ response_action: "errors", errors }).catch(() => tellSafely(directEar(user.id), reason, surface));
    }
  });
}

function turnAway(by: string, user: string, team: string | undefined, surface: Surface): Promise<void> {
  return surface.turnedAway(doerOf(by, { user, team: team ?? "", channel: "" }), NOT_OURS);
}

/** The first thing in a message that looks like an id of AWS's: what a question about that message is likely about. */
function firstId(text: string): string {
  return /\b(?:[a-z]{1,12}-[0-9a-f]{8,17}|A[KS]IA[0-9A-Z]{16})\b/.exec(text)?.[0] ?? "";
}
