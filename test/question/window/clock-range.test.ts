import { describe, expect, it } from "vitest";
import { MONDAY, TUESDAY, windowOf, written } from "./reference.ts";

describe("Ranges of clock times", () => {
  it.each([
    ["from 9:30 untill 11:00 on thursday", "2013-02-07T09:30 .. 2013-02-07T11:00"],
    ["later than 9:30 but before 11:00 on Thursday", "2013-02-07T09:30 .. 2013-02-07T11:00"],
    ["around 3-4pm", "2013-02-11T15:00 .. 2013-02-11T16:00"],
    ["8am - 1pm", "2013-02-11T08:00 .. 2013-02-11T13:00"],
    ["11:30-1:30", "2013-02-11T11:30 .. 2013-02-11T13:30"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, TUESDAY)).toEqual(written(expected, TUESDAY));
  });

  it.each([
    ["between 2 and 4pm yesterday", "2016-11-06T14:00 .. 2016-11-06T16:00"],
    ["9:30 - 11:00 on Thursday", "2016-11-03T09:30 .. 2016-11-03T11:00"],
    ["from yesterday 22:00 to today 06:00", "2016-11-06T22:00 .. 2016-11-07T06:00"],
    ["1pm-3pm", "2016-11-07T13:00 .. 2016-11-07T15:00"],
    ["5pm-6pm", "2016-11-06T17:00 .. 2016-11-06T18:00"],
    ["4pm for 30 mins", "2016-11-07T16:00 .. now"],
    ["from 10 am for 3 hours", "2016-11-07T10:00 .. 2016-11-07T13:00"],
    ["from 5 to 6pm", "2016-11-06T17:00 .. 2016-11-06T18:00"],
    ["between 5 and 6 in the afternoon", "2016-11-06T17:00 .. 2016-11-06T18:00"],
    ["8am until 6", "2016-11-07T08:00 .. now"],
    ["11 to 3pm", "2016-11-07T11:00 .. 2016-11-07T15:00"],
    ["12-3am", "2016-11-07T00:00 .. 2016-11-07T03:00"],
    ["8 - 11pm", "2016-11-06T20:00 .. 2016-11-06T23:00"],
    ["11pm-3", "2016-11-06T23:00 .. 2016-11-07T03:00"],
    ["8pm - 11", "2016-11-06T20:00 .. 2016-11-06T23:00"],
    ["3:30-6 p.m.", "2016-11-07T15:30 .. now"],
    ["between 11pm and 1am last night", "2016-11-06T23:00 .. 2016-11-07T01:00"],
    ["between yesterday noon and midnight", "2016-11-06T12:00 .. 2016-11-07T00:00"],
    ["Thursday from 9a to 11a", "2016-11-03T09:00 .. 2016-11-03T11:00"],
    ["from 14:00 to 16:00 today", "2016-11-07T14:00 .. 2016-11-07T16:00"],
    ["from 3 in the morning until 5pm", "2016-11-07T03:00 .. now"],
    ["3pm to half past seven yesterday", "2016-11-06T15:00 .. 2016-11-06T19:30"],
    ["yesterday between 8am and 2pm", "2016-11-06T08:00 .. 2016-11-06T14:00"],
    ["from 4pm to 5pm of 2016-6-6", "2016-06-06T16:00 .. 2016-06-06T17:00"],
    ["from 4pm to 5pm May 5, 2015", "2015-05-05T16:00 .. 2015-05-05T17:00"],
    ["from 2:00pm, 2016-2-21 to 3:32, 04/23/2016", "2016-02-21T14:00 .. 2016-04-23T03:32"],
    ["between 4pm on Jan 1, 2016 and 5pm yesterday", "2016-01-01T16:00 .. 2016-11-06T17:00"],
    ["10pm to 2am", "2016-11-06T22:00 .. 2016-11-07T02:00"],
    ["1p.m. to 4", "2016-11-07T13:00 .. 2016-11-07T16:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, MONDAY)).toEqual(written(expected, MONDAY));
  });
});
