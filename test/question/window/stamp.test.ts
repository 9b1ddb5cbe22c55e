import { describe, expect, it } from "vitest";
import { MONDAY, windowOf, written } from "./reference.ts";

describe("Stamps and epochs", () => {
  it.each([
    ["20160216T194202Z", "about 2016-02-16T14:42:02"],
    ["2016-02-16T19:42:02", "about 2016-02-16T19:42:02"],
    ["2016-02-16 19:42", "about 2016-02-16T19:42"],
    ["2016-02-16T19:42:02.000+0000", "about 2016-02-16T14:42:02"],
    ["Tue, 16 Feb 2016 19:42:02 +0000", "about 2016-02-16T14:42:02"],
    ["February 16, 2016, 14:42:02 (UTC-05:00)", "about 2016-02-16T14:42:02"],
    ["Tuesday 16 February, 2016 19:42:02 UTC", "about 2016-02-16T14:42:02"],
    ["<!date^1455651722^{date} at {time}|Feb 16, 2016 2:42 PM>", "about 2016-02-16T14:42:02"],
    ["1455651722", "about 2016-02-16T14:42:02"],
    ["1455651722000", "about 2016-02-16T14:42:02"],
    ["Tue Feb 16 14:42:02 2016", "about 2016-02-16T14:42:02"],
    ["2h before 1455651722", "2016-02-16T12:42:02 .. 2016-02-16T14:42:02"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, MONDAY)).toEqual(written(expected, MONDAY));
  });
});
