import type { Channel, Message } from "../world.ts";
import { IDS } from "../workspace.ts";
import { wire } from "./chat.ts";
import { needScope, optional, Refusal, text, type Arguments, type Method, type Site } from "./method.ts";

/** conversations.*: channels, direct messages and, where allowed, what was said in them. */
export const CONVERSATIONS: Readonly<Record<string, Method>> = {
  "conversations.info": (args, site) => {
    const channel = found(args, site);
    // A private channel without the bot does not exist for it.
    if (channel.kind === "private" && !channel.members.includes(IDS.botUser)) throw new Refusal("channel_not_found");
    return { channel: channelOnTheWire(channel) };
  },

  "conversations.members": (args, site) => ({
    members: found(args, site).members,
    response_metadata: { next_cursor: "" },
  }),

  "conversations.open": (args, site) => {
    const user = text(args, "users");
    const person = site.records.people.get(user);
    if (person === undefined) throw new Refusal("user_not_found");
    return { channel: { id: directWith(user, site).id } };
  },

  "conversations.history": (args, site) => {
    const channel = readable(args, site);
    const messages = site.records.messages.filter((one) => one.channel === channel.id && one.thread === null);
    return listed(messages.toReversed(), args);
  },

  "conversations.replies": (args, site) => {
    const channel = readable(args, site);
    const root = text(args, "ts");
    const thread = site.records.messages.filter(
      (one) => one.channel === channel.id && (one.ts === root || one.thread === root),
    );
    if (thread.length === 0) throw new Refusal("thread_not_found");
    // Oldest first; the root comes with every page.
    const oldest = optional(args, "oldest") ?? "";
    return listed(
      thread.filter(({ ts }) => ts === root || ts >= oldest),
      args,
    );
  },
};

/** The direct message between a person and the bot, made on first use. */
export function directWith(user: string, { records }: Pick<Site, "records">): Channel {
  const id = `D${user.slice(1)}`;
  const known = records.channels.get(id);
  if (known !== undefined) return known;
  const channel: Channel = {
    id,
    name: records.people.get(user)?.name ?? user,
    kind: "direct",
    members: [user, IDS.botUser],
    isArchived: false,
    isExternallyShared: false,
    isPendingExternallyShared: false,
  };
  records.channels.set(id, channel);
  return channel;
}

function found(args: Arguments, { records }: Site): Channel {
  const channel = records.channels.get(text(args, "channel"));
  if (channel === undefined) throw new Refusal("channel_not_found");
  return channel;
}

function readable(args: Arguments, site: Site): Channel {
  const channel = found(args, site);
  const prefix = { public: "channels", private: "groups", direct: "im" }[channel.kind];
  needScope(site, `${prefix}:history`);
  if (!channel.members.includes(IDS.botUser)) throw new Refusal("not_in_channel");
  return channel;
}

function listed(messages: readonly Message[], args: Arguments): Record<string, unknown> {
  const withMetadata = String(args["include_all_metadata"]) === "true";
  const seen = messages.filter(({ onlyFor }) => onlyFor === null);
  const page = seen.slice(0, Number(args["limit"] ?? 100));
  return {
    messages: page.map((message) => ({
      ...wire(message),
      ...(withMetadata && message.metadata !== null ? { metadata: message.metadata } : {}),
    })),
    has_more: page.length < seen.length,
  };
}

export function channelOnTheWire(channel: Channel): Record<string, unknown> {
  return {
    id: channel.id,
    name: channel.name,
    is_channel: channel.kind === "public",
    is_private: channel.kind !== "public",
    is_im: channel.kind === "direct",
    is_mpim: false,
    is_archived: channel.isArchived,
    is_member: channel.members.includes(IDS.botUser),
    is_shared: channel.isExternallyShared,
    is_ext_shared: channel.isExternallyShared,
    is_pending_ext_shared: channel.isPendingExternallyShared,
  };
}
