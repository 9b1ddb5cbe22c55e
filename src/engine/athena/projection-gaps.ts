import type { Span, Statement } from "../engine.ts";
import { deliveryDays } from "../scope.ts";
import { inFormat } from "./partition-predicate.ts";
import type { ReadableTable } from "./relation.ts";
import type { SurveyedFolder } from "./survey.ts";
import type { PartitionColumn } from "./table-shape.ts";

/**
 * What a table's partition projection leaves out of a question without a word: asked or delivered accounts and regions
 * that are not among its values, days before its range. One phrase each; empty where it leaves nothing out.
 */
export function projectionGaps(
  statement: Statement,
  span: Span,
  tables: readonly ReadableTable[],
  folders: readonly SurveyedFolder[],
): readonly string[] {
  const accounts = [...statement.accounts, ...folders.map(({ account }) => account)];
  const regions = [...statement.regions, ...folders.map(({ region }) => region)];
  return [
    ...leftOut(
      tables.map(({ roles }) => roles.account),
      accounts,
      "account",
    ),
    ...leftOut(
      tables.map(({ roles }) => roles.region),
      regions,
      "region",
    ),
    ...tables.flatMap(({ roles }) => beforeRange(roles.date, roles.year, span)),
  ];
}

function leftOut(columns: readonly (PartitionColumn | undefined)[], wanted: readonly string[], what: string): string[] {
  const projections = columns.map((column) => column?.projection ?? null);
  if (projections.some((projection) => projection?.type !== "enum")) return [];
  const values = new Set(projections.flatMap((projection) => projection?.values ?? []));
  const absent = [...new Set(wanted)].filter((value) => !values.has(value)).toSorted();
  return absent.length === 0
    ? []
    : [
        `the table's partitions leave out ${what} ${absent.join(", ")} (add it to projection.${columns[0]?.name ?? what}.values)`,
      ];
}

function beforeRange(date: PartitionColumn | undefined, year: PartitionColumn | undefined, span: Span): string[] {
  const { firstDay } = deliveryDays(span);
  const from = date?.projection?.from ?? null;
  if (from !== null && /^\d/.test(from)) {
    const wanted = inFormat(firstDay, date?.projection?.format ?? "yyyy/MM/dd");
    return wanted < from ? [`the table's partitions begin at ${from}`] : [];
  }
  const firstYear = year?.projection?.type === "integer" ? year.projection.from : null;
  return firstYear !== null && Number(firstDay.slice(0, 4)) < Number(firstYear)
    ? [`the table's partitions begin at ${firstYear}`]
    : [];
}
