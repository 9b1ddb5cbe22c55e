import { describe, expect, it } from "vitest";
import { MONDAY, windowOf, written } from "./reference.ts";

describe("Open ends (fault 38)", () => {
  it.each([
    ["since 2pm", "2016-11-07T14:00 .. now"],
    ["from 2 pm", "2016-11-07T14:00 .. now"],
    ["starting 9am", "2016-11-07T09:00 .. now"],
    ["since last thursday", "2016-11-03T00:00 .. now"],
    ["since oct 3rd", "2016-10-03T00:00 .. now"],
    ["from 2016-10-20 to now", "2016-10-20T00:00 .. now"],
    ["between yesterday and now", "2016-11-06T00:00 .. now"],
    ["after 5am today", "2016-11-07T05:00 .. now"],
    ["since the beginning of the month", "2016-11-01T00:00 .. now"],
    ["since 2 hours ago", "2016-11-07T14:12 .. now"],
    ["since last week", "2016-10-31T00:00 .. now"],
    ["since 2015", "2015-01-01T00:00 .. now"],
    ["until yesterday", "open .. 2016-11-06T00:00"],
    ["before 6am", "open .. 2016-11-07T06:00"],
    ["prior to 2012", "open .. 2012-01-01T00:00"],
    ["until 2:00pm", "open .. 2016-11-07T14:00"],
    ["before last week", "open .. 2016-10-31T00:00"],
    ["up to oct 1", "open .. 2016-10-01T00:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, MONDAY)).toEqual(written(expected, MONDAY));
  });
});
