import { describe, expect, it } from "vitest";
import { FRIDAY, TUESDAY, windowOf, written } from "./reference.ts";

describe("Quarters and years", () => {
  it.each([
    ["third quarter", "2026-07-01T00:00 .. 2026-10-01T00:00"],
    ["2017-q1", "2017-01-01T00:00 .. 2017-04-01T00:00"],
    ["Q4 2016", "2016-10-01T00:00 .. 2017-01-01T00:00"],
    ["3rd qtr", "2026-07-01T00:00 .. 2026-10-01T00:00"],
    ["the third quarter of 2016", "2016-07-01T00:00 .. 2016-10-01T00:00"],
    ["4th quarter 2018", "2018-10-01T00:00 .. 2019-01-01T00:00"],
    ["Q4", "2026-10-01T00:00 .. now"],
    ["first quarter this year", "2026-01-01T00:00 .. 2026-04-01T00:00"],
    ["2008", "2008-01-01T00:00 .. 2009-01-01T00:00"],
    ["in 2016", "2016-01-01T00:00 .. 2017-01-01T00:00"],
    ["the year 2008", "2008-01-01T00:00 .. 2009-01-01T00:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, FRIDAY)).toEqual(written(expected, FRIDAY));
  });

  it.each([
    ["this qtr", "2013-01-01T00:00 .. now"],
    ["the 3rd qtr", "2012-07-01T00:00 .. 2012-10-01T00:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, TUESDAY)).toEqual(written(expected, TUESDAY));
  });
});
