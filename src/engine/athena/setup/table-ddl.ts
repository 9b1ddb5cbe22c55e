import { literal } from "../../literal.ts";
import type { Layout } from "../layout.ts";
import { RECORD_COLUMNS } from "./record-columns.ts";
import { placedTables, type PlacedTable, type TablePlace } from "./table-place.ts";

/**
 * A CREATE TABLE for each table of a place, ready to paste into Athena. What the published definitions get wrong is right
 * here: CloudTrail's own input format (without it each file is one row of nothing), all columns, lists without spaces.
 * Throws as {@link placedTables} does. https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-logs.html
 */
export function tableDdl(place: TablePlace): readonly string[] {
  return placedTables(place).map((table) => createTable(place.layout, place.since, table));
}

function createTable(layout: Layout, since: string, table: PlacedTable): string {
  const partitions = PARTITIONS[layout];
  return [
    ...comments(layout),
    `CREATE EXTERNAL TABLE ${table.name} (`,
    columns(layout),
    ")",
    ...(partitions.length === 0
      ? []
      : [`PARTITIONED BY (${partitions.map((name) => `\`${name}\` STRING`).join(", ")})`]),
    ...FORMATS[layout === "records-array" ? "records" : "events"],
    `LOCATION ${literal(location(layout, table))}`,
    ...properties(layout, since, table),
  ]
    .join("\n")
    .concat(";");
}

const PARTITIONS: Readonly<Record<Layout, readonly string[]>> = {
  unpartitioned: [],
  "region-ymd": ["region", "year", "month", "day"],
  "account-region-ymd": ["account", "region", "year", "month", "day"],
  "projected-day": ["timestamp"],
  "account-region-day": ["account", "region", "day"],
  "records-array": [],
};

const FORMATS = {
  events: [
    "ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'",
    "STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'",
    "OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'",
  ],
  records: [
    "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'",
    "WITH SERDEPROPERTIES ('ignore.malformed.json' = 'true')",
    "STORED AS TEXTFILE",
  ],
} as const;

function comments(layout: Layout): readonly string[] {
  if (PARTITIONS[layout].length > 0) return [];
  return [
    "-- Without partitions each question reads, and is charged for, everything below the location.",
    "-- A location above an account also reads CloudTrail-Digest and CloudTrail-Insight beside the logs.",
  ];
}

function columns(layout: Layout): string {
  if (layout !== "records-array") return RECORD_COLUMNS.map(([name, type]) => `  ${name} ${type}`).join(",\n");
  const fields = RECORD_COLUMNS.map(([name, type]) => `    ${name}: ${type}`).join(",\n");
  return `  records ARRAY<STRUCT<\n${fields}>>`;
}

/** As near to the logs as the table's one account and region allow. */
function location(layout: Layout, { logs, accounts, regions }: PlacedTable): string {
  const [account = ""] = accounts;
  const [region = ""] = regions;
  switch (layout) {
    case "projected-day":
      return `${logs}${account}/CloudTrail/${region}/`;
    case "account-region-ymd":
    case "account-region-day":
      return logs;
    case "unpartitioned":
    case "region-ymd":
    case "records-array":
      return accounts.length === 1 ? `${logs}${account}/CloudTrail/` : logs;
  }
}

function properties(layout: Layout, since: string, table: PlacedTable): readonly string[] {
  const lists = { account: enumerated(table.accounts), region: enumerated(table.regions) };
  const date = { type: "date", format: "yyyy/MM/dd", range: `${since},NOW`, interval: "1", "interval.unit": "DAYS" };
  const year = Number(since.slice(0, 4));
  switch (layout) {
    case "unpartitioned":
    case "region-ymd":
    case "records-array":
      return [];
    case "account-region-ymd":
      return projection(`${table.logs}\${account}/CloudTrail/\${region}/\${year}/\${month}/\${day}/`, {
        ...lists,
        year: { type: "integer", range: `${year},${year + 30}` },
        month: { type: "integer", range: "1,12", digits: "2" },
        day: { type: "integer", range: "1,31", digits: "2" },
      });
    case "projected-day":
      return projection(`${location(layout, table)}\${timestamp}/`, { timestamp: date });
    case "account-region-day":
      return projection(`${table.logs}\${account}/CloudTrail/\${region}/\${day}/`, { ...lists, day: date });
  }
}

/** A space in such a list would be part of the value, and its partition would be empty without a word. */
function enumerated(values: readonly string[]): Readonly<Record<string, string>> {
  return { type: "enum", values: values.join(",") };
}

function projection(
  template: string,
  partitions: Readonly<Record<string, Readonly<Record<string, string>>>>,
): readonly string[] {
  const pairs = Object.entries(partitions).flatMap(([name, settings]) =>
    Object.entries(settings).map(([key, value]) => [`projection.${name}.${key}`, value] as const),
  );
  const all = [["projection.enabled", "true"] as const, ...pairs, ["storage.location.template", template] as const];
  return ["TBLPROPERTIES (", all.map(([key, value]) => `  ${literal(key)} = ${literal(value)}`).join(",\n"), ")"];
}
