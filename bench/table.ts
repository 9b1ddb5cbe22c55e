import type { Measurement } from "./measurement.ts";

const HEADER = ["what", "measured", "reference, same run", "ratio", "bar", "holds"];

/** The measurements as one table in plain text, columns aligned, with a line break at the end. */
export function drawTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ what, measured, reference, ratio, bar, holds }) => [
    what,
    measured,
    reference,
    ratio === null ? "" : ratioText(ratio),
    bar,
    holds === null ? "" : holds ? "yes" : "no",
  ]);
  const widths = HEADER.map((name, column) =>
    [name, ...rows.map((row) => row[column] ?? "")].reduce((most, cell) => Math.max(most, cell.length), 0),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width));
  return `${[HEADER, rule, ...rows].map(line).join("\n")}\n`;
}

function ratioText(ratio: number): string {
  return `${ratio.toFixed(ratio < 0.1 ? 3 : ratio < 100 ? 2 : 0)}×`;
}
