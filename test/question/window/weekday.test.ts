import { describe, expect, it } from "vitest";
import { FRIDAY, TUESDAY, windowOf, written } from "./reference.ts";

describe("Weekdays and weeks", () => {
  it.each([
    ["the week before last", "2026-11-02T00:00 .. 2026-11-09T00:00"],
    ["monday last week", "2026-11-09T00:00 .. 2026-11-10T00:00"],
    ["last week's sunday", "2026-11-15T00:00 .. 2026-11-16T00:00"],
    ["sunday from last week", "2026-11-15T00:00 .. 2026-11-16T00:00"],
    ["wednesday of this week", "2026-11-18T00:00 .. 2026-11-19T00:00"],
    ["last week on tuesday", "2026-11-10T00:00 .. 2026-11-11T00:00"],
    ["on monday", "2026-11-16T00:00 .. 2026-11-17T00:00"],
    ["thursday", "2026-11-19T00:00 .. 2026-11-20T00:00"],
    ["Sat", "2026-11-14T00:00 .. 2026-11-15T00:00"],
    ["last sunday", "2026-11-15T00:00 .. 2026-11-16T00:00"],
    ["past saturday", "2026-11-14T00:00 .. 2026-11-15T00:00"],
    ["this past friday", "2026-11-13T00:00 .. 2026-11-14T00:00"],
    ["last friday", "2026-11-13T00:00 .. 2026-11-14T00:00"],
    ["on tues.", "2026-11-17T00:00 .. 2026-11-18T00:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, FRIDAY)).toEqual(written(expected, FRIDAY));
  });

  it.each([["last sunday", "2013-02-10T00:00 .. 2013-02-11T00:00"]])("%s", (phrase, expected) => {
    expect(windowOf(phrase, TUESDAY)).toEqual(written(expected, TUESDAY));
  });
});
