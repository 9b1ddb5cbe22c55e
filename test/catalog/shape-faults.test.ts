import { describe, expect, it } from "vitest";
import { createCatalog } from "../../src/catalog/catalog.ts";
import { shapeFaults } from "../../src/catalog/shape-faults.ts";
import { intent, type IntentParts } from "../fixtures/an-intent.ts";
import { REPORT_VOCABULARY } from "../../src/report/vocabulary.ts";

const OTHER = intent(
  {
    phrases: ["what did {user} do", "who signed in"],
    params: { user: { type: "user", description: "who" }, ip: { type: "ip", optional: true, description: "where" } },
    sql: "SELECT eventid FROM cloudtrail WHERE actor = :user AND sourceipaddress = :ip",
    summary: "{count} calls",
  },
  "user-activity",
);
const OLD = intent({ status: "retired", phrases: ["who ever touched {resource}"] }, "old");

function faultsOf(parts: IntentParts, id?: string, unreadable: readonly string[] = []): readonly string[] {
  const own = intent(parts, id);
  return shapeFaults(own, createCatalog([own, OTHER, OLD]), new Set(unreadable), REPORT_VOCABULARY);
}

const followup = (parts: object): IntentParts => ({
  followups: [{ intent: "user-activity", label: "More?", params: { user: "actor" }, ...parts }],
});
const OPTIONAL = {
  resource: { type: "resource", description: "id" },
  user: { type: "user", optional: true, description: "who" },
} as const;

describe("what does not fit together", () => {
  it.each<[IntentParts, string | undefined, RegExp]>([
    [{}, "help", /^help is the name of a command: choose another\.$/],
    [{}, "schedule", /^schedule is the name of a command/],
    [
      { findings: ["world-peace"] },
      undefined,
      /^there is no finding named world-peace: the findings are opened-to-world, /,
    ],
    [
      { summary: "{count} by {actor}" },
      undefined,
      /^its summary names \{actor\}, which is no param: for a column write \{distinct actor\}\.$/,
    ],
    [{ summary: "{count} by {constructor}" }, undefined, /^its summary names \{constructor\}, which is no param/],
    [
      { summary: "{count} by {user}", params: OPTIONAL },
      undefined,
      /^its summary names the optional \{user\}: put the words around it into square brackets\.$/,
    ],
    [{ summary: "{count events" }, undefined, /^The summary "\{count events" can't be read/],
    [followup({ intent: "nobody" }), undefined, /^its follow-up "More\?" names nobody, which is no intent\.$/],
    [
      followup({ params: { user: "actor", owner: "actor" } }),
      undefined,
      /^its follow-up "More\?" fills owner, which user-activity does not have\.$/,
    ],
    [followup({ params: {} }), undefined, /^its follow-up "More\?" leaves user empty, which user-activity needs\.$/],
    [
      { phrases: ["who touched {resource}", "Who  touched {resource}"] },
      undefined,
      /^its phrase "Who {2}touched \{resource\}" stands twice\.$/,
    ],
    [
      { phrases: ["who signed IN"] },
      undefined,
      /^its phrase "who signed IN" stands in user-activity too: one of the two must go\.$/,
    ],
    [
      { window: { default: "24h", max: "30d", before: "30d" }, steps: [{ name: "a", sql: "SELECT 1" }] },
      undefined,
      /^a baseline \(window\.before\) goes with `sql`, not with `steps`\.$/,
    ],
  ])("%j", (parts, id, fault) => {
    expect(faultsOf(parts, id)).toEqual([expect.stringMatching(fault)]);
  });
});

describe("what fits", () => {
  it.each<[string, IntentParts]>([
    ["a small intent", {}],
    ["an optional param in square brackets", { summary: "{count} events[ by {user}]", params: OPTIONAL }],
    ["a follow-up without the optional param", followup({})],
    ["a follow-up to itself", followup({ intent: "who-touched", params: { resource: "resource" } })],
    ["a phrase of a retired intent", { phrases: ["who ever touched {resource}"] }],
  ])("%s", (_, parts) => {
    expect(faultsOf(parts)).toEqual([]);
  });

  it("is not judged where a file has faults of its own", () => {
    expect(faultsOf(followup({ intent: "broken" }), undefined, ["broken"])).toEqual([]);
  });
});
