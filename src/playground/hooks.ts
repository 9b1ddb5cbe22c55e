import { z } from "zod";
import type { Clock } from "../clock.ts";
import { checkBlocks } from "./block-kit/check.ts";
import type { Records } from "./records.ts";
import type { Message } from "./world.ts";
import { IDS } from "./workspace.ts";

/** Where one address leads: to one person in one channel, five times, for half an hour. */
interface Hook {
  readonly channel: string;
  readonly user: string;
  readonly thread: string | null;
  /** The message that it came with, for replacing. */
  readonly message: Message | null;
  readonly until: number;
  uses: number;
}

const LIFE = 30 * 60_000;
const MOST_USES = 5;
const Answer = z.object({
  text: z.string().default(""),
  blocks: z.array(z.unknown()).optional(),
  response_type: z.enum(["ephemeral", "in_channel"]).default("ephemeral"),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
  thread_ts: z.string().optional(),
});

/** The addresses (`response_url`) that come with commands and presses. */
export interface Hooks {
  open(place: Pick<Hook, "channel" | "user" | "thread" | "message">): string;
  /** Takes what was sent to an address; resolves to the HTTP status and body. */
  take(id: string, body: Buffer): { readonly status: number; readonly body: string };
}

export function createHooks(records: Records, clock: Pick<Clock, "now">): Hooks {
  const hooks = new Map<string, Hook>();
  return {
    open(place) {
      const id = records.newId("H");
      hooks.set(id, { ...place, until: clock.now() + LIFE, uses: 0 });
      return id;
    },
    take(id, body) {
      const hook = hooks.get(id);
      if (hook === undefined || hook.until < clock.now()) return { status: 404, body: "expired_url" };
      if (++hook.uses > MOST_USES) return { status: 404, body: "used_url" };
      const parsed = Answer.safeParse(JSON.parse(body.toString() || "{}"));
      if (!parsed.success) return { status: 400, body: "invalid_payload" };
      const checked = checkBlocks(parsed.data.blocks ?? [], "message");
      if (!checked.ok)
        return { status: 500, body: JSON.stringify({ ok: false, error: checked.error, messages: checked.messages }) };
      put(hook, parsed.data, checked.blocks, records);
      return { status: 200, body: "ok" };
    },
  };
}

function put(hook: Hook, answer: z.infer<typeof Answer>, blocks: Message["blocks"], records: Records): void {
  const original = records.messages.find(({ ts }) => ts === hook.message?.ts);
  if (original !== undefined && answer.delete_original) records.messages.splice(records.messages.indexOf(original), 1);
  else if (original !== undefined && answer.replace_original) {
    records.replace(original, { ...original, text: answer.text, blocks, isEdited: true });
  } else {
    records.messages.push({
      channel: hook.channel,
      ts: records.newTs(),
      thread: answer.thread_ts ?? hook.thread,
      user: IDS.botUser,
      botId: IDS.bot,
      text: answer.text,
      blocks: blocks.map((block, index) => ({ block_id: `b${index}`, ...block })),
      metadata: null,
      files: [],
      onlyFor: answer.response_type === "ephemeral" ? hook.user : null,
      isEdited: false,
    });
  }
  records.changed();
}
