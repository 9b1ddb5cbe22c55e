import { checkBlocks } from "../block-kit/check.ts";
import type { Block, Channel, Message } from "../world.ts";
import { IDS } from "../workspace.ts";
import { json, optional, Refusal, text, type Arguments, type Method, type Site } from "./method.ts";

/** chat.*: what the bot says. */
export const CHAT: Readonly<Record<string, Method>> = {
  "chat.postMessage": (args, site) => {
    const channel = placeFor(args, site);
    const message = put(args, site, channel, null);
    return { channel: channel.id, ts: message.ts, message: { ...wire(message), bot_id: IDS.bot } };
  },

  "chat.postEphemeral": (args, site) => {
    const channel = placeFor(args, site);
    const user = text(args, "user");
    if (!channel.members.includes(user)) throw new Refusal("user_not_in_channel");
    return { message_ts: put(args, site, channel, user).ts };
  },

  "chat.update": (args, site) => {
    const old = ownMessage(args, site);
    const { content, blocks } = contentOf(args);
    if (content.length > 4000) throw new Refusal("msg_too_long");
    site.records.replace(old, { ...old, text: content, blocks, isEdited: true });
    site.records.changed();
    return { channel: old.channel, ts: old.ts, text: content };
  },

  "chat.delete": (args, site) => {
    const old = ownMessage(args, site);
    site.records.messages.splice(site.records.messages.indexOf(old), 1);
    site.records.changed();
    return { channel: old.channel, ts: old.ts };
  },

  "chat.getPermalink": (args, site) => {
    const channel = text(args, "channel");
    const ts = text(args, "message_ts");
    return { channel, permalink: `${site.origin()}/archives/${channel}/p${ts.replace(".", "")}` };
  },
};

/** A message as Slack's answers carry it. */
export function wire(message: Message): Record<string, unknown> {
  return {
    type: "message",
    ts: message.ts,
    user: message.user,
    text: message.text,
    blocks: message.blocks,
    ...(message.attachments === undefined ? {} : { attachments: message.attachments }),
    ...(message.thread === null ? {} : { thread_ts: message.thread }),
    ...(message.botId === null ? {} : { bot_id: message.botId }),
    ...(message.files.length === 0 ? {} : { files: message.files.map(({ id, name }) => ({ id, name })) }),
  };
}

function placeFor(args: Arguments, { records }: Site): Channel {
  const channel = records.channels.get(text(args, "channel"));
  if (channel === undefined) throw new Refusal("channel_not_found");
  if (channel.isArchived) throw new Refusal("is_archived");
  if (!channel.members.includes(IDS.botUser)) {
    throw new Refusal(channel.kind === "private" ? "channel_not_found" : "not_in_channel");
  }
  return channel;
}

function contentOf(args: Arguments): { content: string; blocks: readonly Block[] } {
  const content = optional(args, "text") ?? "";
  const given = json(args, "blocks");
  if (given === undefined || given === null) {
    if (content === "") throw new Refusal("no_text");
    return { content, blocks: [] };
  }
  const checked = checkBlocks(given, "message");
  if (!checked.ok) {
    throw new Refusal(checked.error, { errors: checked.messages, response_metadata: { messages: checked.messages } });
  }
  return { content, blocks: checked.blocks };
}

/** Longer texts are cut, as Slack does. */
const LONGEST = 40_000;

function put(args: Arguments, { records }: Site, channel: Channel, onlyFor: string | null): Message {
  const { content, blocks } = contentOf(args);
  const thread = optional(args, "thread_ts");
  const isRoot = records.messages.some(
    (one) => one.channel === channel.id && one.ts === thread && one.onlyFor === null,
  );
  if (thread !== null && !isRoot && onlyFor === null) throw new Refusal("thread_not_found");
  const message: Message = {
    channel: channel.id,
    ts: records.newTs(),
    thread,
    user: IDS.botUser,
    botId: IDS.bot,
    text: content.slice(0, LONGEST),
    blocks: blocks.map((block, index) => ({ block_id: `b${index}`, ...block })),
    metadata: metadataOf(args),
    files: [],
    onlyFor,
    isEdited: false,
  };
  records.messages.push(message);
  records.changed();
  return message;
}

function metadataOf(args: Arguments): Message["metadata"] {
  const given = json(args, "metadata");
  if (typeof given !== "object" || given === null) return null;
  if (JSON.stringify(given).length > 8000) throw new Refusal("metadata_too_large");
  return { ...given };
}

function ownMessage(args: Arguments, { records }: Site): Message {
  const channel = text(args, "channel");
  if (!records.channels.has(channel)) throw new Refusal("channel_not_found");
  const ts = text(args, "ts");
  const message = records.messages.find((one) => one.channel === channel && one.ts === ts && one.onlyFor === null);
  if (message === undefined) throw new Refusal("message_not_found");
  if (message.botId !== IDS.bot) throw new Refusal("cant_update_message");
  return message;
}
