import { describe, expect, it } from "vitest";
import { MONDAY, windowOf, written } from "./reference.ts";

describe("Ranges of days (fault 44)", () => {
  it.each([
    ["July 13-15", "2016-07-13T00:00 .. 2016-07-16T00:00"],
    ["from 13th to the 15th of July", "2016-07-13T00:00 .. 2016-07-16T00:00"],
    ["Feb 10 to Feb 12", "2016-02-10T00:00 .. 2016-02-13T00:00"],
    ["Nov 18 2014-Dec 19 2015", "2014-11-18T00:00 .. 2015-12-20T00:00"],
    ["between January 1st and April 5th", "2016-01-01T00:00 .. 2016-04-06T00:00"],
    ["from 4 to 22 January, 2015", "2015-01-04T00:00 .. 2015-01-23T00:00"],
    ["1-8 september", "2016-09-01T00:00 .. 2016-09-09T00:00"],
    ["23rd to 26th Oct", "2016-10-23T00:00 .. 2016-10-27T00:00"],
    ["August 27th - 29th", "2016-08-27T00:00 .. 2016-08-30T00:00"],
    ["July 13 thru 15", "2016-07-13T00:00 .. 2016-07-16T00:00"],
    ["between 3 and 12 of Sept", "2016-09-03T00:00 .. 2016-09-13T00:00"],
    ["Oct. 2 to October 22", "2016-10-02T00:00 .. 2016-10-23T00:00"],
    ["January 12, 2016 - 02/22/2016", "2016-01-12T00:00 .. 2016-02-23T00:00"],
    ["from 2015/08/12 until October 22", "2015-08-12T00:00 .. 2015-10-23T00:00"],
    ["1st Jan until Fri, 22 of Jan", "2016-01-01T00:00 .. 2016-01-23T00:00"],
    ["between 2015 June and 2016 May", "2015-06-01T00:00 .. 2016-06-01T00:00"],
    ["Aug - Oct", "2016-08-01T00:00 .. 2016-11-01T00:00"],
    ["from march to may 2015", "2015-03-01T00:00 .. 2015-06-01T00:00"],
    ["between November 1st through the 3rd", "2016-11-01T00:00 .. 2016-11-04T00:00"],
    ["from friday to monday", "2016-11-04T00:00 .. now"],
    ["friday to sunday", "2016-11-04T00:00 .. 2016-11-07T00:00"],
    ["from wednesday till friday", "2016-11-02T00:00 .. 2016-11-05T00:00"],
    ["from 1 to 3 this month", "2016-11-01T00:00 .. 2016-11-04T00:00"],
    ["November between 3 and 5", "2016-11-03T00:00 .. 2016-11-06T00:00"],
    ["2015 to 2016", "2015-01-01T00:00 .. now"],
    ["from oct 28 to yesterday", "2016-10-28T00:00 .. 2016-11-07T00:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, MONDAY)).toEqual(written(expected, MONDAY));
  });
});
