import type { ActionsBlock, Button, KnownBlock, PlainTextOption } from "@slack/types";
import { instantOf, millisecondsOf, type Instant } from "../../clock.ts";
import { HIDDEN_KINDS } from "../../question/interpretation.ts";
import { detailInWords } from "../../report/detail.ts";
import { createMoments } from "../../report/moments.ts";
import type { Report } from "../../report/report.ts";
import { textIn } from "../../report/row-values.ts";
import { cell } from "../../report/visible.ts";
import { DELIVERY_LAG_MS } from "../../trail.ts";
import { ROWS_SHOWN, type AnswerContext } from "./answer-context.ts";
import { button, plainText } from "./pieces.ts";

/** What can be pressed below an answer. */
const INCLUDE = { failures: "Failed attempts too", reads: "Reads too", services: "Calls by services too" } as const;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** The picker of one row, for events. */
export function rowPicker(report: Report, shown: number, { job, zone, mint }: AnswerContext): KnownBlock[] {
  if (!report.isList || shown === 0) return [];
  const moments = createMoments(zone);
  const options = report.rows.slice(0, shown).map((row, index): PlainTextOption => {
    const words = [
      moments.local(textIn(row, "eventtime")).slice(5),
      cell(row["actor"]),
      cell(row["eventname"]),
      detailInWords(row, []),
    ];
    return {
      text: plainText(words.filter((word) => word !== "").join(" "), 75),
      value: mint({ kind: "row", job, row: index }),
    };
  });
  return [
    {
      type: "actions",
      block_id: "rows",
      elements: [
        { type: "static_select", action_id: "pick", placeholder: plainText("Look at one row …", 150), options },
      ],
    },
  ];
}

/** Follow-ups, other windows, hidden rows, again (or Re-check, while logs may still come), Verify, and for a private answer Share. */
export function answerButtons(report: Report, { job, isPrivate, now, mint }: AnswerContext): ActionsBlock[] {
  const { intent, params, window } = report;
  const same = { kind: "ask", intent, params, window, include: [], isFresh: false } as const;
  const length = millisecondsOf(window.end) - millisecondsOf(window.start);
  const wider = instantOf(millisecondsOf(window.start) - Math.max(DAY_MS, length));
  const lastHour = instantOf(millisecondsOf(window.end) - HOUR_MS);
  const missing = minutesMissing(window, now);
  const buttons: Button[] = [
    ...report.followups
      .slice(0, 8)
      .map(({ label, ...asked }, index) =>
        button(label, mint({ kind: "ask", ...asked, include: [], isFresh: false }), `followup-${index}`),
      ),
    button("Look further back", mint({ ...same, window: { ...window, start: wider, text: "further back" } }), "wider"),
    ...(report.rowCount > ROWS_SHOWN && length > 2 * HOUR_MS
      ? [
          button(
            "Its last hour only",
            mint({ ...same, window: { ...window, start: lastHour, text: "its last hour" } }),
            "narrower",
          ),
        ]
      : []),
    ...(isOver(window, now)
      ? [
          button(
            "Up to now as well",
            mint({ ...same, window: { ...window, end: now, text: "up to now" } }),
            "until-now",
          ),
        ]
      : []),
    ...hiddenKinds(report).map((kind) => button(INCLUDE[kind], mint({ ...same, include: [kind] }), kind)),
    missing === 0
      ? button("Run again", mint({ ...same, isFresh: true }), "again")
      : button(`Re-check in ${missing} min`, mint({ kind: "recheck", job }), "again"),
    button("Verify", mint({ kind: "verify", job }), "verify"),
    ...(isPrivate ? [button("Share in the channel", mint({ kind: "share", job }), "share", "primary")] : []),
  ];
  return [{ type: "actions", block_id: "answer", elements: buttons }];
}

/** A question to each person whom a finding names. */
export function wasYouButtons({ accused, job, mint }: AnswerContext): ActionsBlock[] {
  if (accused.length === 0) return [];
  const buttons = accused.map(({ person, email, sentence }, index) =>
    button(`Ask ${email}: was this you?`, mint({ kind: "was-you", job, person, sentence }), `was-you-${index}`),
  );
  return [{ type: "actions", block_id: "was-you", elements: buttons }];
}

/** Looking again is worth it once all logs of the window have come: in so many minutes. */
function minutesMissing({ end }: Report["window"], now: Instant): number {
  const missing = millisecondsOf(end) + DELIVERY_LAG_MS - millisecondsOf(now);
  return Math.max(0, Math.ceil(missing / MINUTE_MS));
}

/** Whether a window ended before now, and lately enough that what came since belongs to the same story. */
function isOver({ end }: Report["window"], now: Instant): boolean {
  const since = millisecondsOf(now) - millisecondsOf(end);
  return since > MINUTE_MS && since <= 2 * DAY_MS;
}

/** The kinds of rows that an answer left out, so that they can be asked for. */
function hiddenKinds({ hidden }: Pick<Report, "hidden">): readonly (typeof HIDDEN_KINDS)[number][] {
  return HIDDEN_KINDS.filter((kind) => (hidden[kind] ?? 0) > 0);
}
