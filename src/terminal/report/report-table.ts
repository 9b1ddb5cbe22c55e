import type { Moments } from "../../report/moments.ts";
import type { Report } from "../../report/report.ts";
import { shownColumns } from "../../report/shown-columns.ts";
import { layOut, type Table } from "./table.ts";

/** Cells that the columns of events keep however narrow the terminal is. */
const LEAST: Readonly<Record<string, number>> = { eventtime: 14, actor: 8, eventname: 12, detail: 8 };
/** A column of a ranking that is narrower than this tells nothing; it is dropped instead. */
const LEAST_READABLE = 26;

/** The first `count` rows as a table of at most `width` cells. Times are local to `zone`. */
export function tableOf(report: Report, count: number, width: number, zone: string, moments: Moments): Table {
  const columns = shownColumns(report, count, zone, moments);
  const least = (name: string): number => (report.isList ? (LEAST[name] ?? 0) : LEAST_READABLE);
  return layOut(
    columns.map((column) => ({ ...column, least: least(column.name) })),
    width,
  );
}
