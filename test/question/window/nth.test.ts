import { describe, expect, it } from "vitest";
import { FRIDAY, TUESDAY, windowOf, written } from "./reference.ts";

describe("The n-th of a period", () => {
  it.each([
    ["first monday of last month", "2026-10-05T00:00 .. 2026-10-06T00:00"],
    ["third Wednesday of previous month", "2026-10-21T00:00 .. 2026-10-22T00:00"],
    ["last friday of october", "2026-10-30T00:00 .. 2026-10-31T00:00"],
    ["second tuesday of september 2014", "2014-09-09T00:00 .. 2014-09-10T00:00"],
    ["last day of october 2015", "2015-10-31T00:00 .. 2015-11-01T00:00"],
    ["the first day of this month", "2026-11-01T00:00 .. 2026-11-02T00:00"],
    ["third day of october", "2026-10-03T00:00 .. 2026-10-04T00:00"],
    ["20th of last month", "2026-10-20T00:00 .. 2026-10-21T00:00"],
    ["the week of october 6th", "2026-10-05T00:00 .. 2026-10-12T00:00"],
    ["week of nov 30", "2025-11-24T00:00 .. 2025-12-01T00:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, FRIDAY)).toEqual(written(expected, FRIDAY));
  });

  it.each([
    ["the first Monday in this month", "2013-02-04T00:00 .. 2013-02-05T00:00"],
    ["second wednesday of october 2012", "2012-10-10T00:00 .. 2012-10-11T00:00"],
    ["last Sunday of March 2012", "2012-03-25T00:00 .. 2012-03-26T00:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, TUESDAY)).toEqual(written(expected, TUESDAY));
  });
});
