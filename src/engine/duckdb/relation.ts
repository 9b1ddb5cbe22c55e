import type { Span, Statement } from "../engine.ts";
import { DERIVED_COLUMNS } from "../derived-columns.ts";
import { scopePredicates } from "../scope.ts";
import { PLAIN_COLUMNS, RECORDS_TYPE } from "./record-shape.ts";

/** A relation that a statement reads, and the session variable that holds the paths of its files. */
export interface RelationFiles {
  readonly relation: "cloudtrail" | "cloudtrail_before";
  readonly span: Span;
  readonly variable: string;
  /** Longest file in bytes once unpacked; DuckDB reads each file as one JSON object. 0 where there are no files. */
  readonly longestFile: number;
}

/** `records` is said, since DuckDB would open files beforehand, one after the other, to guess it. */
function records(files: Pick<RelationFiles, "variable" | "longestFile">): string {
  if (files.longestFile === 0) return `SELECT unnest(CAST([] AS ${RECORDS_TYPE})) AS r`;
  return `SELECT unnest(Records) AS r FROM read_json(getvariable('${files.variable}'), format = 'unstructured',
      records = true, maximum_object_size = ${files.longestFile}, columns = {Records: '${RECORDS_TYPE}'})`;
}

function select(columns: Readonly<Record<string, string>>): string {
  return Object.entries(columns)
    .map(([name, expression]) => `${expression} AS ${name}`)
    .join(",\n    ");
}

function relation(statement: Statement, files: RelationFiles): string {
  return `${files.relation} AS (
  SELECT plain.*,
    ${select(DERIVED_COLUMNS)}
  FROM (
    SELECT ${select(PLAIN_COLUMNS)}
    FROM (${records(files)})
  ) AS plain
  WHERE ${scopePredicates(statement, files.span)}
)`;
}

/**
 * The whole text that runs: the relations over the given files, then the compiled intent. Only instants, accounts,
 * regions and sizes stand in the prefix as literals.
 */
export function runnableSql(statement: Statement, relations: readonly RelationFiles[]): string {
  return `WITH ${relations.map((files) => relation(statement, files)).join(",\n")}\n${statement.sql}`;
}

/** The files in a variable that hold more than so many records: `filename` of each. Takes little memory. */
export function crowdedSql(variable: string, longestFile: number, mostRecords: number): string {
  return `SELECT filename FROM read_json(getvariable('${variable}'), format = 'unstructured', records = true,
    filename = true, maximum_object_size = ${longestFile}, columns = {Records: 'JSON'})
    WHERE json_array_length(Records) > ${mostRecords}`;
}

/** Reads every record of the files in a variable and keeps none: fails where one of them cannot be read. */
export function probeSql(variable: string, longestFile: number): string {
  return `SELECT count(r.eventTime) FROM (${records({ variable, longestFile })})`;
}
