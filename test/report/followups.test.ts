import { describe, expect, it } from "vitest";
import type { Followup } from "../../src/catalog/schema.ts";
import { ABOUT, reportOf, row } from "./about.ts";

const around: Followup = {
  intent: "user-activity",
  label: "What else did {actor} do?",
  params: { user: "actor" },
  window: { around: "30m" },
};
const history: Followup = { intent: "resource-history", label: "All of {resource}", params: { resource: "resource" } };

function followups(rules: Followup[], rows: Parameters<typeof reportOf>[0], about = {}): unknown[] {
  const report = reportOf(rows, { intent: { ...ABOUT.intent, followups: rules }, ...about });
  return [...report.followups];
}

describe("follow-ups", () => {
  it("are filled from the first row that can fill them", () => {
    const rows = [
      row({ actor: null }),
      row({ actor: "bob", hidden: "read" }),
      row({ actor: "carol" }),
      row({ actor: "dave" }),
    ];
    expect(followups([around], rows)).toEqual([
      {
        intent: "user-activity",
        label: "What else did carol do?",
        params: { user: "carol" },
        window: {
          start: "2026-11-19T12:33:00Z",
          end: "2026-11-19T13:33:00Z",
          zone: "Europe/Berlin",
          text: "2026-11-19T12:33:00Z/2026-11-19T13:33:00Z",
        },
      },
    ]);
  });

  it.each([
    ["30m", "2026-11-20T11:20:00Z", "2026-11-20T12:00:00Z"],
    ["2h", "2026-11-20T09:50:00Z", "2026-11-20T12:00:00Z"],
    ["1d", "2026-11-19T11:50:00Z", "2026-11-20T12:00:00Z"],
  ])("look around a row by %s, never beyond now", (length, start, end) => {
    const rows = [row({ eventtime: "2026-11-20T11:50:00Z" })];
    expect(followups([{ ...around, window: { around: length } }], rows)).toMatchObject([{ window: { start, end } }]);
  });

  it("keep the question's window and take its params, several at once too, even without rows", () => {
    const params = { resource: ["sg-1", "sg-2"] };
    expect(followups([history, around], [], { params })).toEqual([
      { intent: "resource-history", label: "All of sg-1 and sg-2", params, window: ABOUT.window },
    ]);
  });

  it("take the column where a param has the same name", () => {
    const rule: Followup = { intent: "user-activity", label: "More", params: { user: "actor" } };
    expect(followups([rule], [row()], { params: { actor: "asked" } })).toMatchObject([{ params: { user: "alice" } }]);
  });

  it("are left out where nothing fills them", () => {
    const lost: Followup = { intent: "x", label: "x", params: { user: "nobody" } };
    const noTime = row({ eventtime: "not a time" });
    expect(followups([lost, around], [noTime])).toEqual([]);
    expect(followups([{ intent: "x", label: "{nobody}", params: {} }], [row()])).toEqual([]);
  });

  it("keep raw values and show safe labels", () => {
    const rows = [row({ actor: "a\u202Eb\n" })];
    expect(followups([around], rows)).toMatchObject([
      { label: "What else did a⟨U+202E⟩b⏎ do?", params: { user: "a\u202Eb\n" } },
    ]);
  });
});
