import type { Ear } from "../ear.ts";
import type { Forms } from "./form.ts";
import type { Respond } from "./respond.ts";
import { SlackRefused, type Sender } from "./sender.ts";
import { isUnfit } from "./unfit.ts";
import { z } from "zod";

/** Says something to one person, unseen by others. */
export type SayPrivately = (ear: Ear, forms: Forms) => Promise<void>;

/** Slack is asked for this long at most, in milliseconds: what is said here helps at once or not at all. */
const PATIENCE = 60_000;
const Opened = z.object({ channel: z.object({ id: z.string() }) });

/**
 * Through the address that came with the request while it lives, else as an ephemeral message, else as a direct message:
 * the bot need not be in the channel.
 */
export function createSayPrivately(sender: Sender, respond: Respond, now: () => number): SayPrivately {
  return async (ear, forms) => {
    for (const form of forms) {
      if (ear.responseUrl !== null && (await respond(ear.responseUrl, form))) return;
    }
    const until = now() + PATIENCE;
    try {
      const place = { channel: ear.channel, user: ear.user, ...(ear.thread === null ? {} : { thread_ts: ear.thread }) };
      await sendSomeForm(sender, "chat.postEphemeral", place, forms, until);
    } catch (cause) {
      if (!(cause instanceof SlackRefused)) throw cause;
      const opened = Opened.parse(await sender.repeat("conversations.open", { users: ear.user }, { until }));
      await sendSomeForm(sender, "chat.postMessage", { channel: opened.channel.id }, forms, until);
    }
  };
}

async function sendSomeForm(
  sender: Sender,
  method: string,
  place: Readonly<Record<string, string>>,
  forms: Forms,
  until: number,
): Promise<void> {
  for (const [index, form] of forms.entries()) {
    try {
      await sender.once(method, { ...place, ...form }, { until });
      return;
    } catch (cause) {
      if (!isUnfit(cause) || index === forms.length - 1) throw cause;
    }
  }
}
