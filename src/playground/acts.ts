import type { Clock } from "../clock.ts";
import type { Deliveries } from "./deliveries.ts";
import type { Hooks } from "./hooks.ts";
import type { LocalSlack, Pressed, Written } from "./local-slack.ts";
import type { Records } from "./records.ts";
import { elementIn, stateOf, viewWith, type Element } from "./state-values.ts";
import { directWith } from "./web-api/conversations.ts";
import { wire } from "./web-api/chat.ts";
import { viewOf } from "./web-api/views.ts";
import type { Site } from "./web-api/method.ts";
import type { Message, View } from "./world.ts";
import { IDS } from "./workspace.ts";

export interface ActParts {
  readonly records: Records;
  readonly clock: Clock;
  readonly deliveries: Deliveries;
  readonly hooks: Hooks;
  readonly site: Site;
  /** Events that the app subscribes to, such as `message.im`. */
  readonly events: ReadonlySet<string>;
}

/** A view can be opened for this long after what people did, in milliseconds. */
const TRIGGER_LIFE = 3000;

type Acts = Pick<LocalSlack, "command" | "write" | "press" | "shortcut" | "submit" | "closeView" | "openHome">;

/** What people do, as Slack tells the app about it. */
export function createActs({ records, clock, deliveries, hooks, site, events }: ActParts): Acts {
  const trigger = (user: string): string => {
    const id = `${records.newId("t")}.${IDS.team}`;
    site.triggers.set(id, { user, until: clock.now() + TRIGGER_LIFE });
    return id;
  };
  const hook = (place: Parameters<Hooks["open"]>[0]): string => `${site.origin()}/hooks/${hooks.open(place)}`;
  const base = (user: string) => ({
    team: { id: IDS.team, domain: "trail-demo" },
    user: {
      id: user,
      name: records.people.get(user)?.name ?? user,
      team_id: records.people.get(user)?.team ?? IDS.team,
    },
    api_app_id: IDS.app,
    token: "unused",
  });
  const event = (inner: Record<string, unknown>) =>
    deliveries.deliver({
      type: "events_api",
      payload: {
        type: "event_callback",
        team_id: IDS.team,
        api_app_id: IDS.app,
        event_id: records.newId("Ev"),
        event_time: Math.floor(clock.now() / 1000),
        event: inner,
        authorizations: [
          { team_id: IDS.team, user_id: IDS.botUser, is_bot: true, enterprise_id: null, is_enterprise_install: false },
        ],
      },
    });
  const interact = (payload: Record<string, unknown>) => deliveries.deliver({ type: "interactive", payload });

  return {
    command({ user, channel, command, text }) {
      return deliveries.deliver({
        type: "slash_commands",
        payload: {
          token: "unused",
          team_id: IDS.team,
          team_domain: "trail-demo",
          channel_id: channel,
          channel_name: records.channels.get(channel)?.name ?? "",
          user_id: user,
          user_name: records.people.get(user)?.name ?? "",
          command,
          text,
          api_app_id: IDS.app,
          is_enterprise_install: "false",
          response_url: hook({ channel, user, thread: null, message: null }),
          trigger_id: trigger(user),
        },
      });
    },

    async write(written) {
      const message = spoken(written, records);
      const kinds = eventsFor(message, records).filter((kind) => events.has(kind));
      const sent = kinds.map((kind) =>
        event({ ...inner(message, records), type: kind.startsWith("message") ? "message" : kind }),
      );
      return { ts: message.ts, deliveries: await Promise.all(sent) };
    },

    press: (pressed) => {
      const { user } = pressed;
      const message = messageOf(pressed, records);
      const modal = message === null ? (records.views.get(user) ?? null) : null;
      const view = message === null ? (modal ?? records.homes.get(user) ?? null) : null;
      const { element, blockId } = elementIn((message ?? view)?.blocks ?? [], pressed);
      const shown = view === null ? undefined : viewWith(view, blockId, pressed);
      if (shown !== undefined) (modal === null ? records.homes : records.views).set(user, shown);
      return interact({
        type: "block_actions",
        ...base(user),
        trigger_id: trigger(user),
        actions: [{ ...element, ...chosen(element, pressed), block_id: blockId, action_ts: records.newTs() }],
        ...(message === null
          ? { view: viewOnTheWire(shown), container: { type: "view", view_id: view?.id } }
          : {
              channel: { id: message.channel, name: records.channels.get(message.channel)?.name ?? "" },
              message: wire(message),
              container: {
                type: "message",
                message_ts: message.ts,
                channel_id: message.channel,
                is_ephemeral: message.onlyFor !== null,
                ...(message.thread === null ? {} : { thread_ts: message.thread }),
              },
              response_url: hook({ channel: message.channel, user, thread: message.thread, message }),
              state: { values: {} },
            }),
      });
    },

    shortcut({ user, callbackId, message }) {
      const target = message === undefined ? null : messageOf({ user, actionId: "", message }, records);
      return interact({
        type: target === null ? "shortcut" : "message_action",
        ...base(user),
        callback_id: callbackId,
        trigger_id: trigger(user),
        action_ts: records.newTs(),
        ...(target === null
          ? {}
          : {
              message_ts: target.ts,
              message: wire(target),
              channel: { id: target.channel, name: records.channels.get(target.channel)?.name ?? "" },
              response_url: hook({ channel: target.channel, user, thread: target.thread, message: target }),
            }),
      });
    },

    async submit(user, values) {
      const view = records.views.get(user);
      if (view === undefined) throw new Error(`${user} has no open view.`);
      const filled = Object.entries(values).reduce(
        (state, [actionId, value]) =>
          viewWith(state, elementIn(state.blocks, { user, actionId }).blockId, { user, actionId, value }),
        view,
      );
      records.views.set(user, { ...filled, errors: {} });
      const delivery = await interact({
        type: "view_submission",
        ...base(user),
        trigger_id: trigger(user),
        view: viewOnTheWire(filled),
        response_urls: [],
      });
      if (delivery.acknowledged) afterSubmission(user, delivery.body, records, site);
      return delivery;
    },

    async closeView(user) {
      records.views.delete(user);
      records.changed();
    },

    openHome: (user) =>
      event({
        type: "app_home_opened",
        user,
        channel: directWith(user, site).id,
        tab: "home",
        event_ts: records.newTs(),
      }),
  };
}

