import type { KnownBlock } from "@slack/types";
import { hasNoLogs } from "../../report/nothing.ts";
import { bytesInWords, counted, listed, priceInWords } from "../../report/words.ts";
import { mrkdwn } from "../sending/mrkdwn.ts";
import { differenceInWords } from "../../schedule/sight.ts";
import type { Mint } from "../press.ts";
import type { Section } from "../recurring/digest-section.ts";
import type { Draft } from "./draft.ts";
import { button, plainContext, plainSection, richSection, richText, short } from "./pieces.ts";

export interface DigestFacts {
  readonly sections: readonly Section[];
  /** Why parts are missing. */
  readonly refusals: readonly string[];
  /** Whose turn it was; null: nobody's. */
  readonly line: string | null;
  /** Zone of the asker. */
  readonly zone: string;
  readonly mint: Mint;
}

/** The whole digest in one message: what there is in a sentence, a section for each part that has something. */
export function digestMessage({ sections, refusals, line, zone, mint }: DigestFacts): Draft {
  const full = sections.filter(({ count }) => count > 0);
  const headline = digestHeadline(sections);
  const small = [
    ...sections.flatMap(({ part, failure }) => (failure === null ? [] : [`${part.title}: no answer. ${failure}`])),
    ...refusals.map((reason) => `Left out: ${reason}`),
    ...footerOf(sections),
    ...(line === null ? [] : [line]),
  ];
  const show = full.map(({ part, ready: { params, window } }) =>
    button(
      `Show: ${part.title}`,
      mint({ kind: "ask", intent: part.intent, params, window, include: [], isFresh: false }),
      `show-${part.intent}`,
    ),
  );
  return {
    text: mrkdwn([headline, ...full.flatMap((one) => [titleOf(one), ...linesOf(one, zone)])].join("\n")),
    blocks: [
      richSection([richText(short(headline, 2000), { bold: true })]),
      ...full.flatMap((section): KnownBlock[] => [
        richSection([richText(titleOf(section), { bold: true })]),
        plainSection(linesOf(section, zone).join("\n")),
      ]),
      ...(show.length === 0 ? [] : [{ type: "actions" as const, block_id: "digest", elements: show }]),
      plainContext(short(small.join("\n"), 2900)),
    ],
  };
}

/** What there is in a sentence. */
export function digestHeadline(sections: readonly Section[]): string {
  const full = sections.filter(({ count }) => count > 0);
  if (full.length === 0) return warningOf(sections) ?? "Digest: nothing to report.";
  const fresh = sections.every(({ difference }) => difference !== null)
    ? sections.reduce((sum, { difference }) => sum + (difference?.new ?? 0), 0)
    : null;
  const lead = fresh === null ? "" : fresh === 0 ? "Nothing new. " : `${fresh} new. `;
  const counts = full.map(({ part, count }) => counted(count, part.one, part.many));
  return `${lead}Digest: ${listed(counts)}.`;
}

/** Nothing may mean that there were no logs. */
function warningOf(sections: readonly Section[]): string | null {
  const reports = sections.flatMap(({ report }) => (report === null ? [] : [report]));
  const empty = reports.find(({ coverage, window }) => hasNoLogs(coverage, window));
  return empty === undefined ? null : `Digest: ${empty.headline}`;
}

function titleOf({ part, count, difference }: Section): string {
  return `${part.title}: ${difference === null ? String(count) : differenceInWords({ ...difference, gone: 0 })}`;
}

function linesOf({ part, rows, count }: Section, zone: string): readonly string[] {
  const lines = rows.map((row) => `• ${short(part.line(row, zone), 280)}`);
  return count > rows.length ? [...lines, `… and ${count - rows.length} more`] : lines;
}

/** The window and its logs as the first answer has them, up to its rows; what all read together. */
function footerOf(sections: readonly Section[]): readonly string[] {
  const reports = sections.flatMap(({ report }) => (report === null ? [] : [report]));
  const [first] = reports;
  if (first === undefined) return [];
  const bytes = reports.reduce((sum, { scannedBytes }) => sum + scannedBytes, 0);
  const price = reports.reduce((sum, one) => sum + one.price, 0);
  const skipped = Math.max(...reports.map(({ coverage }) => coverage.skippedFiles.length));
  return [
    ...first.footer.slice(
      0,
      first.footer.findIndex((line) => line.startsWith("Rows: ")),
    ),
    `${counted(reports.length, "question")}: ${bytesInWords(bytes)} read, ${priceInWords(price)}.`,
    ...(skipped === 0 ? [] : [`${counted(skipped, "file")} could not be read, or only in part.`]),
  ];
}
