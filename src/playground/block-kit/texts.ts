import { z } from "zod";

/** Texts of Block Kit with their limits. https://docs.slack.dev/reference/block-kit/composition-objects/text-object */

export const plain = (most: number) =>
  z.strictObject({
    type: z.literal("plain_text"),
    text: z
      .string()
      .min(1, "must be more than 0 characters")
      .max(most, `must be less than ${most + 1} characters`),
    emoji: z.boolean().optional(),
  });

export const marked = (most: number) =>
  z.strictObject({
    type: z.literal("mrkdwn"),
    text: z
      .string()
      .min(1, "must be more than 0 characters")
      .max(most, `must be less than ${most + 1} characters`),
    verbatim: z.boolean().optional(),
  });

export const either = (most: number) => z.discriminatedUnion("type", [plain(most), marked(most)]);

export const Id = z.string().min(1).max(255);
export const Url = z
  .string()
  .max(3000)
  .regex(/^https?:\/\//, "must be a valid URL");

const Style = z.strictObject({
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  strike: z.boolean().optional(),
  code: z.boolean().optional(),
  underline: z.boolean().optional(),
  highlight: z.boolean().optional(),
});
const style = { style: Style.optional() };

const RichPiece = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text"), text: z.string().min(1), ...style }),
  z.strictObject({
    type: z.literal("link"),
    url: Url,
    text: z.string().optional(),
    unsafe: z.boolean().optional(),
    ...style,
  }),
  z.strictObject({ type: z.literal("user"), user_id: z.string().regex(/^[UW]/), ...style }),
  z.strictObject({ type: z.literal("channel"), channel_id: z.string(), ...style }),
  z.strictObject({ type: z.literal("usergroup"), usergroup_id: z.string(), ...style }),
  z.strictObject({ type: z.literal("emoji"), name: z.string(), unicode: z.string().optional(), ...style }),
  z.strictObject({ type: z.literal("broadcast"), range: z.enum(["here", "channel", "everyone"]) }),
  z.strictObject({
    type: z.literal("date"),
    timestamp: z.int(),
    format: z.string().min(1),
    url: Url.optional(),
    fallback: z.string().optional(),
    ...style,
  }),
  z.strictObject({ type: z.literal("color"), value: z.string() }),
]);

const Pieces = z.array(RichPiece);
const Section = z.strictObject({ type: z.literal("rich_text_section"), elements: Pieces });
const RichPart = z.discriminatedUnion("type", [
  Section,
  z.strictObject({
    type: z.literal("rich_text_list"),
    style: z.enum(["bullet", "ordered"]),
    elements: z.array(Section),
    indent: z.int().optional(),
    offset: z.int().optional(),
    border: z.int().optional(),
  }),
  z.strictObject({
    type: z.literal("rich_text_preformatted"),
    elements: Pieces,
    border: z.int().optional(),
    language: z.string().optional(),
  }),
  z.strictObject({ type: z.literal("rich_text_quote"), elements: Pieces, border: z.int().optional() }),
]);

/** A rich text, as a block or as a cell. */
export const RichText = z.strictObject({
  type: z.literal("rich_text"),
  block_id: Id.optional(),
  elements: z.array(RichPart).min(1),
});
