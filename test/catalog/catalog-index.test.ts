import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { createCatalog } from "../../src/catalog/catalog.ts";
import { catalogIndex, intentJsonSchema } from "../../src/catalog/catalog-index.ts";
import { intent, intentFile, shippedCatalog } from "../fixtures/an-intent.ts";
import { SHIPPED } from "../fixtures/intents.ts";

const shipped = (name: string): string => readFileSync(join(SHIPPED, name), "utf8");

describe("the generated files are up to date (else: ./trail intents generate)", () => {
  it("README.md", async () => {
    expect(shipped("README.md")).toBe(catalogIndex(await shippedCatalog()));
  });

  it("intent.schema.json", () => {
    expect(shipped("intent.schema.json")).toBe(intentJsonSchema());
  });
});

it("the index lists vetted intents by group, each with what to type", () => {
  const params = {
    resource: { type: "resource", description: "id" },
    user: { type: "user", optional: true, description: "who" },
  } as const;
  const text = catalogIndex(
    createCatalog([
      intent({ status: "vetted", params }, "b-touched"),
      intent({ status: "vetted", group: "actors", title: "What did they do?" }, "actor"),
      intent({ status: "draft" }, "a-draft"),
    ]),
  );
  expect(text.split("\n").filter((line) => /^(##|\| \[)/.test(line))).toEqual([
    "## Who changed what",
    "| [Who touched this?](b-touched.yml) | who touched sg-5887f224 yesterday | `b-touched resource [user]` |",
    "## What did this actor do",
    "| [What did they do?](actor.yml) | who touched sg-5887f224 yesterday | `actor resource` |",
  ]);
});

describe("the JSON schema", () => {
  const schema = z.fromJSONSchema(JSON.parse(intentJsonSchema()) as Parameters<typeof z.fromJSONSchema>[0]);

  it("accepts the shipped files", () => {
    const files = readdirSync(SHIPPED).filter((name) => name.endsWith(".yml"));
    expect(files.length).toBeGreaterThan(9);
    for (const file of files) expect(schema.safeParse(parse(shipped(file))).error, file).toBeUndefined();
  });

  it.each<[string, object]>([
    ["an unknown key", { ...intentFile(), colour: "red" }],
    ["an unknown type", { ...intentFile(), params: { a: { type: "colour", description: "x" } } }],
    ["no title", { ...intentFile(), title: undefined }],
    ["a bad duration", { ...intentFile(), window: { default: "soon", max: "30d" } }],
  ])("refuses %s", (_, file) => {
    expect(schema.safeParse(JSON.parse(JSON.stringify(file))).success).toBe(false);
  });
});
