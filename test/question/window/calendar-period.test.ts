import { describe, expect, it } from "vitest";
import { FRIDAY, windowOf, written } from "./reference.ts";

describe("Weeks, months, quarters and years of the calendar", () => {
  it.each([
    ["this week", "2026-11-16T00:00 .. now"],
    ["current month", "2026-11-01T00:00 .. now"],
    ["this quarter", "2026-10-01T00:00 .. now"],
    ["current year", "2026-01-01T00:00 .. now"],
    ["this month so far", "2026-11-01T00:00 .. now"],
    ["year to date", "2026-01-01T00:00 .. now"],
    ["wtd", "2026-11-16T00:00 .. now"],
    ["mtd", "2026-11-01T00:00 .. now"],
    ["ytd", "2026-01-01T00:00 .. now"],
    ["month to date", "2026-11-01T00:00 .. now"],
    ["so far this week", "2026-11-16T00:00 .. now"],
    ["last week", "2026-11-09T00:00 .. 2026-11-16T00:00"],
    ["previous month", "2026-10-01T00:00 .. 2026-11-01T00:00"],
    ["last quarter", "2026-07-01T00:00 .. 2026-10-01T00:00"],
    ["previous year", "2025-01-01T00:00 .. 2026-01-01T00:00"],
    ["during last month", "2026-10-01T00:00 .. 2026-11-01T00:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, FRIDAY)).toEqual(written(expected, FRIDAY));
  });
});
