import { describe, expect, it } from "vitest";
import { bindParams } from "../../src/catalog/bindings.ts";
import { createCatalog } from "../../src/catalog/catalog.ts";
import { lookedUpParam, lookupBindings } from "../../src/catalog/lookup-bindings.ts";
import { RelatedId } from "../../src/catalog/lookups.ts";
import { shapeFaults } from "../../src/catalog/shape-faults.ts";
import { sqlFaults } from "../../src/catalog/sql-faults.ts";
import { REPORT_VOCABULARY } from "../../src/report/vocabulary.ts";
import { intent, type IntentParts } from "../fixtures/an-intent.ts";

const WINDOW = { start: "2026-11-19T00:00:00Z", end: "2026-11-20T00:00:00Z" };
const RESOURCE = { type: "resource", description: "id", lookup: "ec2" } as const;
const SQL = "SELECT eventid FROM cloudtrail WHERE actor = :resource";
const asking = (parts: IntentParts = {}) =>
  intent({ params: { resource: RESOURCE }, sql: `${SQL} OR eventid IN (:resource_ec2)`, ...parts });

describe("a look-up of a param", () => {
  it("binds an empty text until something is told, then one value for each id", () => {
    expect(bindParams(asking(), { resource: "i-1a" }, WINDOW).get("resource_ec2")).toEqual({ values: [""] });
    expect(lookupBindings(asking(), [])).toEqual(new Map([["resource_ec2", { values: [""] }]]));
    expect(lookupBindings(asking(), ["eni-6c5ca5a8", "sg-5887f224"]).get("resource_ec2")?.values).toHaveLength(2);
  });

  it("is nothing for an intent without one", () => {
    expect(lookedUpParam(intent())).toBeNull();
    expect(lookupBindings(intent(), ["eni-6c5ca5a8"])).toEqual(new Map());
  });

  it("has no faults where it is declared and used", () => {
    expect(sqlFaults(asking())).toEqual([]);
  });

  it.each<[IntentParts, string]>([
    [{ sql: SQL }, "what is looked up for its param resource is used nowhere in the SQL: write IN (:resource_ec2)."],
    [
      { sql: `${SQL} OR eventid = :resource_ec2` },
      "its SQL has :resource_ec2, of which there may be many: write IN (:resource_ec2).",
    ],
    [
      { params: { resource: { type: "resource", description: "id" } } },
      "its SQL takes :resource_ec2, but nothing is looked up for resource: give the param `lookup`.",
    ],
  ])("is refused: %j", (parts, fault) => {
    expect(sqlFaults(asking(parts))).toEqual([fault]);
  });

  it("is for one resource alone", () => {
    const faults = (params: IntentParts["params"]): readonly string[] => {
      const own = asking({ params });
      return shapeFaults(own, createCatalog([own]), new Set(), REPORT_VOCABULARY);
    };
    expect(faults({ resource: RESOURCE })).toEqual([]);
    expect(faults({ resource: RESOURCE, user: { type: "user", description: "who", lookup: "ec2" } })).toEqual([
      "its param user has a `lookup`: only a resource can be looked up.",
      "two of its params have a `lookup`: one may.",
    ]);
  });
});

describe("an id that may be bound", () => {
  it.each(["i-0abc123def4567890", "eni-6c5ca5a8", "sg-5887f224"])("%s", (id) => {
    expect(RelatedId.safeParse(id).success).toBe(true);
  });

  it.each([
    "",
    "vpc-6c5ca5a8",
    "sg-5887f22",
    "SG-5887F224",
    "sg-5887f224' OR '1'='1",
    "eni-6c5ca5a8\n",
    "i-0abc123def456789g",
  ])("is not %j", (id) => {
    expect(RelatedId.safeParse(id).success).toBe(false);
  });
});
