import { z } from "zod";
import { checkBlocks } from "../block-kit/check.ts";
import { plain } from "../block-kit/texts.ts";
import { initialValues, valuesKept } from "../state-values.ts";
import type { View } from "../world.ts";
import { json, optional, Refusal, text, type Arguments, type Method, type Site } from "./method.ts";

/** views.*: forms and home tabs. */
export const VIEWS: Readonly<Record<string, Method>> = {
  "views.open": (args, site) => opened(args, site),
  "views.push": (args, site) => opened(args, site),

  "views.update": (args, site) => {
    const id = text(args, "view_id");
    const [user, old] = [...site.records.views].find(([, view]) => view.id === id) ?? [];
    if (user === undefined || old === undefined) throw new Refusal("not_found");
    const hash = optional(args, "hash");
    if (hash !== null && hash !== old.hash) throw new Refusal("hash_conflict");
    const fresh = viewOf(json(args, "view"), site);
    return stored(user, { ...fresh, id, values: valuesKept(old.values, fresh.blocks) }, site);
  },

  "views.publish": (args, site) => {
    const view = viewOf(json(args, "view"), site);
    if (view.type !== "home") throw new Refusal("invalid_arguments");
    site.records.homes.set(text(args, "user_id"), view);
    site.records.changed();
    return { view: { id: view.id, hash: view.hash } };
  },
};

const MODAL = z.strictObject({
  type: z.literal("modal"),
  callback_id: z.string().max(255).optional(),
  title: plain(24),
  submit: plain(24).optional(),
  close: plain(24).optional(),
  private_metadata: z.string().max(3000).optional(),
  blocks: z.array(z.unknown()),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  external_id: z.string().optional(),
});
const HOME = z.strictObject({
  type: z.literal("home"),
  callback_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3000).optional(),
  blocks: z.array(z.unknown()),
});
const Given = z.discriminatedUnion("type", [MODAL, HOME]);

/** A view as it was sent. Refused with Slack's codes where it breaks a limit. */
export function viewOf(given: unknown, { records }: Pick<Site, "records">): View {
  const parsed = Given.safeParse(given);
  if (!parsed.success)
    throw invalid(
      parsed.error.issues.map(({ message, path }) => `[ERROR] ${message} [json-pointer:/view/${path.join("/")}]`),
    );
  const view = parsed.data;
  const checked = checkBlocks(view.blocks, "view");
  if (!checked.ok) throw invalid(checked.messages);
  const modal = view.type === "modal" ? view : null;
  if (modal !== null && modal.submit === undefined && checked.blocks.some(({ type }) => type === "input")) {
    throw invalid(["[ERROR] `submit` is required when an `input` block is within blocks [json-pointer:/view]"]);
  }
  const blocks = checked.blocks.map((block, index) => ({ block_id: `b${index}`, ...block }));
  return {
    id: records.newId("V"),
    hash: records.newId("h"),
    type: view.type,
    callbackId: view.callback_id ?? "",
    title: modal?.title.text ?? "",
    submit: modal?.submit?.text ?? null,
    close: modal?.close?.text ?? null,
    privateMetadata: view.private_metadata ?? "",
    blocks,
    values: initialValues(blocks),
    errors: {},
  };
}

function invalid(messages: readonly string[]): Refusal {
  return new Refusal("invalid_arguments", { response_metadata: { messages } });
}

function opened(args: Arguments, site: Site): Record<string, unknown> {
  const trigger = text(args, "trigger_id");
  const known = site.triggers.get(trigger);
  if (known === undefined) throw new Refusal("invalid_trigger_id");
  site.triggers.delete(trigger);
  if (known.until < site.clock.now()) throw new Refusal("expired_trigger_id");
  return stored(known.user, viewOf(json(args, "view"), site), site);
}

function stored(user: string, view: View, { records }: Site): Record<string, unknown> {
  records.views.set(user, view);
  records.changed();
  return { view: { id: view.id, hash: view.hash, state: { values: {} } } };
}
