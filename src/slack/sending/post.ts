import { z } from "zod";
import type { HeldJob } from "../../jobs/held-job.ts";
import { SlackRefused, SlackUncertain, type CallOptions, type Sender } from "./sender.ts";

/** A message to be posted, in the forms in which it may be sent, best first: a workspace may refuse newer blocks. */
export interface Letter {
  readonly channel: string;
  readonly thread: string | null;
  readonly forms: readonly { readonly text: string; readonly blocks: readonly unknown[] }[];
}

/** What posting needs. */
export interface Post {
  readonly sender: Sender;
  /** Whether the history of channels may be read, and so a message of ours be found again (features.history). */
  readonly hasHistory: boolean;
  /** Told of each message that was posted again without knowing whether the first one arrived. */
  readonly repeated: () => void;
}

const Posted = z.object({ ts: z.string() });
const METADATA = "trail_delivery";
/** Slack's codes for blocks that it will not take: another form may do. */
const UNFIT = new Set([
  "invalid_blocks",
  "invalid_blocks_format",
  "msg_blocks_too_long",
  "msg_too_long",
  "invalid_attachments",
]);

/** Whether Slack refused the form of a message, and not the message. */
export function isUnfit(cause: unknown): boolean {
  return cause instanceof SlackRefused && UNFIT.has(cause.code);
}

/**
 * Posts one message of a job, once, and resolves to its ts. A post whose answer was lost is looked for before it is
 * repeated, where history may be read; elsewhere it may appear twice, which is counted.
 */
export async function postOnce(
  post: Post,
  held: HeldJob,
  what: string,
  letter: Letter,
  options: CallOptions,
): Promise<string> {
  const ts = await held.once(what, (isRepeat) =>
    postUntilKnown(post, { job: held.job.id, what }, letter, isRepeat, options),
  );
  return ts ?? "";
}

/** The names by which a message of ours is found again. */
export interface LetterName {
  readonly job: string;
  readonly what: string;
}

/** Posts a message until it is known to stand, and resolves to its ts; `isRepeat`: it was tried before, nobody knows with what end. */
export async function postUntilKnown(
  post: Post,
  { job, what }: LetterName,
  letter: Letter,
  isRepeat: boolean,
  options: CallOptions,
): Promise<string> {
  let again = isRepeat;
  for (;;) {
    const found = again ? await find(post, job, what, letter, options) : null;
    if (found !== null) return found;
    if (again) post.repeated();
    try {
      return await sendInSomeForm(post.sender, job, what, letter, options);
    } catch (cause) {
      if (!(cause instanceof SlackUncertain)) throw cause;
      await reachable(post.sender, options);
      again = true;
    }
  }
}

async function sendInSomeForm(
  sender: Sender,
  job: string,
  what: string,
  { channel, thread, forms }: Letter,
  options: CallOptions,
): Promise<string> {
  for (const [index, { text, blocks }] of forms.entries()) {
    try {
      const args = {
        channel,
        text,
        ...(blocks.length === 0 ? {} : { blocks }),
        ...(thread === null ? {} : { thread_ts: thread }),
        metadata: { event_type: METADATA, event_payload: { job, what } },
        unfurl_links: false,
        unfurl_media: false,
        link_names: false,
      };
      return Posted.parse(await sender.once("chat.postMessage", args, { ...options, channel })).ts;
    } catch (cause) {
      if (!isUnfit(cause) || index === forms.length - 1) throw cause;
    }
  }
  throw new SlackRefused("chat.postMessage", "no_text");
}

/** Whether messages of a channel may be read again; those of direct messages may be anyway. */
export function mayLookBack({ hasHistory }: Pick<Post, "hasHistory">, channel: string): boolean {
  return hasHistory || channel.startsWith("D");
}

/** Waits until Slack answers at all; throws when the time is over. */
async function reachable(sender: Sender, options: CallOptions): Promise<void> {
  await sender.repeat("auth.test", {}, options);
}

const History = z.object({
  messages: z.array(
    z.looseObject({
      ts: z.string(),
      metadata: z.looseObject({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).optional(),
    }),
  ),
});

/** The ts of a message of ours that was posted before, or null: there is none, or it may not be looked for. */
async function find(
  { sender, hasHistory }: Post,
  job: string,
  what: string,
  { channel, thread }: Letter,
  options: CallOptions,
): Promise<string | null> {
  if (!mayLookBack({ hasHistory }, channel)) return null;
  const method = thread === null ? "conversations.history" : "conversations.replies";
  const args = { channel, limit: 200, include_all_metadata: true, ...(thread === null ? {} : { ts: thread }) };
  try {
    const { messages } = History.parse(await sender.repeat(method, args, options));
    const mine = messages.find(
      ({ metadata }) =>
        metadata?.event_type === METADATA &&
        metadata.event_payload["job"] === job &&
        metadata.event_payload["what"] === what,
    );
    return mine?.ts ?? null;
  } catch (cause) {
    if (cause instanceof SlackRefused) return null;
    throw cause;
  }
}
