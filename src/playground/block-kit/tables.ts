import { z } from "zod";
import { Id, RichText } from "./texts.ts";

/** Tables with their limits; an empty cell makes Slack refuse the whole message. */

const RawText = z.strictObject({
  type: z.literal("raw_text"),
  text: z.string().min(1, "must be more than 0 characters"),
});
const RawNumber = z.strictObject({
  type: z.literal("raw_number"),
  value: z.number(),
  text: z.string().min(1).optional(),
});
const Cell = z.union([RawText, RawNumber, RichText]);
const PlainCell = z.union([RawText, RawNumber]);

export const Table = z.strictObject({
  type: z.literal("table"),
  block_id: Id.optional(),
  rows: z.array(z.array(Cell).min(1).max(20)).min(1).max(100),
  column_settings: z
    .array(
      z.nullable(
        z.strictObject({ align: z.enum(["left", "center", "right"]).optional(), is_wrapped: z.boolean().optional() }),
      ),
    )
    .max(20)
    .optional(),
});

export const DataTable = z
  .strictObject({
    type: z.literal("data_table"),
    block_id: Id.optional(),
    caption: z.string().min(1, "is required"),
    rows: z.array(z.array(Cell).min(1).max(20)).min(2).max(101),
    page_size: z.int().min(1).max(100).optional(),
    row_header_column_index: z.int().min(0).optional(),
  })
  .refine(
    ({ rows }) => rows.every((row) => row.length === rows[0]?.length),
    "all rows must have the same number of cells",
  )
  .refine(
    ({ rows }) => rows[0]?.every((cell) => PlainCell.safeParse(cell).success) === true,
    "the header must not be rich_text",
  );
