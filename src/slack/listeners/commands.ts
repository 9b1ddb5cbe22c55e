import type { App } from "@slack/bolt";
import type { Surface } from "../surface.ts";
import { CommandRequest } from "../requests.ts";
import { takePrivate } from "../private-words.ts";
import { doerOf, isForUs, NOT_OURS } from "./own.ts";
import { openForm } from "./open-form.ts";
import { acknowledge, orTell, reasonToAsker, tellSafely } from "./reason-to-asker.ts";

/** `/trail …`: a form, a small command, or a question that is written down before Slack is told that it was taken. */
export function listenToCommands(app: App, command: string, surface: Surface): void {
  app.command(command, async ({ body, ack: send }) => {
    const began = surface.clock.now();
    const ack: typeof send = async (response) => {
      await send(response);
      surface.acked((surface.clock.now() - began) / 1000);
    };
    const parsed = CommandRequest.safeParse(body);
    if (!parsed.success) {
      surface.dropped("command of another shape");
      return ack();
    }
    const request = parsed.data;
    if (!isForUs(surface.own, request.team_id, request.api_app_id)) {
      await acknowledge(ack, surface);
      return surface.turnedAway(doerOf("command", asker(request, surface)), NOT_OURS);
    }
    const person = asker(request, surface);
    const ear = { ...person, thread: null, responseUrl: request.response_url };
    const { text, isPrivate } = takePrivate(request.text);
    if (text === "") {
      await acknowledge(ack, surface);
      const start = { channel: request.channel_id, isPrivate, text: "" };
      return openForm(surface, request.trigger_id, start, ear);
    }
    const small = surface.small.find(text);
    if (small !== null) {
      await acknowledge(ack, surface);
      return orTell(ear, surface, () => surface.small.answer(small, { ...ear, text }));
    }
    const recurring = surface.schedules.find(text);
    if (recurring !== null) {
      await acknowledge(ack, surface);
      if (!(await surface.seen(`command:${request.trigger_id}`))) return;
      return orTell(ear, surface, () => surface.schedules.answer(recurring, { ...ear, isPrivate }));
    }
    try {
      const taken = await surface.intake.take({
        key: `command:${request.trigger_id}`,
        asked: {
          surface: "command",
          ...ear,
          text,
          ready: null,
          isPrivate,
          isConfirmed: false,
          isFresh: false,
          at: surface.clock.now(),
        },
      });
      await acknowledge(ack, surface);
      surface.intake.begin(taken);
    } catch (cause) {
      const reason = reasonToAsker(cause, surface);
      await ack({ response_type: "ephemeral", text: reason }).catch(() => tellSafely(ear, reason, surface));
    }
  });
}

/** An organization's install may leave the workspace out; then it is that of the bot's token. */
function asker({ user_id: user, channel_id: channel, team_id: team }: CommandRequest, { own }: Surface) {
  return { user, channel, team: team ?? own.team };
}
