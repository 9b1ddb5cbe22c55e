import { describe, expect, it } from "vitest";
import { FRIDAY, TUESDAY, windowOf, written } from "./reference.ts";

describe("Dates with a month in words", () => {
  it.each([
    ["Feb 15", "2026-02-15T00:00 .. 2026-02-16T00:00"],
    ["15th of february", "2026-02-15T00:00 .. 2026-02-16T00:00"],
    ["aug-20", "2026-08-20T00:00 .. 2026-08-21T00:00"],
    ["twenty second of June", "2026-06-22T00:00 .. 2026-06-23T00:00"],
    ["the 27th", "2026-10-27T00:00 .. 2026-10-28T00:00"],
    ["on the 15th", "2026-11-15T00:00 .. 2026-11-16T00:00"],
    ["Dec 24", "2025-12-24T00:00 .. 2025-12-25T00:00"],
    ["february the 15th", "2026-02-15T00:00 .. 2026-02-16T00:00"],
    ["may the eleventh", "2026-05-11T00:00 .. 2026-05-12T00:00"],
    ["May twenty-first", "2026-05-21T00:00 .. 2026-05-22T00:00"],
    ["March third", "2026-03-03T00:00 .. 2026-03-04T00:00"],
    ["on the first", "2026-11-01T00:00 .. 2026-11-02T00:00"],
    ["Sunday, Feb 10 2013", "2013-02-10T00:00 .. 2013-02-11T00:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, FRIDAY)).toEqual(written(expected, FRIDAY));
  });

  it.each([["Wed, Jul 18 2012", "2012-07-18T00:00 .. 2012-07-19T00:00"]])("%s", (phrase, expected) => {
    expect(windowOf(phrase, TUESDAY)).toEqual(written(expected, TUESDAY));
  });
});
