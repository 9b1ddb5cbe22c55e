import { z } from "zod";
import { Id } from "./texts.ts";

/** `data_visualization` with its limits: 20 categories, 6 series or segments, labels of 20 characters, a title of 50. */

const Label = z.string().min(1).max(20);
const Segments = z.strictObject({
  type: z.literal("pie"),
  segments: z
    .array(z.strictObject({ label: Label, value: z.number().positive() }))
    .min(1)
    .max(6),
});
const Series = z.strictObject({
  name: Label,
  data: z
    .array(z.strictObject({ label: Label, value: z.number() }))
    .min(1)
    .max(20),
});
const axes = (type: "bar" | "line" | "area") =>
  z
    .strictObject({
      type: z.literal(type),
      series: z.array(Series).min(1).max(6),
      axis_config: z.strictObject({
        categories: z.array(Label).min(1).max(20),
        x_label: z.string().max(50).optional(),
        y_label: z.string().max(50).optional(),
      }),
    })
    .refine(
      ({ series, axis_config: { categories } }) =>
        series.every(
          ({ data }) => data.length === categories.length && data.every(({ label }, at) => label === categories[at]),
        ),
      "each series must have one value for each category, in their order",
    );

export const Chart = z.strictObject({
  type: z.literal("data_visualization"),
  block_id: Id.optional(),
  title: z.string().min(1).max(50),
  chart: z.union([Segments, axes("bar"), axes("line"), axes("area")]),
});
