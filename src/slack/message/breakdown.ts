import type { Report } from "../../report/report.ts";
import { sharesInWords } from "../../report/tally.ts";
import { barChart } from "./chart.ts";
import type { Draft } from "./draft.ts";
import { plainSection } from "./pieces.ts";
import type { Form } from "./answer-context.ts";

/** How many rows, by actor, action, account and hour: in words, and the actors as a chart where one may be drawn. */
export function breakdownBlocks(breakdown: Report["breakdown"], form: Form): Draft["blocks"] {
  if (breakdown === null) return [];
  const words = breakdown.map((shares) => `By ${shares.by}: ${sharesInWords(shares)}`).join("\n");
  const widest =
    breakdown.find(({ by, top }) => by === "actor" && top.length > 1) ?? breakdown.find(({ top }) => top.length > 1);
  if (widest === undefined) return [plainSection(words)];
  const points = [
    ...widest.top.map(({ name, count }) => ({ label: name, value: count })),
    ...(widest.others.values > 0 ? [{ label: `${widest.others.values} others`, value: widest.others.count }] : []),
  ];
  const chart = form === "rich" ? [barChart(`Rows by ${widest.by}`, points)] : [plainSection(bars(points))];
  return [plainSection(words), ...chart];
}

const BAR = 20;

/** Bars of text, where charts are refused. */
function bars(points: readonly { readonly label: string; readonly value: number }[]): string {
  const most = Math.max(...points.map(({ value }) => value), 1);
  return points
    .map(({ label, value }) => `${"█".repeat(Math.max(1, Math.round((value / most) * BAR)))} ${value} ${label}`)
    .join("\n");
}
