import { padded, widthOf } from "./width.ts";

/** A column of a table as it is drawn. */
export interface TableColumn {
  readonly header: string;
  /** Numbers stand at the right, and are never cut. */
  readonly align: "left" | "right";
  /** Cells it keeps even when the table is too wide. */
  readonly least: number;
  /** One text for each row, on one line and without control characters. */
  readonly cells: readonly string[];
}

/** The lines of a table, header first, and how many columns at the right found no room. */
export interface Table {
  readonly header: string;
  readonly lines: readonly string[];
  readonly dropped: number;
}

const GAP = 2;

/** Fits columns into `width` cells: the widest give way first; columns that find no room are dropped from the right. */
export function layOut(columns: readonly TableColumn[], width: number): Table {
  let kept = columns;
  while (kept.length > 1 && leastWidth(kept) > width) kept = kept.slice(0, -1);
  const widths = shrunk(kept, width);
  const line = (texts: readonly string[]): string =>
    kept
      .map(({ align }, index) => padded(texts[index] ?? "", widths[index] ?? 0, align))
      .join(" ".repeat(GAP))
      .trimEnd();
  const rows = kept[0]?.cells.map((_, row) => line(kept.map(({ cells }) => cells[row] ?? ""))) ?? [];
  return { header: line(kept.map(({ header }) => header)), lines: rows, dropped: columns.length - kept.length };
}

function shrunk(columns: readonly TableColumn[], width: number): number[] {
  const widths = columns.map(naturalWidth);
  const least = columns.map(leastOf);
  let over = widths.reduce((sum, each) => sum + each, 0) + GAP * (columns.length - 1) - width;
  while (over > 0) {
    const widest = widths.reduce(
      (best, each, index) => (roomIn(index) > 0 && each > (widths[best] ?? 0) ? index : best),
      widths.findIndex((_, index) => roomIn(index) > 0),
    );
    if (widest === -1) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    over -= 1;
  }
  return widths;

  function roomIn(index: number): number {
    return (widths[index] ?? 0) - (least[index] ?? 0);
  }
}

function leastWidth(columns: readonly TableColumn[]): number {
  return columns.reduce((sum, column) => sum + leastOf(column), 0) + GAP * (columns.length - 1);
}

function leastOf(column: TableColumn): number {
  const natural = naturalWidth(column);
  return column.align === "right" ? natural : Math.min(natural, column.least);
}

function naturalWidth({ header, cells }: TableColumn): number {
  return cells.reduce((most, text) => Math.max(most, widthOf(text)), widthOf(header));
}
