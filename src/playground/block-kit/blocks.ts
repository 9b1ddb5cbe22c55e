import { z } from "zod";
import { Chart } from "./chart.ts";
import { Acting, Button, Filled, Image } from "./elements.ts";
import { DataTable, Table } from "./tables.ts";
import { either, Id, marked, plain, RichText } from "./texts.ts";

/** Blocks with their limits. https://docs.slack.dev/reference/block-kit/blocks */

const named = { block_id: Id.optional() };

const Section = z
  .strictObject({
    type: z.literal("section"),
    ...named,
    text: either(3000).optional(),
    fields: z.array(either(2000)).min(1).max(10).optional(),
    accessory: z.union([Acting, Image]).optional(),
    expand: z.boolean().optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, "needs text or fields");
const Divider = z.strictObject({ type: z.literal("divider"), ...named });
const Header = z.strictObject({ type: z.literal("header"), ...named, text: plain(150), level: z.int().optional() });
const Context = z.strictObject({
  type: z.literal("context"),
  ...named,
  elements: z
    .array(z.union([plain(3000), marked(3000), Image]))
    .min(1)
    .max(10),
});
const Actions = z.strictObject({ type: z.literal("actions"), ...named, elements: z.array(Acting).min(1).max(25) });
const ContextActions = z.strictObject({
  type: z.literal("context_actions"),
  ...named,
  elements: z.array(Button).min(1).max(5),
});
const Markdown = z.strictObject({ type: z.literal("markdown"), ...named, text: z.string().min(1).max(12_000) });
const Input = z.strictObject({
  type: z.literal("input"),
  ...named,
  label: plain(2000),
  element: Filled,
  dispatch_action: z.boolean().optional(),
  hint: plain(2000).optional(),
  optional: z.boolean().optional(),
});
const Picture = z.strictObject({
  type: z.literal("image"),
  ...named,
  image_url: z.string().max(3000),
  alt_text: z.string().min(1).max(2000),
  title: plain(2000).optional(),
});

/** What a message may hold; each type is checked by its own schema. */
export const MESSAGE_BLOCKS: Readonly<Record<string, z.ZodType>> = {
  section: Section,
  divider: Divider,
  header: Header,
  context: Context,
  actions: Actions,
  context_actions: ContextActions,
  markdown: Markdown,
  image: Picture,
  rich_text: RichText,
  table: Table,
  data_table: DataTable,
  data_visualization: Chart,
};

/** What a modal or a home tab may hold. */
export const VIEW_BLOCKS: Readonly<Record<string, z.ZodType>> = {
  section: Section,
  divider: Divider,
  header: Header,
  context: Context,
  actions: Actions,
  image: Picture,
  rich_text: RichText,
  input: Input,
};
