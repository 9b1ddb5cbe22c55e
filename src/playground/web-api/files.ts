import { z } from "zod";
import type { Message } from "../world.ts";
import { IDS } from "../workspace.ts";
import { json, optional, Refusal, text, type Method } from "./method.ts";

/** files.*: an address, the bytes (see the server), and the completion that shares them. */
export const FILES: Readonly<Record<string, Method>> = {
  "files.getUploadURLExternal": (args, { records, origin }) => {
    const announced = Number(args["length"]);
    if (!Number.isInteger(announced) || announced < 1) throw new Refusal("invalid_arguments");
    const id = records.newId("F");
    const name = text(args, "filename");
    records.files.set(id, {
      id,
      name,
      title: name,
      bytes: 0,
      channel: null,
      thread: null,
      announced,
      content: null,
      isCompleted: false,
    });
    return { file_id: id, upload_url: `${origin()}/upload/${id}` };
  },

  "files.completeUploadExternal": (args, { records }) => {
    const files = z
      .array(z.object({ id: z.string(), title: z.string().optional() }))
      .min(1)
      .safeParse(json(args, "files"));
    if (!files.success) throw new Refusal("invalid_arguments");
    const channel = records.channels.get(optional(args, "channel_id") ?? "");
    if (channel === undefined || !channel.members.includes(IDS.botUser)) throw new Refusal("channel_not_found");
    const thread = optional(args, "thread_ts");
    const stored = files.data.map(({ id, title }) => {
      const file = records.files.get(id);
      if (file === undefined || file.content === null || file.isCompleted) throw new Refusal("file_not_found");
      return { ...file, title: title ?? file.title, channel: channel.id, thread, isCompleted: true };
    });
    for (const file of stored) records.files.set(file.id, file);
    const message: Message = {
      channel: channel.id,
      ts: records.newTs(),
      thread,
      user: IDS.botUser,
      botId: IDS.bot,
      text: optional(args, "initial_comment") ?? "",
      blocks: [],
      metadata: null,
      files: stored.map(({ id, name, title, bytes, channel: where, thread: root }) => ({
        id,
        name,
        title,
        bytes,
        channel: where,
        thread: root,
      })),
      onlyFor: null,
      isEdited: false,
    };
    records.messages.push(message);
    records.changed();
    return { files: stored.map(({ id, title }) => ({ id, title })) };
  },
};
