import { millisecondsOf, type Instant } from "../clock.ts";
import type { Row } from "../engine/engine.ts";
import type { AlertMark } from "../question/interpretation.ts";
import { textIn } from "./row-values.ts";
import { cell } from "./visible.ts";
import { durationInWords } from "./words.ts";

/** Where an alert stands among events. */
export interface AlertPlace extends AlertMark {
  /** How far the last event before it lies, in a sentence; empty where there is none. */
  readonly sentence: string;
}

/** Finds the place of an alert among rows in any order; null where the question is not about one. */
export interface AlertPlaceFold {
  row(row: Row): void;
  end(): AlertPlace | null;
}

export function createAlertPlace(alert: AlertMark | undefined): AlertPlaceFold {
  let before: Row | null = null;
  return {
    row(row) {
      const time = textIn(row, "eventtime");
      if (alert === undefined || time === "" || time > alert.at) return;
      if (before === null || time > textIn(before, "eventtime")) before = row;
    },
    end: () =>
      alert === undefined ? null : { ...alert, sentence: before === null ? "" : sentenceOf(before, alert.at) },
  };
}

function sentenceOf(row: Row, at: Instant): string {
  const ms = millisecondsOf(at) - millisecondsOf(textIn(row, "eventtime"));
  const what = [cell(row["eventname"]), cell(row["actor"])].filter((part) => part !== "").join(" by ");
  return ms < 1000
    ? `The alert came with the last of them before it, ${what}.`
    : `The alert came ${durationInWords(ms)} after the last of them before it, ${what}.`;
}

/** Rows of events, in order of time, with the alert as one of them, and how long after the row before each comes. */
export function withAlert(rows: readonly Row[], alert: AlertPlace | null, isAll: boolean): readonly Row[] {
  if (alert === null || rows.length === 0) return rows;
  const times = rows.map((row) => textIn(row, "eventtime"));
  const isNewestFirst = (times[0] ?? "") > (times.at(-1) ?? "");
  const index = times.findIndex((time) => (isNewestFirst ? time <= alert.at : time > alert.at));
  // Behind the last row that is shown nobody knows its place.
  if (index === -1 && !isAll) return rows;
  const place = index === -1 ? rows.length : index;
  const later = (from: string | undefined, to: string | undefined): number =>
    from === undefined || to === undefined ? 0 : Math.floor((millisecondsOf(to) - millisecondsOf(from)) / 1000);
  const mark: Row = {
    eventtime: alert.at,
    eventname: "ALERT",
    detail: alert.title,
    seconds_later: isNewestFirst ? 0 : later(times[place - 1], alert.at),
  };
  const next = rows[place];
  const after = next === undefined || isNewestFirst ? next : { ...next, seconds_later: later(alert.at, times[place]) };
  return [...rows.slice(0, place), mark, ...(after === undefined ? [] : [after]), ...rows.slice(place + 1)];
}
