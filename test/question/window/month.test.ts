import { describe, expect, it } from "vitest";
import { FRIDAY, windowOf, written } from "./reference.ts";

describe("Months", () => {
  it.each([
    ["in february", "2026-02-01T00:00 .. 2026-03-01T00:00"],
    ["August", "2026-08-01T00:00 .. 2026-09-01T00:00"],
    ["april 2017", "2017-04-01T00:00 .. 2017-05-01T00:00"],
    ["2015-3", "2015-03-01T00:00 .. 2015-04-01T00:00"],
    ["2016/11", "2016-11-01T00:00 .. 2016-12-01T00:00"],
    ["11/2016", "2016-11-01T00:00 .. 2016-12-01T00:00"],
    ["2016 November", "2016-11-01T00:00 .. 2016-12-01T00:00"],
    ["November , 2016", "2016-11-01T00:00 .. 2016-12-01T00:00"],
    ["the month of may", "2026-05-01T00:00 .. 2026-06-01T00:00"],
    ["last sept", "2026-09-01T00:00 .. 2026-10-01T00:00"],
    ["june of last year", "2025-06-01T00:00 .. 2025-07-01T00:00"],
    ["this nov", "2026-11-01T00:00 .. now"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, FRIDAY)).toEqual(written(expected, FRIDAY));
  });
});
