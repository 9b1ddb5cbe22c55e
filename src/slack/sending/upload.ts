import { stat } from "node:fs/promises";
import { z } from "zod";
import type { HeldJob } from "../../jobs/held-job.ts";
import { mayLookBack, type Post } from "./post.ts";
import { sendBytes } from "./send-bytes.ts";
import { SlackRefused, SlackUncertain, type CallOptions, type Sender } from "./sender.ts";

/** A file on disk that goes into a thread. */
export interface Upload {
  /** Tells the files of one answer apart; the empty text for the first. */
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly title: string;
  /** What is said above it. */
  readonly comment: string;
  readonly channel: string;
  readonly thread: string;
}

export interface Uploading extends Pick<Post, "sender" | "hasHistory"> {
  /** Base of the Web API: bytes go to its host or to Slack's files host, and nowhere else. */
  readonly apiUrl: string;
}

/** What became of an upload: `maybe` where the last answer was lost, and nobody may look whether the file is there. */
export type Uploaded = "shared" | "maybe";

const Ticket = z.object({ upload_url: z.string(), file_id: z.string() });
const ATTEMPTS = 5;
const BYTES_PATIENCE = 120_000;

/**
 * Sends a file into a thread in three steps, streaming it from disk: an address is asked for, the bytes go there, and the
 * upload is completed, which shares it. A completion whose answer was lost is looked for before it is repeated, where
 * history may be read; elsewhere it is not repeated. Throws {@link SlackRefused} where Slack takes no file.
 * https://docs.slack.dev/messaging/working-with-files#uploading_files
 */
export async function uploadOnce(
  uploading: Uploading,
  held: HeldJob,
  upload: Upload,
  options: CallOptions,
): Promise<Uploaded> {
  const tail = upload.id === "" ? "" : ` ${upload.id}`;
  const file = (await held.once(`upload${tail}`, () => send(uploading, upload, options))) ?? "";
  const result = await held.once(`file${tail}`, async (isRepeat) => {
    for (let again = isRepeat; ; again = true) {
      if (again && !mayLookBack(uploading, upload.channel)) return "maybe";
      if (again && (await isShared(uploading.sender, file, upload, options))) return "shared";
      try {
        await complete(uploading.sender, file, upload, options);
        return "shared";
      } catch (cause) {
        if (!(cause instanceof SlackUncertain)) throw cause;
      }
    }
  });
  return result === "shared" ? "shared" : "maybe";
}

/** Nothing is shared before the completion, so these steps may be repeated with a new address. Resolves to the file's id. */
async function send({ sender, apiUrl }: Uploading, upload: Upload, options: CallOptions): Promise<string> {
  const { size } = await stat(upload.path);
  for (let attempt = 1; ; attempt++) {
    const args = { filename: upload.name, length: size };
    const { upload_url: url, file_id: file } = Ticket.parse(
      await sender.repeat("files.getUploadURLExternal", args, options),
    );
    refuseForeignHost(url, apiUrl);
    try {
      const patience = AbortSignal.timeout(BYTES_PATIENCE);
      const signal = AbortSignal.any([patience, ...(options.signal ? [options.signal] : [])]);
      if (await sendBytes(url, upload.path, size, signal)) return file;
    } catch (cause) {
      options.signal?.throwIfAborted();
      if (attempt === ATTEMPTS) throw new SlackUncertain("the bytes of the file could not be sent", { cause });
    }
    if (attempt === ATTEMPTS) throw new SlackUncertain("the bytes of the file were refused");
  }
}

async function complete(sender: Sender, file: string, upload: Upload, options: CallOptions): Promise<void> {
  const args = {
    files: [{ id: file, title: upload.title }],
    channel_id: upload.channel,
    thread_ts: upload.thread,
    initial_comment: upload.comment,
  };
  await sender.once("files.completeUploadExternal", args, { ...options, channel: upload.channel });
}

const Replies = z.object({
  messages: z.array(z.looseObject({ files: z.array(z.looseObject({ id: z.string() })).optional() })),
});

async function isShared(sender: Sender, file: string, upload: Upload, options: CallOptions): Promise<boolean> {
  const args = { channel: upload.channel, ts: upload.thread, limit: 200 };
  const { messages } = Replies.parse(await sender.repeat("conversations.replies", args, options));
  return messages.some(({ files }) => files?.some(({ id }) => id === file) === true);
}

/** An address that leads elsewhere would hand the file to a stranger. */
function refuseForeignHost(url: string, apiUrl: string): void {
  const target = new URL(url);
  const api = new URL(apiUrl);
  const isSlack = api.hostname === "slack.com" && target.protocol === "https:" && target.hostname === "files.slack.com";
  const isOwn = api.hostname !== "slack.com" && target.hostname === api.hostname && target.protocol === api.protocol;
  if (!isSlack && !isOwn) throw new SlackRefused("files.getUploadURLExternal", "foreign_upload_host");
}
