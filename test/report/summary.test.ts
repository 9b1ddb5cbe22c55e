import { describe, expect, it } from "vitest";
import { TrailError } from "../../src/errors.ts";
import type { Row } from "../../src/engine/engine.ts";
import { singular } from "../../src/report/plural.ts";
import { createSummary, describeNothing } from "../../src/report/summary.ts";
import { summaryFields } from "../../src/report/template.ts";
import { NAMING } from "./about.ts";

function said(template: string, rows: readonly Row[], params: Record<string, string | string[]> = {}): string {
  const summary = createSummary(template, { ...NAMING, params });
  rows.forEach((row) => summary.row(row));
  return summary.end()({ words: rows.length.toLocaleString("en-US"), one: rows.length === 1 });
}

const actors = (...names: (string | null)[]): Row[] => names.map((actor) => ({ actor }));

describe("createSummary", () => {
  it.each([
    [actors("alice"), "1 change to sg-1 by alice"],
    [actors("alice", "bob"), "2 changes to sg-1 by alice and bob"],
    [actors("bob", "alice", "bob", "carol"), "4 changes to sg-1 by bob, alice and carol"],
    [actors("a", "b", "c", "d", "d"), "5 changes to sg-1 by 4 different actors"],
    [actors("alice", null, ""), "3 changes to sg-1 by alice"],
    [actors("ali\u202Ece"), "1 change to sg-1 by ali⟨U+202E⟩ce"],
  ])("names up to three actors: %j", (rows, words) => {
    expect(said("{count} changes to {resource} by {distinct actor}", rows, { resource: "sg-1" })).toBe(words);
  });

  it("says more than 10,000 where it stopped telling apart", () => {
    const rows = Array.from({ length: 10_001 }, (_, index) => ({ actor: `a${index}` }));
    expect(said("{count} calls by {distinct actor}", rows)).toBe("10,001 calls by more than 10,000 different actors");
  });

  it.each([
    [{ resource: ["sg-1", "sg-2", "sg-3"] }, "1 change to sg-1, sg-2 and sg-3"],
    [{ resource: "sg-1", user: "bob" }, "1 change to sg-1 by bob"],
    [{ resource: "sg-1", user: "" }, "1 change to sg-1"],
    [{ resource: "111122223333" }, "1 change to prod (111122223333)"],
    [{ resource: "a\nb" }, "1 change to a⏎b"],
    [{}, "1 change to"],
  ])("says the params %j", (params, words) => {
    expect(said("{count} changes to {resource}[ by {user}]", actors("x"), params)).toBe(words);
  });

  it.each([
    ["{sum calls} calls", [{ calls: 1200 }, { calls: 34 }], "1,234 calls"],
    ["{sum calls} calls", [{ calls: 1 }], "1 call"],
    ["{sum calls} calls", [{ calls: "9007199254740993" }, { calls: 1 }], "9,007,199,254,740,994 calls"],
    ["{sum share} in all", [{ share: 0.5 }, { share: 0.25 }, { share: null }], "0.75 in all"],
    [
      "{count} calls, the first {first eventname}, the last {last eventname}",
      [{ eventname: "A" }, { eventname: "B" }],
      "2 calls, the first A, the last B",
    ],
    ["first at {first eventtime}", [{ eventtime: "2026-11-19T13:03:09Z" }], "first at 2026-11-19 13:03 UTC"],
    ["{count} rows[ by {distinct actor}]", [{ actor: null }], "1 row"],
    ["{distinct awsregion}", [1, 2, 3, 4].map((n) => ({ awsregion: `r${n}` })), "4 different regions"],
    ["{distinct day}", [1, 2, 3, 4].map((n) => ({ day: `2026-11-1${n}` })), "4 different days"],
    ["{distinct thing}", [1, 2, 3, 4].map((n) => ({ thing: `r${n}` })), "4 different values of thing"],
  ])("%s", (template, rows, words) => {
    expect(said(template, rows)).toBe(words);
  });
});

describe("singular", () => {
  it.each([
    [" changes to", " change to"],
    [" failed sign-ins by", " failed sign-in by"],
    [" security group changes in", " security group change in"],
    [" entries", " entry"],
    [" addresses not seen before", " address not seen before"],
    [" calls were denied", " call was denied"],
    [" people signed in", " person signed in"],
    [" accesses of", " access of"],
    [" access keys used by", " access key used by"],
    [" policies, roles", " policy, roles"],
    [" calls failed with errors", " call failed with errors"],
    [" DNS changes.", " DNS change."],
    [" uses of keys", " use of keys"],
    [" events", " event"],
    [" access", " access"],
  ])("%j becomes %j", (many, one) => {
    expect(singular(many)).toBe(one);
  });
});

describe("describeNothing", () => {
  it.each([
    ["{count} changes to {resource} by {distinct actor}", "changes to sg-1"],
    ["{count} changes[ to {resource}][ by {user}]", "changes to sg-1"],
    ["{distinct actor} made {count} changes to {resource}", "changes to sg-1"],
    ["{count} sign-ins, the last by {last actor}", "sign-ins, the last"],
    ["{sum calls} calls", ""],
    ["{count} reads of {bucket}", "reads of by"],
  ])("%s: no %j", (template, words) => {
    expect(describeNothing(template, { ...NAMING, params: { resource: "sg-1", bucket: "by" } })).toBe(words);
  });
});

describe("summaryFields", () => {
  it("tells which names a summary mentions", () => {
    expect(
      summaryFields("{count} changes to {resource}[ by {user}], {distinct actor}, {sum calls}, {first actor}"),
    ).toEqual({
      params: ["resource", "user"],
      bareParams: ["resource"],
      columns: ["actor", "calls"],
    });
  });

  it.each([
    "{count changes",
    "count} changes",
    "{} changes",
    "{most actor}",
    "{distinct a b}",
    "{Count}",
    "{count}[ by {user}",
    "{count} by {user}]",
    "{count}[ by [{user}]]",
    "{a[b]}",
  ])("refuses %s with a sentence", (template) => {
    expect(() => summaryFields(template)).toThrow(TrailError);
    expect(() => summaryFields(template)).toThrow(/can't be read: .* Write \{count\}/);
  });
});
