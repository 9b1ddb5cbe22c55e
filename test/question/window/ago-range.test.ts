import { describe, expect, it } from "vitest";
import { FRIDAY, windowOf, written } from "./reference.ts";

describe("Ranges of ago", () => {
  it.each([
    ["2-4 hours ago", "2026-11-20T10:05:30 .. 2026-11-20T12:05:30"],
    ["between 2 and 4 hours ago", "2026-11-20T10:05:30 .. 2026-11-20T12:05:30"],
    ["from 6h ago to 2h ago", "2026-11-20T08:05:30 .. 2026-11-20T12:05:30"],
    ["between 90 minutes and 30 minutes ago", "2026-11-20T12:35:30 .. 2026-11-20T13:35:30"],
    ["2 to 4 days ago", "2026-11-16T00:00 .. 2026-11-19T00:00"],
    ["two to three months ago", "2026-08-20T00:00 .. 2026-09-21T00:00"],
    ["1-2 years ago", "2024-11-20T00:00 .. 2025-11-21T00:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, FRIDAY)).toEqual(written(expected, FRIDAY));
  });
});
