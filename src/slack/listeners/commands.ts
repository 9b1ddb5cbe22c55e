import type { App } from "@slack/bolt";
import type { Surface } from "../surface.ts";
import { CommandRequest } from "../requests.ts";
import { takePrivate } from "../private-words.ts";
import { doerOf, isForUs, NOT_OURS } from "./own.ts";
import { openForm } from "./open-form.ts";
import { reasonToAsker } from "./reason-to-asker.ts";

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
      await ack();
      return surface.turnedAway(doerOf("command", asker(request)), NOT_OURS);
    }
    const { text, isPrivate } = takePrivate(request.text);
    if (text === "") {
      await ack();
      const start = { channel: request.channel_id, isPrivate, text: "" };
      return openForm(surface, request.trigger_id, start, { ...asker(request), responseUrl: request.response_url });
    }
    const small = surface.small.find(text);
    if (small !== null) {
      await ack();
      return surface.small.answer(small, { ...asker(request), text, responseUrl: request.response_url });
    }
    try {
      const taken = await surface.intake.take({
        key: `command:${request.trigger_id}`,
        asked: {
          surface: "command",
          ...asker(request),
          thread: null,
          text,
          ready: null,
          isPrivate,
          isConfirmed: false,
          isFresh: false,
          responseUrl: request.response_url,
          at: surface.clock.now(),
        },
      });
      await ack().catch((cause: unknown) => surface.trouble("an acknowledgement could not be sent", cause));
      surface.intake.begin(taken);
    } catch (cause) {
      await ack({ response_type: "ephemeral", text: reasonToAsker(cause) });
    }
  });
}

function asker({ user_id: user, channel_id: channel, team_id: team }: CommandRequest): {
  user: string;
  channel: string;
  team: string;
} {
  return { user, channel, team: team ?? "" };
}
