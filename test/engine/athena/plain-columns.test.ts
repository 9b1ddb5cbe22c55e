import { describe, expect, it } from "vitest";
import { readHiveType } from "../../../src/engine/athena/hive-type.ts";
import { plainColumns } from "../../../src/engine/athena/plain-columns.ts";
import { tableShape } from "../../../src/engine/athena/table-shape.ts";
import { PLAIN_COLUMNS } from "../../../src/engine/duckdb/record-shape.ts";
import { localTable } from "../../fixtures/athena/local-table.ts";

const LOGS = "s3://logs/AWSLogs/";

const shapeOf = (columns: Readonly<Record<string, string>>) =>
  tableShape("default", { Name: "t", Columns: Object.entries(columns).map(([Name, Type]) => ({ Name, Type })) });

describe("types of the catalogue", () => {
  it.each([
    ["string", { kind: "scalar", name: "string" }],
    ["decimal(10,2)", { kind: "scalar", name: "decimal(10,2)" }],
    ["map<string,string>", { kind: "other", name: "map<string,string>" }],
    ["array<string>", { kind: "array", of: { kind: "scalar", name: "string" } }],
    ["nonsense<", { kind: "other", name: "nonsense<" }],
  ])("%s", (text, expected) => {
    expect(readHiveType(text)).toEqual(expected);
  });

  it("reads structs within structs, in any case and with spaces", () => {
    const type = readHiveType(
      "STRUCT< Type : STRING, sessionContext: struct<attributes:map<string,string>,x:array<struct<a:int>>> >",
    );
    expect(type.kind === "struct" ? [...type.fields.keys()] : []).toEqual(["type", "sessioncontext"]);
    const inner = type.kind === "struct" ? type.fields.get("sessioncontext") : undefined;
    expect(inner?.kind === "struct" ? [...inner.fields.keys()] : []).toEqual(["attributes", "x"]);
  });
});

describe("plain columns over a table", () => {
  it("are those of DuckDB, whatever the table looks like", () => {
    for (const layout of ["account-region-ymd", "records-array"] as const) {
      const { metadata } = localTable({ layout, logs: LOGS });
      const { expressions, lacking, nested } = plainColumns(tableShape("default", metadata));
      expect(Object.keys(expressions).toSorted()).toEqual(Object.keys(PLAIN_COLUMNS).toSorted());
      expect(lacking).toEqual([]);
      expect(nested).toBe(layout === "records-array" ? "records" : null);
    }
  });

  it("are typed NULL where the table has nothing, and said to be lacking", () => {
    const { expressions, lacking } = plainColumns(
      shapeOf({ eventid: "string", eventtime: "string", useridentity: "struct<type:string>" }),
    );
    expect(expressions).toMatchObject({
      eventid: "eventid",
      user_type: "useridentity.type",
      user_name: "CAST(NULL AS varchar)",
      errorcode: "CAST(NULL AS varchar)",
      recipientaccountid: "CAST(NULL AS varchar)",
      resource_arns: "CAST(NULL AS varchar)",
    });
    expect(lacking).toContain("errorcode");
    expect(lacking).not.toContain("user_type");
  });

  it("are text, whatever type the table gives them", () => {
    const { expressions } = plainColumns(
      shapeOf({ readonly: "boolean", eventversion: "double", requestparameters: "struct<groupid:string>" }),
    );
    expect(expressions).toMatchObject({
      readonly: "CAST(readonly AS varchar)",
      eventversion: "CAST(eventversion AS varchar)",
      requestparameters: "json_format(CAST(requestparameters AS json))",
    });
  });

  it("hide the name of a sign-in that no user has", () => {
    const { metadata } = localTable({ layout: "unpartitioned", logs: LOGS });
    const { expressions } = plainColumns(tableShape("default", metadata));
    expect(expressions["user_name"]).toBe(
      "CASE WHEN (eventsource = 'signin.amazonaws.com' AND errormessage LIKE 'No username found%') THEN '[redacted:user-name]' ELSE useridentity.username END",
    );
  });
});
