import { describe, expect, it } from "vitest";
import { MONDAY, TUESDAY, windowOf, written } from "./reference.ts";

describe("Parts of the day and weekends", () => {
  it.each([
    ["monday mOrnIng", "2013-02-11T06:00 .. 2013-02-11T12:00"],
    ["last wkend", "2013-02-09T00:00 .. 2013-02-11T00:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, TUESDAY)).toEqual(written(expected, TUESDAY));
  });

  it.each([
    ["this morning", "2016-11-07T06:00 .. 2016-11-07T12:00"],
    ["this afternoon", "2016-11-07T12:00 .. now"],
    ["in the afternoon", "2016-11-07T12:00 .. now"],
    ["yesterday evening", "2016-11-06T18:00 .. 2016-11-07T00:00"],
    ["last night", "2016-11-06T18:00 .. 2016-11-07T06:00"],
    ["overnight", "2016-11-06T18:00 .. 2016-11-07T06:00"],
    ["tuesday in the afternoon", "2016-11-01T12:00 .. 2016-11-01T18:00"],
    ["monday morning", "2016-10-31T06:00 .. 2016-10-31T12:00"],
    ["saturday evening", "2016-11-05T18:00 .. 2016-11-06T00:00"],
    ["morning of the 15th of october", "2016-10-15T06:00 .. 2016-10-15T12:00"],
    ["february the 15th in the morning", "2016-02-15T06:00 .. 2016-02-15T12:00"],
    ["since this morning", "2016-11-07T06:00 .. now"],
    ["since last night", "2016-11-06T18:00 .. now"],
    ["since midnight", "2016-11-07T00:00 .. now"],
    ["last weekend", "2016-11-05T00:00 .. 2016-11-07T00:00"],
    ["over the weekend", "2016-11-05T00:00 .. 2016-11-07T00:00"],
    ["this past weekend", "2016-11-05T00:00 .. 2016-11-07T00:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, MONDAY)).toEqual(written(expected, MONDAY));
  });
});
