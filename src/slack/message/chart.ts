import { spelledOut, wholeCharacters } from "../../report/visible.ts";

/** A value with its name. */
interface Point {
  /** At most 20 characters. */
  readonly label: string;
  readonly value: number;
}

/**
 * Slack's chart, in its API since June 2026 and not in @slack/types yet. At most two in a message, 6 series, 20 categories.
 * https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
 */
export interface Chart {
  readonly type: "data_visualization";
  /** At most 50 characters. */
  readonly title: string;
  readonly chart: {
    readonly type: "bar";
    readonly series: readonly { readonly name: string; readonly data: readonly Point[] }[];
    readonly axis_config: { readonly categories: readonly string[] };
  };
}

/** One series as bars. Labels longer than Slack takes are cut; two that become equal are numbered. */
export function barChart(title: string, points: readonly Point[]): Chart {
  const seen = new Map<string, number>();
  const data = points.slice(0, 20).map(({ label: name, value }) => {
    const label = spelledOut(name);
    const short = label.length <= 20 ? label : `${wholeCharacters(label, 19)}…`;
    const times = (seen.get(short) ?? 0) + 1;
    seen.set(short, times);
    return { label: times === 1 ? short : `${wholeCharacters(short, 17)} ${times}`, value };
  });
  return {
    type: "data_visualization",
    title: wholeCharacters(spelledOut(title), 50),
    chart: {
      type: "bar",
      series: [{ name: "rows", data }],
      axis_config: { categories: data.map(({ label }) => label) },
    },
  };
}
