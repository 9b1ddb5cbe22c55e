import type { DataTableBlock, TableBlock } from "@slack/types";
import { spelledOut } from "../../report/visible.ts";
import { short } from "./pieces.ts";

/** A table's texts; every row has as many cells as the header. */
export interface Cells {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Slack refuses a message with an empty cell. */
const rawText = (text: string): { type: "raw_text"; text: string } => ({
  type: "raw_text",
  text: spelledOut(text) || "–",
});

/** Slack's newer table, whose caption is read out by screen readers. Needs at least one row. */
export function dataTable({ header, rows }: Cells, caption: string): DataTableBlock {
  return {
    type: "data_table",
    caption: spelledOut(caption) || "Rows",
    rows: [header, ...rows].map((row) => row.map(rawText)),
    page_size: Math.max(1, Math.min(rows.length, 100)),
  };
}

/** Slack's older table. */
export function table({ header, rows }: Cells): TableBlock {
  return {
    type: "table",
    rows: [header, ...rows].map((row) => row.map(rawText)),
    column_settings: header.map((_, index) => ({ is_wrapped: index === header.length - 1 })),
  };
}

/** Texts of at most 3,000 characters with a line for each row, for a workspace that takes no table. */
export function plainTable({ header, rows }: Cells): readonly string[] {
  const lines = [header, ...rows].map((row) => short(row.map((text) => text || "–").join(" | "), 1400));
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + line.length < 2900) texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  return texts;
}
