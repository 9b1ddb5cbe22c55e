import type { Clock } from "../clock.ts";
import type { HeldJob } from "../jobs/held-job.ts";
import { changeMessage } from "./sending/change-message.ts";
import type { Forms } from "./sending/form.ts";
import { createNewestUpdate, type NewestUpdate } from "./sending/newest-update.ts";
import { mrkdwn } from "./sending/mrkdwn.ts";
import { postOnce, type Post } from "./sending/post.ts";
import { SlackRefused, type CallOptions } from "./sending/sender.ts";
import { uploadOnce, type Upload, type Uploaded, type Uploading } from "./sending/upload.ts";

/** Where the one answer to a question goes. What was delivered before a crash is not delivered again. */
export interface Thread {
  /** Posts the status message; left out where nobody waits for it: the headline is then the first message. */
  open(status: Forms): Promise<void>;
  /** Changes the status message; a change that Slack does not take, or that a newer one overtakes, is left out. */
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
  readonly clock: Clock;
  /** The channel, or the direct message of a private answer. */
  readonly channel: string;
  /** Root of the thread in which it was asked, or null: the status message becomes the root. */
  readonly asked: string | null;
  readonly options: CallOptions;
}

/** Names of what was delivered: a headline said anew since the status message was removed, what moved out of its thread. */
const ANEW = "headline-again";
const MOVED = " in the channel";

export function createThread(held: HeldJob, { post, uploading, clock, channel, asked, options }: ThreadParts): Thread {
  const markOf = (...names: string[]): string | null =>
    names.map((name) => held.job.deliveries.find(({ what }) => what === name)?.mark).find((mark) => mark) ?? null;
  let status = markOf(ANEW + MOVED, ANEW, `status${MOVED}`, "status", `headline${MOVED}`, "headline");
  let moved = markOf(`answer${MOVED}`, ANEW + MOVED, `status${MOVED}`);
  let updates: NewestUpdate | null = null;
  const root = (): string | null => moved ?? asked ?? status;

  /** Every message is understandable from its text: where Slack takes none of its blocks, that is what is left. */
  const orText = (forms: Forms): Forms => [...forms, { text: forms.at(-1)?.text ?? mrkdwn(""), blocks: [] }];

  /** Posts into the thread. Where its root was removed, it goes into the channel, and becomes the root of what follows. */
  const put = async (what: string, forms: Forms): Promise<string> => {
    const before = markOf(what + MOVED);
    if (before !== null) return before;
    const letter = { channel, forms: orText(forms) };
    try {
      return await postOnce(post, held, what, { ...letter, thread: root() }, options);
    } catch (cause) {
      if (root() === null || !isGone(cause)) throw cause;
      moved = await postOnce(post, held, what + MOVED, { ...letter, thread: null }, options);
      return moved;
    }
  };

  /** The job is known by its thread: who asks there goes on from it. */
  const keepRoot = async (before: string | null): Promise<void> => {
    const isOld = root() !== before && held.job.thread === before;
    if (isOld || held.job.thread === null) await held.change({ thread: root() });
  };

  /** The first message of the thread. */
  const begin = async (what: string, forms: Forms): Promise<void> => {
    const before = root();
    status = await put(what, forms);
    await keepRoot(before);
  };

  /** The status message in its last form, or a first one where none was opened; where it was removed, a new one says the same. */
  const finish = async (forms: Forms): Promise<void> => {
    updates?.end();
    if (!held.job.deliveries.some(({ what }) => what === "status")) return begin("headline", forms);
    try {
      await held.once("headline", async () => {
        if (status === null) throw new SlackRefused("the status message", "message_not_found");
        await changeMessage(post.sender, { channel, ts: status }, orText(forms), options);
        return status;
      });
    } catch (cause) {
      if (!isGone(cause)) throw cause;
      const before = root();
      if (moved === status) moved = null;
      status = null;
      status = await put(ANEW, forms);
      await keepRoot(before);
    }
  };

  return {
    root,
    open: (forms) => begin("status", forms),
    async progress(forms) {
      const [form] = forms;
      if (status === null || form === undefined) return;
      updates ??= createNewestUpdate({ sender: post.sender, clock, channel, ts: status, options });
      const shown = updates;
      // A process that was overtaken, or a question that was cancelled, shows no more.
      await held
        .mayGoOn()
        .then(() => shown.show(form))
        .catch(() => undefined);
    },
    async report(headline, answer) {
      await finish(headline);
      if (answer === null) return;
      const before = root();
      await put("answer", answer);
      await keepRoot(before);
    },
    file: (file) => uploadOnce(uploading, held, { ...file, channel, thread: root() ?? "" }, options),
    fail: finish,
  };
}

/** Slack's codes for a message or a thread that is no longer there, or no longer ours to change. */
const GONE = new Set([
  "message_not_found",
  "cant_update_message",
  "edit_window_closed",
  "thread_not_found",
  "cannot_reply_to_message",
]);

function isGone(cause: unknown): boolean {
  return cause instanceof SlackRefused && GONE.has(cause.code);
}
