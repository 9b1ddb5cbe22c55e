import { z } from "zod";
import type { LocalSlack } from "../local-slack.ts";

const Id = z.string().regex(/^[A-Z][A-Z0-9]{1,20}$/);
const Ts = z.string().regex(/^\d{1,12}\.\d{1,9}$/);
const Text = z.string().max(40_000);
const Message = z.object({ channel: Id, ts: Ts });

/** What the page's script may ask for, by name; each is held to its shape. */
const ACTS = {
  say: z.strictObject({ person: Id, channel: Id, thread: Ts.nullable(), text: Text.min(1) }),
  press: z.strictObject({
    person: Id,
    message: Message.nullable(),
    actionId: z.string().max(255),
    blockId: z.string().max(255),
    value: Text.nullable(),
  }),
  submit: z.strictObject({ person: Id, values: z.record(z.string().max(255), Text) }),
  close: z.strictObject({ person: Id }),
  about: z.strictObject({ person: Id, message: Message }),
  investigate: z.strictObject({ person: Id, message: Message }),
  form: z.strictObject({ person: Id }),
  home: z.strictObject({ person: Id }),
} as const;

/** Does what was asked for as that person; false where there is no such act. Throws ZodError for another shape. */
export async function doAct(name: string, body: unknown, slack: LocalSlack): Promise<boolean> {
  switch (name) {
    case "say":
      await say(ACTS.say.parse(body), slack);
      return true;
    case "press": {
      const { person, message, actionId, blockId, value } = ACTS.press.parse(body);
      await slack.press({
        user: person,
        actionId,
        blockId,
        ...(message === null ? {} : { message }),
        ...(value === null ? {} : { value }),
      });
      return true;
    }
    case "submit": {
      const { person, values } = ACTS.submit.parse(body);
      await slack.submit(person, values);
      return true;
    }
    case "close":
      await slack.closeView(ACTS.close.parse(body).person);
      return true;
    case "about": {
      const { person, message } = ACTS.about.parse(body);
      await slack.shortcut({ user: person, callbackId: "ask-about-message", message });
      return true;
    }
    case "investigate": {
      const { person, message } = ACTS.investigate.parse(body);
      await slack.shortcut({ user: person, callbackId: "investigate-alert", message });
      return true;
    }
    case "form":
      await slack.shortcut({ user: ACTS.form.parse(body).person, callbackId: "ask" });
      return true;
    case "home":
      await slack.openHome(ACTS.home.parse(body).person);
      return true;
    default:
      return false;
  }
}

/** A slash command, or a message in which `@trail` is a mention. */
async function say(
  { person: user, channel, thread, text }: z.infer<(typeof ACTS)["say"]>,
  slack: LocalSlack,
): Promise<void> {
  const [, command, rest = ""] = /^(\/[a-z-]+)\s*([\s\S]*)$/.exec(text.trim()) ?? [];
  if (command !== undefined) {
    const delivery = await slack.command({ user, channel, command, text: rest });
    if (delivery.error !== null) slack.post({ channel, user, text: `${command} failed: ${delivery.error}` });
    return;
  }
  const mentioned = text.replaceAll(/@trail\b/gi, `<@${slack.botUser}>`);
  await slack.write({ user, channel, text: mentioned, ...(thread === null ? {} : { thread }) });
}
