import type { HeldJob } from "../jobs/held-job.ts";
import { isUnfit, postOnce, type Letter, type Post } from "./sending/post.ts";
import { SlackRefused, type CallOptions } from "./sending/sender.ts";
import { uploadOnce, type Upload, type Uploaded, type Uploading } from "./sending/upload.ts";

/** A message in the forms in which it may be sent, best first; all say the same. */
export type Forms = Letter["forms"];

/** Where the one answer to a question goes. What was delivered before a crash is not delivered again. */
export interface Thread {
  /** Posts the status message. */
  open(status: Forms): Promise<void>;
  /** Changes the status message; a change that Slack does not take is left out. */
  progress(status: Forms): Promise<void>;
  /** Turns the status message into the headline, and puts the answer below it. */
  report(headline: Forms, answer: Forms | null): Promise<void>;
  /** Puts a file below the answer. */
  file(file: Pick<Upload, "id" | "path" | "name" | "title" | "comment">): Promise<Uploaded>;
  /** Turns the status message into the reason why there is no answer. */
  fail(reason: Forms): Promise<void>;
  /** ts of the thread's root, once the status message stands. */
  root(): string | null;
}

export interface ThreadParts {
  readonly post: Post;
  readonly uploading: Uploading;
  /** The channel, or the direct message of a private answer. */
  readonly channel: string;
  /** Root of the thread in which it was asked, or null: the status message becomes the root. */
  readonly asked: string | null;
  readonly options: CallOptions;
}

export function createThread(held: HeldJob, { post, uploading, channel, asked, options }: ThreadParts): Thread {
  let status: string | null = held.job.deliveries.find(({ what }) => what === "status")?.mark ?? null;
  const root = (): string | null => asked ?? status;

  /** Every message is understandable from its text: where Slack takes none of its blocks, that is what is left. */
  const orText = (forms: Forms): Forms => [...forms, { text: forms.at(-1)?.text ?? "", blocks: [] }];

  const update = async (forms: Forms, how: CallOptions): Promise<void> => {
    for (const [index, { text, blocks }] of forms.entries()) {
      try {
        await post.sender.repeat("chat.update", { channel, ts: status, text, blocks }, { ...how, channel });
        return;
      } catch (cause) {
        if (!isUnfit(cause) || index === forms.length - 1) throw cause;
      }
    }
  };

  /** The status message in its last form; where it was removed, a new one says the same. */
  const finish = async (forms: Forms): Promise<void> => {
    try {
      await held.once("headline", async () => {
        if (status === null) throw new SlackRefused("chat.update", "message_not_found");
        await update(orText(forms), options);
        return status;
      });
    } catch (cause) {
      if (!(cause instanceof SlackRefused) || !REMOVED.has(cause.code)) throw cause;
      const ts = await postOnce(
        post,
        held,
        "headline-again",
        { channel, thread: asked, forms: orText(forms) },
        options,
      );
      status ??= ts;
    }
  };

  return {
    root,
    async open(forms) {
      status = await postOnce(post, held, "status", { channel, thread: asked, forms: orText(forms) }, options);
      if (held.job.thread === null) await held.change({ thread: status });
    },
    async progress(forms) {
      if (status === null) return;
      const [form] = forms;
      const call = { channel, ts: status, text: form?.text ?? "", blocks: form?.blocks ?? [] };
      await post.sender.once("chat.update", call, { ...options, channel }).catch(() => undefined);
    },
    async report(headline, answer) {
      await finish(headline);
      if (answer === null) return;
      await postOnce(post, held, "answer", { channel, thread: root(), forms: orText(answer) }, options);
    },
    file: (file) => uploadOnce(uploading, held, { ...file, channel, thread: root() ?? "" }, options),
    fail: finish,
  };
}

/** Slack's codes for a message that is no longer there, or no longer ours to change. */
const REMOVED = new Set(["message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found"]);
