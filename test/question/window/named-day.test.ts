import { describe, expect, it } from "vitest";
import { FRIDAY, windowOf, written } from "./reference.ts";

describe("Days told from today", () => {
  it.each([
    ["today", "2026-11-20T00:00 .. now"],
    ["yesterday", "2026-11-19T00:00 .. 2026-11-20T00:00"],
    ["yday", "2026-11-19T00:00 .. 2026-11-20T00:00"],
    ["Yesterday!", "2026-11-19T00:00 .. 2026-11-20T00:00"],
    ["the day before yesterday", "2026-11-18T00:00 .. 2026-11-19T00:00"],
    ["day before yesterday", "2026-11-18T00:00 .. 2026-11-19T00:00"],
    ["two days before yesterday", "2026-11-17T00:00 .. 2026-11-18T00:00"],
    ["this day last week", "2026-11-13T00:00 .. 2026-11-14T00:00"],
    ["yesterday and today", "2026-11-19T00:00 .. now"],
    ["since yesterday", "2026-11-19T00:00 .. now"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, FRIDAY)).toEqual(written(expected, FRIDAY));
  });
});
