import type { KnownBlock } from "@slack/types";
import { withLiterals } from "../../engine/literal.ts";
import type { Report } from "../../report/report.ts";
import { cell } from "../../report/visible.ts";
import { counted, listed } from "../../report/words.ts";
import type { Draft } from "./draft.ts";
import { mrkdwn } from "../sending/mrkdwn.ts";
import { plainContext, plainSection, richSection, richText, short } from "./pieces.ts";

/** Characters of SQL shown, of the 13,000 that a message may hold in all; the rest is said to be missing. */
const MOST_SQL = 9000;

/** How an answer can be checked: the SQL ready to paste, its executions, and which logs were read. */
export function verifyMessage(report: Report, job: string): Draft {
  const [execution] = report.executions;
  const sql = execution === undefined ? "" : withLiterals(execution.sql, execution.values);
  const shown = short(sql, MOST_SQL);
  const ids = report.executions.map(({ id }) => id).join(", ");
  const logs = coverageInWords(report);
  const blocks: KnownBlock[] = [
    richSection([richText("The SQL that ran, ready to paste", { bold: true })]),
    {
      type: "rich_text",
      elements: [{ type: "rich_text_preformatted", elements: [richText(shown)] }],
    },
    ...(shown === sql ? [] : [plainContext(`Cut at ${MOST_SQL} characters of ${sql.length}.`)]),
    ...(report.executions.length > 1
      ? [plainContext(`The first of ${counted(report.executions.length, "step")}.`)]
      : []),
    plainSection(short(logs, 2900)),
    plainContext(`${report.engine} execution ${ids} · question ${job}`),
  ];
  return {
    text: mrkdwn(`${logs}\n${report.engine} execution ${ids}, question ${job}\n${shown}`),
    blocks,
  };
}

function coverageInWords({ coverage, footer }: Report): string {
  const skipped = coverage.skippedFiles.map(({ file, reason }) => `${cell(file)} (${cell(reason)})`);
  const [accounts, regions] = [coverage.accounts, coverage.regions].map(
    (names) => names.map((name) => cell(name)).join(", ") || "unknown",
  );
  return [
    ...footer,
    `Accounts: ${accounts}. Regions: ${regions}.`,
    ...(skipped.length === 0 ? [] : [`Not read, or in part: ${listed(skipped, 20)}.`]),
  ].join("\n");
}
