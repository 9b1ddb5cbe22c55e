import { styleText } from "node:util";
import type { Attachment } from "../../report/attachments/attachment.ts";
import type { Finding } from "../../report/findings/finding.ts";
import { createMoments } from "../../report/moments.ts";
import type { Report } from "../../report/report.ts";
import { sharesInWords } from "../../report/tally.ts";
import { spelledOut } from "../../report/visible.ts";
import { counted } from "../../report/words.ts";
import { readyCommand } from "./ready-command.ts";
import { tableOf } from "./report-table.ts";
import { wrapped } from "./width.ts";

/** How a report is drawn. */
export interface Drawing {
  /** Cells in a line; undefined where the output is no terminal. */
  readonly width: number | undefined;
  /** Whether escape sequences for colour may be used: the caller looks at NO_COLOR and the stream. */
  readonly color: boolean;
  /** IANA zone in which times are shown. */
  readonly zone: string;
  /** Rows of the table at most; undefined: 20. */
  readonly rows?: number | undefined;
}

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const WIDTH_WITHOUT_TERMINAL = 120;
const LEAST_WIDTH = 40;
const ROWS = 20;
const FINDINGS = 3;
/** Of one line of an attachment. */
const LONGEST_LINE = 4000;
const MARKS = { high: "!!", medium: "! ", low: "- " } as const;
const STYLES = { high: "red", medium: "yellow", low: "cyan" } as const;

/** A report as lines of text, ending in a newline: headline, findings, breakdown, table, what to ask next, footer. */
export function drawReport(report: Report, drawing: Drawing): string {
  const width = Math.max(LEAST_WIDTH, drawing.width ?? WIDTH_WITHOUT_TERMINAL);
  const paint: Paint = (style, text) => (drawing.color ? styleText(style, text, { validateStream: false }) : text);
  const blocks = [
    [
      ...wrapped(report.headline, width).map((line) => paint("bold", line)),
      ...findingLines(report.findings, width, paint),
    ],
    breakdownLines(report, width),
    tableLines(report, width, drawing, paint),
    ...report.attachments.map(attachmentLines),
    followupLines(report, width),
    report.footer.flatMap((line) => wrapped(line, width, "  ")).map((line) => paint("dim", line)),
  ];
  const drawn = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${drawn.join("\n\n")}\n`;
}

function findingLines(findings: readonly Finding[], width: number, paint: Paint): string[] {
  const shown = findings
    .slice(0, FINDINGS)
    .flatMap(({ severity, text }) =>
      wrapped(`${MARKS[severity]} ${text}`, width, "   ").map((line) => paint(STYLES[severity], line)),
    );
  const more = findings.length - FINDINGS;
  return more > 0 ? [...shown, `   ${counted(more, "more finding")}: --json shows all`] : shown;
}

function breakdownLines({ breakdown }: Report, width: number): string[] {
  return (breakdown ?? []).flatMap((shares) => wrapped(`by ${shares.by}: ${sharesInWords(shares)}`, width, "  "));
}

function tableLines(report: Report, width: number, drawing: Drawing, paint: Paint): string[] {
  if (report.rows.length === 0) return [];
  const count = Math.min(report.rows.length, drawing.rows ?? ROWS);
  const { header, lines, dropped } = tableOf(report, count, width, drawing.zone, createMoments(drawing.zone));
  const more = report.rowCount - count;
  const notes = [
    ...(more > 0 ? [`… ${counted(more, "more row")}: --limit or --csv FILE`] : []),
    ...(dropped > 0 ? [`(${counted(dropped, "column")} found no room: --csv FILE or --json)`] : []),
  ];
  return [paint("underline", header), ...lines, ...notes.flatMap((note) => wrapped(note, width))];
}

/** A file that goes with the answer, to be copied from here: its lines are left as they are. */
function attachmentLines({ name, title, text }: Attachment): string[] {
  return [
    `${name}: ${title}`,
    ...text
      .trimEnd()
      .split("\n")
      .map((line) => spelledOut(line.slice(0, LONGEST_LINE))),
  ];
}

function followupLines({ followups }: Report, width: number): string[] {
  return followups.flatMap((followup) => {
    const command = readyCommand(followup);
    return [
      ...wrapped(followup.label, width, "  "),
      `  ${command ?? "(its value can't be typed safely into a shell)"}`,
    ];
  });
}
