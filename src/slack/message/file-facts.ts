import type { Attachment } from "../../report/attachments/attachment.ts";
import type { Report } from "../../report/report.ts";
import { counted, thousands } from "../../report/words.ts";

/** How an answer's CSV is called in Slack. */
export interface FileFacts {
  readonly name: string;
  readonly title: string;
  readonly comment: string;
}

/** How one of an answer's attachments is called in Slack. */
export function attachmentFacts(report: Report, { name, title }: Attachment): FileFacts {
  const parts = nameParts(report);
  return { name: `${parts.join("-")}-${name}`, title: [...parts, name].join(" "), comment: title };
}

/** A name from checked parts alone: intent, subject where it is like an id, window. No other text of a person gets in. */
export function fileFacts(report: Report, count: { readonly rows: number; readonly isCut: boolean }): FileFacts {
  const parts = nameParts(report);
  const rows = counted(count.rows, "row");
  const cut = count.isCut ? ` of ${thousands(report.rowCount)}: cut at the limit, narrow the window for the rest` : "";
  const engineCut = report.truncated ? "; the engine's own limit was reached, so there may be more" : "";
  return {
    name: `${parts.join("-")}.csv`,
    title: parts.join(" "),
    comment: `Every row as CSV: ${rows}${cut}${engineCut}.`,
  };
}

function nameParts(report: Report): readonly string[] {
  const subject = Object.values(report.params)
    .flat()
    .find((value) => /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(value) && !value.includes(".."));
  const stamp = (instant: string): string => instant.slice(0, 16).replace(":", "").concat("Z");
  return [
    report.intent,
    ...(subject === undefined ? [] : [subject]),
    stamp(report.window.start),
    stamp(report.window.end),
  ];
}
