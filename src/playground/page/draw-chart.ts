import { createElement as h, type ReactNode } from "react";
import { z } from "zod";
import type { Block } from "../world.ts";

const Point = z.object({ label: z.string(), value: z.number() });
const Chart = z.object({
  title: z.string(),
  chart: z.union([
    z.object({ segments: z.array(Point) }),
    z.object({ series: z.array(z.object({ name: z.string(), data: z.array(Point) })) }),
  ]),
});

/** A chart as bars of one series, each with its figure; whatever its kind, the figures can be read. */
export function drawChart(block: Block): ReactNode {
  const parsed = Chart.safeParse(block);
  if (!parsed.success) return null;
  const { title, chart } = parsed.data;
  const points = "segments" in chart ? chart.segments : (chart.series[0]?.data ?? []);
  const most = Math.max(...points.map(({ value }) => value), 1);
  return h(
    "figure",
    { className: "chart" },
    h("figcaption", null, title),
    points.map(({ label, value }, index) =>
      h(
        "div",
        { key: index, className: "bar" },
        h("span", { className: "bar-label", title: label }, label),
        h("meter", { min: 0, max: most, value, "aria-label": `${label}: ${value}` }),
        h("span", { className: "bar-value" }, String(value)),
      ),
    ),
  );
}
