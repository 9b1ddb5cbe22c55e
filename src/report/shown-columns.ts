import type { Column, Row } from "../engine/engine.ts";
import { withAlert } from "./alert-place.ts";
import { detailInWords } from "./detail.ts";
import type { Moments } from "./moments.ts";
import type { Report } from "./report.ts";
import { textIn } from "./row-values.ts";
import { cell } from "./visible.ts";
import { durationInWords } from "./words.ts";

/** A column as people are shown it, on any surface. */
export interface ShownColumn {
  /** The column of the rows that it comes from. */
  readonly name: string;
  readonly header: string;
  /** Numbers stand at the right. */
  readonly align: "left" | "right";
  /** One text for each row, on one line and safe to show. */
  readonly cells: readonly string[];
}

/** The first `count` rows in columns, an alert among them as one row more: four for events (the rest is for programs), every column for a ranking. Times are local to `zone`. */
export function shownColumns(report: Report, count: number, zone: string, moments: Moments): readonly ShownColumn[] {
  const rows = report.rows.slice(0, count);
  const events = (): readonly Row[] => withAlert(rows, report.alert, rows.length === report.rowCount);
  return report.isList ? eventColumns(report, events(), zone, moments) : rankingColumns(report.columns, rows, moments);
}

function eventColumns(
  { columns, params }: Report,
  rows: readonly Row[],
  zone: string,
  moments: Moments,
): ShownColumn[] {
  const asked = Object.values(params).flat();
  const times = rows.map((row) => moments.local(textIn(row, "eventtime")));
  const all = [
    { name: "eventtime", header: `time (${shortZone(zone)})`, cells: withoutYear(times) },
    { name: "seconds_later", header: "later", cells: rows.map(laterIn) },
    { name: "actor", header: "who", cells: rows.map(whoIn) },
    { name: "eventname", header: "what", cells: rows.map((row) => cell(row["eventname"])) },
    { name: "detail", header: "detail", cells: rows.map((row) => detailInWords(row, asked)) },
  ];
  const names = new Set(columns.map(({ name }) => name));
  return all.filter(({ name }) => names.has(name)).map((column) => ({ ...column, align: "left" }));
}

/** `11-19 14:03:00` is enough where all rows are of one year. */
function withoutYear(times: readonly string[]): readonly string[] {
  const years = new Set(times.map((time) => time.slice(0, 5)));
  return years.size === 1 && times.every((time) => /^\d{4}-/.test(time)) ? times.map((time) => time.slice(5)) : times;
}

/** Columns that name an event or repeat what others say: last in line for room. */
const LAST = ["eventid", "actor_kind"];

function rankingColumns(columns: readonly Column[], rows: readonly Row[], moments: Moments): ShownColumn[] {
  const ordered = [
    ...columns.filter(({ name }) => !LAST.includes(name)),
    ...columns.filter(({ name }) => LAST.includes(name)),
  ];
  return ordered.map(({ name, type }) => ({
    name,
    header: name,
    align: type === "bigint" || type === "double" ? "right" : "left",
    cells: rankingCells(name, rows, moments),
  }));
}

function rankingCells(name: string, rows: readonly Row[], moments: Moments): readonly string[] {
  const texts = rows.map((row) => textIn(row, name));
  if (texts.length > 0 && texts.every((text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text))) {
    return withoutYear(texts.map((text) => moments.local(text)));
  }
  return rows.map((row) =>
    name === "eventsource" ? cell(textIn(row, name).replace(/\.amazonaws\.com$/, "")) : cell(row[name]),
  );
}

/** How long after the row before, where the rows tell. */
function laterIn(row: Row): string {
  const seconds = Number(row["seconds_later"] ?? 0);
  return seconds > 0 ? `+${durationInWords(seconds * 1000)}` : "";
}

function whoIn(row: Row): string {
  const via = cell(row["via"]);
  return via === "" ? cell(row["actor"]) : `${cell(row["actor"])} via ${via}`;
}

/** A long zone by its last part: the header is no wider than it has to be. */
function shortZone(zone: string): string {
  return zone.length <= 16 ? zone : zone.slice(zone.lastIndexOf("/") + 1);
}
