import { describe, expect, it } from "vitest";
import { TrailError } from "../../../../src/errors.ts";
import { readHiveType, type HiveType } from "../../../../src/engine/athena/hive-type.ts";
import { LAYOUTS, type Layout } from "../../../../src/engine/athena/layout.ts";
import { partitionRoles } from "../../../../src/engine/athena/partition-roles.ts";
import { plainColumns } from "../../../../src/engine/athena/plain-columns.ts";
import { tableShape, type TableShape } from "../../../../src/engine/athena/table-shape.ts";
import { tableDdl } from "../../../../src/engine/athena/setup/table-ddl.ts";
import type { TablePlace } from "../../../../src/engine/athena/setup/table-place.ts";

const PROD = "111122223333";
const STAGING = "444455556666";
const LOGS = "s3://trail-logs/AWSLogs/";

function placeWith(layout: Layout, changes: Partial<TablePlace> = {}): TablePlace {
  return {
    database: "audit",
    tables: [{ account: null, table: "cloudtrail_logs" }],
    layout,
    logs: LOGS,
    accounts: [PROD],
    regions: ["us-east-1"],
    since: "2024/03/01",
    ...changes,
  };
}

const TWO = { accounts: [PROD, STAGING], regions: ["us-east-1", "eu-central-1"] };
const PER_ACCOUNT = {
  ...TWO,
  tables: [
    { account: PROD, table: "prod_logs" },
    { account: STAGING, table: "staging_logs" },
  ],
};

const ddl = (layout: Layout, changes?: Partial<TablePlace>): string => tableDdl(placeWith(layout, changes)).join("\n");
const located = (sql: string): string | undefined => /^LOCATION '(.*)'/m.exec(sql)?.[1];
const properties = (sql: string): readonly (readonly [string, string])[] =>
  [...sql.matchAll(/^ {2}'([^']+)' = '([^']*)'/gm)].map(([, key = "", value = ""]) => [key, value]);
const property = (sql: string, key: string): string | undefined => new Map(properties(sql)).get(key);

/** Columns of a list such as "`name` STRING, other STRUCT<…>", as the catalogue keeps them. */
function columnsIn(text = ""): { Name: string; Type: string }[] {
  const type = readHiveType(`struct<${text.trim().replaceAll(/(^|,\s*)`?(\w+)`? (?=[A-Z])/g, "$1$2:")}>`);
  if (type.kind !== "struct") throw new Error(`no list of columns: ${text}`);
  return [...type.fields].map(([Name, of]) => ({ Name, Type: written(of) }));
}

function written(type: HiveType): string {
  if (type.kind === "array") return `array<${written(type.of)}>`;
  if (type.kind !== "struct") return type.name;
  return `struct<${[...type.fields].map(([name, of]) => `${name}:${written(of)}`).join(",")}>`;
}

/** The table as the catalogue would have it after the statement. */
function made(sql: string): TableShape {
  const [, columns] = /^CREATE EXTERNAL TABLE \S+ \(\n([\s\S]*?)\n\)/m.exec(sql) ?? [];
  const [, partitions = ""] = /^PARTITIONED BY \((.*)\)$/m.exec(sql) ?? [];
  return tableShape("audit", {
    Name: "cloudtrail_logs",
    Columns: columnsIn(columns),
    PartitionKeys: partitions === "" ? [] : columnsIn(partitions),
    Parameters: {
      ...Object.fromEntries(properties(sql)),
      location: located(sql) ?? "",
      inputformat: /INPUTFORMAT '(\S+)'/.exec(sql)?.[1] ?? "text",
    },
  });
}

