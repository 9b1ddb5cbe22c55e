import { describe, expect, it } from "vitest";
import { LAYOUTS } from "../../../../src/engine/athena/layout.ts";
import { addPartitions } from "../../../../src/engine/athena/setup/add-partitions.ts";
import { daysFrom } from "../../../../src/engine/scope.ts";
import type { TablePlace } from "../../../../src/engine/athena/setup/table-place.ts";

const PLACE: TablePlace = {
  database: "audit",
  tables: [{ account: null, table: "cloudtrail_logs" }],
  layout: "region-ymd",
  logs: "s3://trail-logs/AWSLogs/o-abcdefghij/",
  accounts: ["111122223333"],
  regions: ["us-east-1", "eu-central-1"],
  since: "2024/03/01",
};

describe("partitions", () => {
  it("are added for each region and day, where the logs of that day lie", () => {
    expect(addPartitions({ ...PLACE, regions: ["us-east-1"] }, ["2026-10-31", "2026-11-01"])).toEqual([
      `ALTER TABLE \`audit\`.\`cloudtrail_logs\` ADD IF NOT EXISTS
  PARTITION (region = 'us-east-1', year = '2026', month = '10', day = '31') LOCATION 's3://trail-logs/AWSLogs/o-abcdefghij/111122223333/CloudTrail/us-east-1/2026/10/31/'
  PARTITION (region = 'us-east-1', year = '2026', month = '11', day = '01') LOCATION 's3://trail-logs/AWSLogs/o-abcdefghij/111122223333/CloudTrail/us-east-1/2026/11/01/';`,
    ]);
    expect(
      addPartitions(PLACE, ["2026-10-31"])
        .join("")
        .match(/PARTITION \(region = '[\w-]+'/g),
    ).toEqual(["PARTITION (region = 'us-east-1'", "PARTITION (region = 'eu-central-1'"]);
  });

  it("go to each account's table from its own folder", () => {
    const tables = [
      { account: "111122223333", table: "prod_logs" },
      { account: "444455556666", table: "staging_logs" },
    ];
    const [prod = "", staging = ""] = addPartitions({ ...PLACE, tables, accounts: [] }, ["2026-10-31"]);
    expect(prod).toMatch(/`audit`\.`prod_logs`[\s\S]*\/111122223333\/CloudTrail\//);
    expect(staging).toMatch(/`audit`\.`staging_logs`[\s\S]*\/444455556666\/CloudTrail\//);
    expect(staging).not.toContain("111122223333");
  });

  it("are spread over statements that Athena takes, none of them lost", () => {
    const days = daysFrom("2021-06-01", "2026-11-21");
    const statements = addPartitions(PLACE, days);
    expect(statements.length).toBeGreaterThan(1);
    expect(statements.filter((statement) => statement.length > 200_000)).toEqual([]);
    expect(statements.every((statement) => /^ALTER TABLE .*\n {2}PARTITION[\s\S]*';$/.test(statement))).toBe(true);
    expect(statements.join("").match(/PARTITION \(/g)).toHaveLength(days.length * 2);
  });

  it("are none without days, or for a layout that needs none", () => {
    expect(addPartitions(PLACE, [])).toEqual([]);
    for (const layout of LAYOUTS.filter((name) => name !== "region-ymd")) {
      expect(addPartitions({ ...PLACE, layout, regions: [] }, ["2026-10-31"])).toEqual([]);
    }
  });

  it.each<[Partial<TablePlace>, string]>([
    [{ regions: [] }, "under `regions`"],
    [{ accounts: [] }, "athena.table: "],
    [{ accounts: ["111122223333", "444455556666"] }, "athena.table: "],
  ])("need settings that are named: %j", (changes, message) => {
    expect(() => addPartitions({ ...PLACE, ...changes }, ["2026-10-31"])).toThrow(
      expect.objectContaining({ code: "configuration", message: expect.stringContaining(message) }),
    );
  });
});
