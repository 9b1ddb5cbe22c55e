import { z } from "zod";
import type { HeldJob } from "../../jobs/held-job.ts";
import type { Forms } from "./form.ts";
import { SlackRefused, type CallOptions, type Sender } from "./sender.ts";
import { isUnfit } from "./unfit.ts";

/** A message to be posted. */
export interface Letter {
  readonly channel: string;
  readonly thread: string | null;
  readonly forms: Forms;
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
    postUntilKnown(post, { job: held.job.id, what, notBefore: held.job.acceptedAt }, letter, isRepeat, options),
  );
  return ts ?? "";
}

/** By what a message of ours is found again. */
export interface LetterName {
  readonly job: string;
  readonly what: string;
  /** It was not posted before then: milliseconds since the epoch. */
  readonly notBefore: number;
}

/** Posts a message until it is known to stand, and resolves to its ts; `isRepeat`: it was tried before, nobody knows with what end. */
export async function postUntilKnown(
  post: Post,
  name: LetterName,
  letter: Letter,
  isRepeat: boolean,
  options: CallOptions,
): Promise<string> {
  let again = isRepeat;
  return post.sender.outlast(async () => {
    const found = again ? await find(post, name, letter, options) : null;
    if (found !== null) return found;
    if (again) post.repeated();
    again = true;
    return sendInSomeForm(post.sender, name, letter, options);
  }, options);
}

async function sendInSomeForm(
  sender: Sender,
  { job, what }: LetterName,
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

/** How far Slack's clock and ours may be apart, in milliseconds. */
const APART = 10 * 60_000;

/** A ts from before anything of a job was said: long threads come oldest first. */
export function since(acceptedAt: number): string {
  return String(Math.floor((acceptedAt - APART) / 1000));
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
  { job, what, notBefore }: LetterName,
  { channel, thread }: Letter,
  options: CallOptions,
): Promise<string | null> {
  if (!mayLookBack({ hasHistory }, channel)) return null;
  const method = thread === null ? "conversations.history" : "conversations.replies";
  const args = {
    channel,
    limit: 200,
    include_all_metadata: true,
    ...(thread === null ? {} : { ts: thread, oldest: since(notBefore) }),
  };
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
