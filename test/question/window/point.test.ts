import { describe, expect, it } from "vitest";
import { MONDAY, TUESDAY, windowOf, written } from "./reference.ts";

describe("Points are half an hour either side", () => {
  it.each([
    ["3:18am", "about 2013-02-12T03:18"],
    ["at 1030", "about 2013-02-11T10:30"],
    ["nine fifty nine a m", "about 2013-02-11T09:59"],
    ["at 730 in the evening", "about 2013-02-11T19:30"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, TUESDAY)).toEqual(written(expected, TUESDAY));
  });

  it.each([
    ["at 3:15am", "about 2016-11-07T03:15"],
    ["around 3am", "about 2016-11-07T03:00"],
    ["~3am", "about 2016-11-07T03:00"],
    ["8am yesterday", "about 2016-11-06T08:00"],
    ["yesterday at noon", "about 2016-11-06T12:00"],
    ["around midnight", "about 2016-11-07T00:00"],
    ["12am", "about 2016-11-07T00:00"],
    ["12pm", "about 2016-11-07T12:00"],
    ["midday", "about 2016-11-07T12:00"],
    ["15h30", "about 2016-11-07T15:30"],
    ["330 p.m.", "about 2016-11-07T15:30"],
    ["1140 a.m.", "about 2016-11-07T11:40"],
    ["7p", "about 2016-11-06T19:00"],
    ["9:00a", "about 2016-11-07T09:00"],
    ["8.10 pm", "about 2016-11-06T20:10"],
    ["at three am", "about 2016-11-07T03:00"],
    ["3 o'clock in the afternoon", "about 2016-11-07T15:00"],
    ["half past three pm", "about 2016-11-07T15:30"],
    ["a quarter past 3pm", "about 2016-11-07T15:15"],
    ["20 past 3pm", "about 2016-11-07T15:20"],
    ["a quarter to noon", "about 2016-11-07T11:45"],
    ["ten thirty am", "about 2016-11-07T10:30"],
    ["seven thirty p.m.", "about 2016-11-06T19:30"],
    ["8 in the evening yesterday", "about 2016-11-06T20:00"],
    ["at 9am on Saturday", "about 2016-11-05T09:00"],
    ["Oct. 23 at 8pm", "about 2016-10-23T20:00"],
    ["October 14 8:00:00am", "about 2016-10-14T08:00"],
    ["04/21/2016, 8:00pm", "about 2016-04-21T20:00"],
    ["19:00, 2015-12-22", "about 2015-12-22T19:00"],
    ["May 5, 2016, 20 min past eight in the evening", "about 2016-05-05T20:20"],
    ["day before yesterday 8am", "about 2016-11-05T08:00"],
    ["this morning at 7", "about 2016-11-07T07:00"],
    ["6 Jan 2016 - 6:37am", "about 2016-01-06T06:37"],
    ["2 days ago at 5pm", "about 2016-11-05T17:00"],
    ["last monday 3pm", "about 2016-10-31T15:00"],
    ["3ish pm", "about 2016-11-07T15:00"],
    ["at about 3pm", "about 2016-11-07T15:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, MONDAY)).toEqual(written(expected, MONDAY));
  });
});
