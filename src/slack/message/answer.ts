import type { KnownBlock } from "@slack/types";
import { createMoments } from "../../report/moments.ts";
import type { Report } from "../../report/report.ts";
import { shownColumns } from "../../report/shown-columns.ts";
import { sharesInWords } from "../../report/tally.ts";
import { counted, thousands } from "../../report/words.ts";
import { ROWS_SHOWN, type AnswerContext, type Form } from "./answer-context.ts";
import { answerButtons, rowPicker, wasYouButtons } from "./answer-controls.ts";
import { breakdownBlocks } from "./breakdown.ts";
import type { Draft } from "./draft.ts";
import { mrkdwn } from "../sending/mrkdwn.ts";
import { plainContext, plainSection, short } from "./pieces.ts";
import { dataTable, plainTable, table, type Cells } from "./table.ts";

const MOST_COLUMNS = 5;
/** Characters that the table may take, of about 13,000 that Slack takes in all. */
const MOST_TABLE_TEXT = 7500;
/** Cells give way by these lengths, longest first, before rows are left out. */
const CELL_LENGTHS = [300, 160, 100, 60, 40] as const;

/** The first reply in the thread, or null where there is nothing to show below the headline but its footer. */
export function answerMessage(report: Report, form: Form, context: AnswerContext): Draft {
  const cells = fitted(report, context.zone);
  const shown = Math.min(report.rows.length, ROWS_SHOWN);
  const more = report.rowCount - shown;
  const rest =
    more > 0 ? `The first ${counted(shown, "row")} of ${thousands(report.rowCount)}; all are in the CSV.` : "";
  const footer = short(report.footer.join(" "), 2900);
  const blocks: (KnownBlock | Draft["blocks"][number])[] = [
    ...breakdownBlocks(report.breakdown, form),
    ...(shown === 0 ? [] : tableBlocks(cells, form, report.headline)),
    ...(rest === "" ? [] : [plainContext(rest)]),
    ...rowPicker(report, shown, context),
    ...answerButtons(report, context),
    ...wasYouButtons(context),
    plainContext(footer),
  ];
  const words = [
    ...(report.breakdown ?? []).map((shares) => `By ${shares.by}: ${sharesInWords(shares)}.`),
    ...cells.rows.slice(0, 5).map((row) => row.join(" · ")),
    ...(shown > 5 ? [`… ${counted(report.rowCount - 5, "more row")}.`] : []),
    footer,
  ];
  return { text: mrkdwn(words.join("\n")), blocks };
}

function tableBlocks(cells: Cells, form: Form, caption: string): KnownBlock[] {
  switch (form) {
    case "rich":
      return [dataTable(cells, short(caption, 200))];
    case "table":
      return [table(cells)];
    case "plain":
      return plainTable(cells).map(plainSection);
  }
}

/** The table within its length: long cells are cut first, then rows left out. */
function fitted(report: Report, zone: string): Cells {
  const columns = shownColumns(report, ROWS_SHOWN, zone, createMoments(zone)).slice(0, MOST_COLUMNS);
  const header = columns.map((column) => column.header);
  const count = columns[0]?.cells.length ?? 0;
  const all = Array.from({ length: count }, (_, row) => columns.map(({ cells }) => cells[row] ?? ""));
  const cut = (rows: readonly (readonly string[])[], most: number): string[][] =>
    rows.map((row) => row.map((text) => short(text, most)));
  const length = (rows: readonly (readonly string[])[]): number => rows.flat().join("").length + rows.length * 5;
  for (const most of CELL_LENGTHS) {
    const rows = cut(all, most);
    if (length(rows) <= MOST_TABLE_TEXT) return { header, rows };
  }
  return { header, rows: cut(all, CELL_LENGTHS.at(-1) ?? 40) };
}
