import type { Column, Row } from "../../engine/engine.ts";
import type { Moments } from "../../report/moments.ts";
import type { Report } from "../../report/report.ts";
import { detailInWords } from "../../report/detail.ts";
import { textIn } from "../../report/row-values.ts";
import { cell } from "../../report/visible.ts";
import { layOut, type Table, type TableColumn } from "./table.ts";

/** The first `count` rows as a table: four columns for events (the rest is for programs), every column for a ranking. Times are local to `zone`. */
export function tableOf(report: Report, count: number, width: number, zone: string, moments: Moments): Table {
  const rows = report.rows.slice(0, count);
  const columns = report.isList
    ? eventColumns(report, rows, zone, moments)
    : rankingColumns(report.columns, rows, moments);
  return layOut(columns, width);
}

function eventColumns(
  { columns, params }: Report,
  rows: readonly Row[],
  zone: string,
  moments: Moments,
): TableColumn[] {
  const times = rows.map((row) => moments.local(textIn(row, "eventtime")));
  const asked = Object.values(params).flat();
  const header = `time (${shortZone(zone)})`;
  const all: readonly (Omit<TableColumn, "align"> & { name: string })[] = [
    { name: "eventtime", header, least: 14, cells: withoutYear(times) },
    { name: "actor", header: "who", least: 8, cells: rows.map(whoIn) },
    { name: "eventname", header: "what", least: 12, cells: rows.map((row) => cell(row["eventname"])) },
    { name: "detail", header: "detail", least: 8, cells: rows.map((row) => detailInWords(row, asked)) },
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
/** A column narrower than this tells nothing; it is dropped instead. */
const LEAST_READABLE = 26;

function rankingColumns(columns: readonly Column[], rows: readonly Row[], moments: Moments): TableColumn[] {
  const ordered = [
    ...columns.filter(({ name }) => !LAST.includes(name)),
    ...columns.filter(({ name }) => LAST.includes(name)),
  ];
  return ordered.map(({ name, type }) => ({
    header: name,
    align: type === "bigint" || type === "double" ? ("right" as const) : ("left" as const),
    least: LEAST_READABLE,
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

function whoIn(row: Row): string {
  const via = cell(row["via"]);
  return via === "" ? cell(row["actor"]) : `${cell(row["actor"])} via ${via}`;
}

/** A long zone by its last part: the header is no wider than it has to be. */
function shortZone(zone: string): string {
  return zone.length <= 16 ? zone : zone.slice(zone.lastIndexOf("/") + 1);
}
