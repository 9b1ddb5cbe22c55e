import type { Span, Statement } from "../engine.ts";
import { DERIVED_COLUMNS } from "../derived-columns.ts";
import { scopePredicates } from "../scope.ts";
import { PLAIN_COLUMNS, RECORDS_TYPE } from "./record-shape.ts";

/** Log files, whose paths a session variable holds. */
export interface JsonFiles {
  readonly variable: string;
  /** See {@link Source}; DuckDB reads each file as one JSON object. */
  readonly isOneLine: boolean;
  readonly longestFile: number;
}

/** A relation that a statement reads, and the session variables that hold the paths of its files. */
export interface RelationFiles {
  readonly relation: "cloudtrail" | "cloudtrail_before";
  readonly span: Span;
  readonly json: readonly JsonFiles[];
  /** Parquet files in which its rows lie already, or null. */
  readonly cached: {
    readonly variable: string;
    /** Holds the marks of the day folders whose rows are wanted; null: all that the files hold. */
    readonly folders: string | null;
  } | null;
}

/** Column of the Parquet files that says which day folder a row comes from. */
const FOLDER_COLUMN = "trail_folder";

/** `records` is said, since DuckDB would open files beforehand, one after the other, to guess it. */
function readJson({ variable, longestFile, isOneLine }: JsonFiles, columns: string): string {
  return `read_json(getvariable('${variable}'), format = '${isOneLine ? "newline_delimited" : "unstructured"}', records = true, hive_partitioning = false,
      maximum_object_size = ${longestFile}, ${columns})`;
}

const RECORDS = `columns = {Records: '${RECORDS_TYPE}'}`;

function records(json: readonly JsonFiles[]): string {
  if (json.length === 0) return `SELECT unnest(CAST([] AS ${RECORDS_TYPE})) AS r`;
  return json.map((files) => `SELECT unnest(Records) AS r FROM ${readJson(files, RECORDS)}`).join("\n      UNION ALL ");
}

function select(columns: Readonly<Record<string, string>>): string {
  return Object.entries(columns)
    .map(([name, expression]) => `${expression} AS ${name}`)
    .join(",\n    ");
}

const ALL_COLUMNS = [...Object.keys(PLAIN_COLUMNS), ...Object.keys(DERIVED_COLUMNS)];

function relation(statement: Statement, files: RelationFiles): string {
  const parts = [
    ...(files.json.length > 0 || files.cached === null ? [fromLogs(statement, files)] : []),
    ...(files.cached === null ? [] : [fromCache(statement, files.span, files.cached)]),
  ];
  return `${files.relation} AS (\n${parts.join("\n  UNION ALL\n")}\n)`;
}

function fromLogs(statement: Statement, files: RelationFiles): string {
  return `  SELECT plain.*,
    ${select(DERIVED_COLUMNS)}
  FROM (
    SELECT ${select(PLAIN_COLUMNS)}
    FROM (${records(files.json)})
  ) AS plain
  WHERE ${scopePredicates(statement, files.span)}`;
}

function fromCache(statement: Statement, span: Span, cached: NonNullable<RelationFiles["cached"]>): string {
  const wanted =
    cached.folders === null ? "" : `\n    AND ${FOLDER_COLUMN} IN (SELECT unnest(getvariable('${cached.folders}')))`;
  return `  SELECT ${ALL_COLUMNS.join(", ")}
  FROM read_parquet(getvariable('${cached.variable}'), hive_partitioning = false)
  WHERE ${scopePredicates(statement, span)}${wanted}`;
}

/**
 * The whole text that runs: the relations over the given files, then the compiled intent. Only instants, accounts,
 * regions and sizes stand in the prefix as literals.
 */
export function runnableSql(statement: Statement, relations: readonly RelationFiles[]): string {
  return `WITH ${relations.map((files) => relation(statement, files)).join(",\n")}\n${statement.sql}`;
}

/**
 * All records of log files, whatever their time, with each column of the relation and with the mark of their day folder. The
 * variable {@link marksOf} some files holds one mark for each of their paths, in the same order.
 */
export function conversionSql(json: readonly JsonFiles[]): string {
  const marked = json.map(
    (files) => `SELECT unnest(Records) AS r, mark
      FROM ${readJson(files, `filename = true, ${RECORDS}`)}
      LEFT JOIN (SELECT unnest(getvariable('${files.variable}')) AS filename, unnest(getvariable('${marksOf(files)}')) AS mark)
        USING (filename)`,
  );
  return `SELECT ${Object.keys(PLAIN_COLUMNS).join(", ")},
    ${select(DERIVED_COLUMNS)},
    CASE WHEN mark IS NULL THEN error('A file has no mark.') ELSE mark END AS ${FOLDER_COLUMN}
  FROM (
    SELECT ${select(PLAIN_COLUMNS)},
      mark
    FROM (${json.length === 0 ? `${records([])}, '' AS mark` : marked.join("\n      UNION ALL ")})
  )`;
}

/** Name of the variable for the marks of some files. */
export function marksOf({ variable }: JsonFiles): string {
  return `${variable}_marks`;
}

/** The files in a variable that hold more than so many records: `filename` of each. Takes little memory. */
export function crowdedSql(files: JsonFiles, mostRecords: number): string {
  return `SELECT filename FROM ${readJson(files, "filename = true, columns = {Records: 'JSON'}")}
    WHERE json_array_length(Records) > ${mostRecords}`;
}

/** Reads every record of the files in a variable and keeps none: fails where one of them cannot be read. */
export function probeSql(files: JsonFiles): string {
  return `SELECT count(r.eventTime) FROM (${records([files])})`;
}
