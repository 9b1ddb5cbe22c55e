import { describe, expect, it } from "vitest";
import { AUCKLAND, AUTUMN, KOLKATA, NEW_YORK_AUTUMN, NEW_YORK_SPRING, SPRING, windowOf, written } from "./reference.ts";

describe("Around the change of the clocks", () => {
  it.each([
    ["last 7 days", "2026-03-22T10:15 .. now"],
    ["yesterday", "2026-03-28T00:00 .. 2026-03-29T00:00"],
    ["last 12h", "2026-03-28T21:15 .. now"],
    ["since yesterday 22:00", "2026-03-28T22:00 .. now"],
    ["this month", "2026-03-01T00:00 .. now"],
    ["from friday 18:00 to saturday 06:00", "2026-03-27T18:00 .. 2026-03-28T06:00"],
    ["before 2026-03-29", "open .. 2026-03-29T00:00"],
    ["in the last day", "2026-03-28T10:15 .. now"],
    ["3 hours ago", "about 2026-03-29T07:15"],
    ["since 1am", "2026-03-29T01:00 .. now"],
    ["the 28th at 9pm", "about 2026-03-28T21:00"],
    ["yesterday afternoon", "2026-03-28T12:00 .. 2026-03-28T18:00"],
    ["friday night", "2026-03-27T18:00 .. 2026-03-28T06:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, SPRING)).toEqual(written(expected, SPRING));
  });

  it.each([
    ["last 24 hours", "2026-10-24T14:00 .. now"],
    ["last 1 day", "2026-10-24T13:00 .. now"],
    ["yesterday", "2026-10-24T00:00 .. 2026-10-25T00:00"],
    ["today", "2026-10-25T00:00 .. now"],
    ["2 days ago", "2026-10-23T00:00 .. 2026-10-24T00:00"],
    ["from yesterday 22:00 to today 06:00", "2026-10-24T22:00 .. 2026-10-25T06:00"],
    ["-24h@h", "2026-10-24T14:00 .. now"],
    ["now-1d/d to now-1d/d", "2026-10-24T00:00 .. 2026-10-25T00:00"],
    ["12h before 10:00", "2026-10-24T23:00 .. 2026-10-25T10:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, AUTUMN)).toEqual(written(expected, AUTUMN));
  });

  it.each([
    ["last 12h", "2026-03-08T07:20Z .. now"],
    ["past week", "2026-03-01T15:20 .. now"],
    ["7 days ago", "2026-03-01T00:00 .. 2026-03-02T00:00"],
    ["since saturday", "2026-03-07T00:00 .. now"],
    ["yesterday 11pm to 4am", "2026-03-07T23:00 .. 2026-03-08T04:00"],
    ["P1D", "2026-03-07T15:20 .. now"],
    ["PT24H", "2026-03-07T19:20Z .. now"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, NEW_YORK_SPRING)).toEqual(written(expected, NEW_YORK_SPRING));
  });

  it.each([
    ["this morning", "2026-11-01T06:00 .. 2026-11-01T12:00"],
    ["last night", "2026-10-31T18:00 .. 2026-11-01T06:00"],
    ["3 hours ago", "about 2026-11-01T15:00Z"],
    ["october", "2026-10-01T00:00 .. 2026-11-01T00:00"],
    ["on halloween", "2026-10-31T00:00 .. 2026-11-01T00:00"],
    ["from 10am for 2 hours", "2026-11-01T10:00 .. 2026-11-01T12:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, NEW_YORK_AUTUMN)).toEqual(written(expected, NEW_YORK_AUTUMN));
  });

  it.each([
    ["since 9:30", "2026-04-15T09:30 .. now"],
    ["yesterday at 5.30 pm", "about 2026-04-14T17:30"],
    ["15th", "2026-04-15T00:00 .. now"],
    ["last tuesday", "2026-04-14T00:00 .. 2026-04-15T00:00"],
    ["week of april 1st", "2026-03-30T00:00 .. 2026-04-06T00:00"],
    ["04:00 UTC", "about 2026-04-15T04:00Z"],
    ["between 04:00Z and 05:00Z", "2026-04-15T04:00Z .. 2026-04-15T05:00Z"],
    ["2026-04-14T10:00:00+05:30", "about 2026-04-14T10:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, KOLKATA)).toEqual(written(expected, KOLKATA));
  });

  it.each([
    ["yesterday", "2026-04-05T00:00 .. 2026-04-06T00:00"],
    ["last 2 days", "2026-04-04T14:40 .. now"],
    ["over the weekend", "2026-04-04T00:00 .. 2026-04-06T00:00"],
    ["since friday 5pm", "2026-04-03T17:00 .. now"],
    ["5th april", "2026-04-05T00:00 .. 2026-04-06T00:00"],
    ["last month", "2026-03-01T00:00 .. 2026-04-01T00:00"],
    ["1 week ago", "2026-03-30T00:00 .. 2026-03-31T00:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, AUCKLAND)).toEqual(written(expected, AUCKLAND));
  });

  it.each([
    ["at 2:30am oct 25", AUTUMN, "2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z"],
    ["at 1:30am nov 1", NEW_YORK_AUTUMN, "2026-11-01T05:00:00Z", "2026-11-01T07:00:00Z"],
    ["at 2:30am mar 8", NEW_YORK_SPRING, "2026-03-08T06:00:00Z", "2026-03-08T08:00:00Z"],
  ])("%s covers both readings of a time that occurs twice or never (fault 47)", (phrase, reference, start, end) => {
    expect(windowOf(phrase, reference)).toEqual({ start, end });
  });
});
