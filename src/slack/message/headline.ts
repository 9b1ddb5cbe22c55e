import type { KnownBlock, RichTextElement } from "@slack/types";
import type { Finding } from "../../report/findings/finding.ts";
import { counted, durationInWords } from "../../report/words.ts";
import type { Report } from "../../report/report.ts";
import type { Draft } from "./draft.ts";
import { mrkdwn } from "../sending/mrkdwn.ts";
import { plainContext, richSection, richText, richUser, short } from "./pieces.ts";

/** How an answer came about. */
export interface Arrival {
  readonly asker: string;
  /** Milliseconds from the question to its answer. */
  readonly ms: number;
}

/** An answer that took longer than this mentions its asker, and later says how late it is; milliseconds. */
const NOTICED = 15_000;
const LATE = 5 * 60_000;
const MOST_FINDINGS = 5;
const MARKS = { high: ":red_circle: ", medium: ":large_orange_circle: ", low: ":white_circle: " } as const;
const EMOJI = { high: "red_circle", medium: "large_orange_circle", low: "white_circle" } as const;

/** What the status message ends as: the answer in one or two sentences with its findings, understandable alone; `line` goes below. */
export function headlineMessage(
  { headline, findings }: Pick<Report, "headline" | "findings">,
  arrival: Arrival,
  line: string | null = null,
): Draft {
  const shown = findings.slice(0, MOST_FINDINGS);
  const more = findings.length - shown.length;
  const late = arrival.ms > LATE ? ` (${durationInWords(arrival.ms)} late)` : "";
  const blocks: KnownBlock[] = [
    richSection([richText(short(headline, 2000), { bold: true }), ...(late === "" ? [] : [richText(late)])]),
    ...shown.map((finding) => richSection(findingElements(finding))),
    ...(more > 0 ? [richSection([richText(`${counted(more, "more finding")}: see Verify.`)])] : []),
    ...(line === null ? [] : [plainContext(line)]),
    ...(arrival.ms > NOTICED ? [richSection([richText("Asked by "), richUser(arrival.asker)])] : []),
  ];
  const lines = [`${headline}${late}`, ...shown.map(({ severity, text }) => `${MARKS[severity]}${severity}: ${text}`)];
  return { text: mrkdwn(lines.join("\n")), blocks };
}

function findingElements({ severity, text }: Finding): RichTextElement[] {
  return [
    { type: "emoji", name: EMOJI[severity] },
    richText(` ${severity}: `, { bold: true }),
    richText(short(text, 1000)),
  ];
}
