import { describe, expect, it } from "vitest";
import { MONDAY, TUESDAY, windowOf, written } from "./reference.ts";

describe("Lengths measured from a moment", () => {
  it.each([["5 minutes before 4am", "2013-02-12T03:55 .. 2013-02-12T04:00"]])("%s", (phrase, expected) => {
    expect(windowOf(phrase, TUESDAY)).toEqual(written(expected, TUESDAY));
  });

  it.each([
    ["12h before 2016-11-05 10:00", "2016-11-04T22:00 .. 2016-11-05T10:00"],
    ["the hour before 3pm", "2016-11-07T14:00 .. 2016-11-07T15:00"],
    ["2h after yesterday 8pm", "2016-11-06T20:00 .. 2016-11-06T22:00"],
    ["30 minutes after midnight", "2016-11-07T00:00 .. 2016-11-07T00:30"],
    ["within 15 minutes of 3pm", "2016-11-07T14:45 .. 2016-11-07T15:15"],
    ["\u00b1 10m around 2016-11-07T12:00", "2016-11-07T11:50 .. 2016-11-07T12:10"],
    ["15m around 8am yesterday", "2016-11-06T07:45 .. 2016-11-06T08:15"],
    ["3pm +/- 15m", "2016-11-07T14:45 .. 2016-11-07T15:15"],
    ["10 minutes either side of noon", "2016-11-07T11:50 .. 2016-11-07T12:10"],
    ["two hours before noon yesterday", "2016-11-06T10:00 .. 2016-11-06T12:00"],
    ["within an hour of 2016-11-07 09:00", "2016-11-07T08:00 .. 2016-11-07T10:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, MONDAY)).toEqual(written(expected, MONDAY));
  });
});