function spoken({ user, channel, text, thread, bot }: Written, records: Records): Message {
  const message: Message = {
    channel: channel.startsWith("D") ? directWith(user, { records }).id : channel,
    ts: records.newTs(),
    thread: thread ?? null,
    user,
    botId: bot?.id ?? null,
    text,
    blocks: bot?.blocks ?? [],
    ...(bot?.attachments === undefined ? {} : { attachments: bot.attachments }),
    metadata: null,
    files: [],
    onlyFor: null,
    isEdited: false,
  };
  records.messages.push(message);
  records.changed();
  return message;
}

function eventsFor({ channel, text }: Message, records: Records): string[] {
  const kind = records.channels.get(channel)?.kind ?? "public";
  const isMember = records.channels.get(channel)?.members.includes(IDS.botUser) === true;
  if (!isMember) return [];
  const spokenTo = text.includes(`<@${IDS.botUser}>`) && kind !== "direct" ? ["app_mention"] : [];
  return [...spokenTo, { public: "message.channels", private: "message.groups", direct: "message.im" }[kind]];
}

function inner(message: Message, records: Records): Record<string, unknown> {
  const kind = records.channels.get(message.channel)?.kind ?? "public";
  const author =
    message.botId === null
      ? { user: message.user }
      : { subtype: "bot_message", bot_id: message.botId, blocks: message.blocks, attachments: message.attachments };
  return {
    ...author,
    team: records.people.get(message.user)?.team ?? IDS.team,
    channel: message.channel,
    channel_type: { public: "channel", private: "group", direct: "im" }[kind],
    text: message.text,
    ts: message.ts,
    event_ts: message.ts,
    ...(message.thread === null ? {} : { thread_ts: message.thread }),
  };
}

function messageOf({ message }: Pressed, records: Records): Message | null {
  if (message === undefined) return null;
  const found = records.messages.find(({ channel, ts }) => channel === message.channel && ts === message.ts);
  if (found === undefined) throw new Error(`There is no message ${message.ts} in ${message.channel}.`);
  return found;
}

/** What a press adds to its element: the option, the text, the date. */
function chosen(element: Element, { value }: Pressed): Record<string, unknown> {
  if (value === undefined) return {};
  const { selected } = stateOf(element, value);
  return selected;
}

function viewOnTheWire(view: View | undefined): Record<string, unknown> {
  if (view === undefined) return {};
  return {
    id: view.id,
    hash: view.hash,
    type: view.type,
    callback_id: view.callbackId,
    private_metadata: view.privateMetadata,
    team_id: IDS.team,
    app_id: IDS.app,
    bot_id: IDS.bot,
    title: { type: "plain_text", text: view.title },
    blocks: view.blocks,
    state: { values: view.values },
  };
}

function afterSubmission(user: string, body: unknown, records: Records, site: Site): void {
  const answer = typeof body === "object" && body !== null ? { ...body } : {};
  const action = "response_action" in answer ? answer.response_action : null;
  const view = records.views.get(user);
  if (action === "errors" && view !== undefined && "errors" in answer) {
    const errors = Object.entries(answer.errors ?? {}).map(([block, text]): [string, string] => [block, String(text)]);
    records.views.set(user, { ...view, errors: Object.fromEntries(errors) });
  } else if ((action === "update" || action === "push") && "view" in answer) {
    records.views.set(user, viewOf(answer.view, site));
  } else records.views.delete(user);
  records.changed();
}