describe.each(LAYOUTS)("the table of the layout %s", (layout) => {
  const sql = ddl(layout);

  it("is one that Trail can read in full", () => {
    const shape = made(sql);
    expect(plainColumns(shape).lacking).toEqual([]);
    expect(() => partitionRoles(shape, layout)).not.toThrow();
    expect(sql).toContain("CREATE EXTERNAL TABLE `audit`.`cloudtrail_logs` (");
  });

  it("reads events by CloudTrail's input format, whole files by a plain one", () => {
    expect(made(sql).readsRecords).toBe(layout !== "records-array");
    expect(made(sql).columns.has("records")).toBe(layout === "records-array");
    expect(sql).toContain(
      layout === "records-array" ? "'org.openx.data.jsonserde.JsonSerDe'" : "'org.apache.hive.hcatalog.data.JsonSerDe'",
    );
  });

  it("keeps a prefix and an organization's id in every path", () => {
    const logs = "s3://trail-logs/security/AWSLogs/o-abcdefghij/";
    const moved = ddl(layout, { logs });
    const paths = moved.match(/s3:\/\/[^']*/g) ?? [];
    expect(paths.filter((path) => !path.startsWith(logs))).toEqual([]);
    expect(moved.replaceAll(logs, LOGS)).toBe(sql);
  });

  it("ends each statement with a semicolon, and makes one for each table", () => {
    const statements = tableDdl(placeWith(layout, { ...PER_ACCOUNT, regions: ["us-east-1"] }));
    expect(statements.map((statement) => /TABLE `audit`\.`(\w+)`/.exec(statement)?.[1])).toEqual([
      "prod_logs",
      "staging_logs",
    ]);
    expect(statements.every((statement) => /[^;]+;$/.test(statement))).toBe(true);
  });

  it("leaves other accounts out of an account's table", () => {
    const [prod = "", staging = ""] = tableDdl(placeWith(layout, { ...PER_ACCOUNT, regions: ["us-east-1"] }));
    expect(prod).toContain(PROD);
    expect(staging).toContain(STAGING);
    expect(prod).not.toContain(STAGING);
    expect(staging).not.toContain(PROD);
  });
});

describe("partition projection", () => {
  it.each<Layout>(["account-region-ymd", "account-region-day"])(
    "lists accounts and regions without spaces: %s",
    (layout) => {
      const sql = ddl(layout, TWO);
      expect(property(sql, "projection.enabled")).toBe("true");
      expect(property(sql, "projection.account.type")).toBe("enum");
      expect(property(sql, "projection.account.values")).toBe(`${PROD},${STAGING}`);
      expect(property(sql, "projection.region.type")).toBe("enum");
      expect(property(sql, "projection.region.values")).toBe("us-east-1,eu-central-1");
      expect(located(sql)).toBe(LOGS);
    },
  );

  it("counts years from the first day, months and days in two digits", () => {
    const sql = ddl("account-region-ymd", TWO);
    expect(property(sql, "projection.year.range")).toBe("2024,2054");
    expect(property(sql, "projection.month.range")).toBe("1,12");
    expect(property(sql, "projection.day.range")).toBe("1,31");
    expect(["month", "day"].map((name) => property(sql, `projection.${name}.digits`))).toEqual(["2", "2"]);
    const template = `${LOGS}\${account}/CloudTrail/\${region}/\${year}/\${month}/\${day}/`;
    expect(property(sql, "storage.location.template")).toBe(template);
  });

  it.each<[Layout, string, string]>([
    ["projected-day", "timestamp", `${LOGS}${PROD}/CloudTrail/us-east-1/\${timestamp}/`],
    ["account-region-day", "day", `${LOGS}\${account}/CloudTrail/\${region}/\${day}/`],
  ])("counts days from the first one until now: %s", (layout, column, template) => {
    const sql = ddl(layout);
    const of = (name: string): string | undefined => property(sql, `projection.${column}.${name}`);
    expect(["type", "format", "range", "interval", "interval.unit"].map(of)).toEqual([
      "date",
      "yyyy/MM/dd",
      "2024/03/01,NOW",
      "1",
      "DAYS",
    ]);
    expect(property(sql, "storage.location.template")).toBe(template);
  });

  it("is not on for tables without it", () => {
    for (const layout of ["unpartitioned", "region-ymd", "records-array"] as const) {
      expect(ddl(layout)).not.toMatch(/TBLPROPERTIES|projection/);
    }
  });
});

describe("a table that reads its whole location", () => {
  it.each<Layout>(["unpartitioned", "records-array"])("is as near to the logs as may be, and says it: %s", (layout) => {
    expect(located(ddl(layout))).toBe(`${LOGS}${PROD}/CloudTrail/`);
    expect(located(ddl(layout, TWO))).toBe(LOGS);
    expect(located(ddl(layout, { accounts: [] }))).toBe(LOGS);
    expect(ddl(layout)).toMatch(/^-- .*everything below the location\.\n-- .*CloudTrail-Digest and CloudTrail-Insight/);
  });

  it("is not warned of where partitions narrow it", () => {
    expect(ddl("region-ymd")).toMatch(/^CREATE/);
  });
});

describe("settings that a layout needs", () => {
  it.each<[Layout, Partial<TablePlace>, readonly string[]]>([
    ["account-region-ymd", { accounts: [], regions: [] }, ["accounts", "regions"]],
    ["account-region-ymd", { accounts: [] }, ["accounts"]],
    ["account-region-ymd", { ...PER_ACCOUNT, accounts: [], regions: [] }, ["regions"]],
    ["account-region-day", { regions: [] }, ["regions"]],
    ["region-ymd", { accounts: [] }, ["athena.table"]],
    ["region-ymd", TWO, ["athena.table"]],
    ["projected-day", TWO, ["athena.table", "regions"]],
    ["projected-day", { regions: [] }, ["regions"]],
    ["unpartitioned", { logs: null }, ["athena.logs"]],
    ["account-region-ymd", { logs: null, accounts: [], regions: [] }, ["athena.logs", "accounts", "regions"]],
  ])("are named where they are missing, each once: %s %j", (layout, changes, settings) => {
    const fault = faultOf(() => ddl(layout, changes));
    expect(fault.code).toBe("configuration");
    expect([...fault.message.matchAll(/^ {2}([\w.]+): /gm)].map(([, setting]) => setting)).toEqual(settings);
  });
});

function faultOf(act: () => unknown): TrailError {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof TrailError) return thrown;
    throw thrown;
  }
  throw new Error("nothing was thrown");
}
