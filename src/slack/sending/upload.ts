import { stat } from "node:fs/promises";
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { HeldJob } from "../../jobs/held-job.ts";
import { mrkdwn } from "./mrkdwn.ts";
import { mayLookBack, since, type Post } from "./post.ts";
import { sendBytes } from "./send-bytes.ts";
import { SlackRefused, SlackUncertain, type CallOptions, type Sender } from "./sender.ts";
import { leadsToSlack } from "./slack-host.ts";

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
  readonly clock: Clock;
  /** Milliseconds that the bytes of a file may take. */
  readonly patience: number;
}

/** What became of an upload: `maybe` where nobody can say whether the file is there. */
export type Uploaded = "shared" | "maybe";

const Ticket = z.object({ upload_url: z.string(), file_id: z.string() });
const TICKET = "files.getUploadURLExternal";
const ATTEMPTS = 5;
/** Slack shares a file a little after it says so: it is looked for after these pauses, in milliseconds. */
const LOOKS = [0, 1000, 2000, 4000, 8000, 15_000];

/**
 * Sends a file into a thread in three steps, streaming it from disk: an address is asked for, the bytes go there, and the
 * upload is completed, which shares it. Where history may be read the file is looked for: a completion whose answer was
 * lost is repeated only where it is not there, and one that Slack took counts only where it is. Elsewhere Slack's word is
 * taken, and nothing repeated. Throws {@link SlackRefused} where Slack takes no file.
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
  const result = await held.once(`file${tail}`, (isRepeat) =>
    share(uploading, file, { ...upload, since: since(held.job.acceptedAt) }, isRepeat, options),
  );
  return result === "shared" ? "shared" : "maybe";
}

/** A file that goes into a thread, with a ts from before its question. */
interface Sharing extends Upload {
  readonly since: string;
}

async function share(
  { sender, hasHistory, clock }: Uploading,
  file: string,
  upload: Sharing,
  isRepeat: boolean,
  options: CallOptions,
): Promise<Uploaded> {
  const look = async (): Promise<boolean | null> =>
    mayLookBack({ hasHistory }, upload.channel) ? isShared(sender, file, upload, options) : null;
  for (let again = isRepeat; ; again = true) {
    const before = again ? await look() : false;
    if (before !== false) return before === null ? "maybe" : "shared";
    try {
      await complete(sender, file, upload, options);
    } catch (cause) {
      if (!(cause instanceof SlackUncertain)) throw cause;
      continue;
    }
    for (const pause of LOOKS) {
      await clock.after(pause, options.signal);
      if ((await look()) !== false) return "shared";
    }
    return "maybe";
  }
}

/** Nothing is shared before the completion, so these steps may be repeated with a new address. Resolves to the file's id. */
async function send({ sender, apiUrl, patience }: Uploading, upload: Upload, options: CallOptions): Promise<string> {
  const { size } = await stat(upload.path);
  for (let attempt = 1; ; attempt++) {
    const args = { filename: upload.name, length: size };
    const { upload_url: url, file_id: file } = Ticket.parse(await sender.repeat(TICKET, args, options));
    // An address that leads elsewhere would hand the file to a stranger.
    if (!leadsToSlack(url, "files", apiUrl)) throw new SlackRefused(TICKET, "foreign_upload_host");
    try {
      const over = AbortSignal.timeout(patience);
      const signal = AbortSignal.any([over, ...(options.signal ? [options.signal] : [])]);
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
    initial_comment: mrkdwn(upload.comment),
  };
  await sender.once("files.completeUploadExternal", args, { ...options, channel: upload.channel });
}

const Replies = z.object({
  messages: z.array(z.looseObject({ files: z.array(z.looseObject({ id: z.string() })).optional() })),
});

/** Null where Slack does not let us look. */
async function isShared(sender: Sender, file: string, upload: Sharing, options: CallOptions): Promise<boolean | null> {
  const args = { channel: upload.channel, ts: upload.thread, oldest: upload.since, limit: 200 };
  try {
    const { messages } = Replies.parse(await sender.repeat("conversations.replies", args, options));
    return messages.some(({ files }) => files?.some(({ id }) => id === file) === true);
  } catch (cause) {
    if (cause instanceof SlackRefused) return null;
    throw cause;
  }
}
