import { describe, expect, it } from "vitest";
import { findWindow } from "../../../src/question/window/find-window.ts";
import { readWindow } from "../../../src/question/window/read-window.ts";
import { FRIDAY } from "./reference.ts";

describe("What is asked back (faults 41, 42, 43, 44, 45 and 46)", () => {
  it.each([
    ["03/04/2016", /day or the month first/],
    ["since 03/04/2016", /day or the month first/],
    ["3/4/16", /day or the month first/],
    ["01-10-16", /day or the month first/],
    ["12/11/2026", /day or the month first/],
    ["feb 30", /no date "feb 30"/],
    ["feb 30 2026", /no date "feb 30 2026"/],
    ["31 april", /no date/],
    ["feb 29 2026", /no date/],
    ["2026-13-01", /no date/],
    ["2026-02-30T10:00:00Z", /no time/],
    ["13/13/2020", /no date/],
    ["25:00", /no time "25:00"/],
    ["12:75", /no time/],
    ["2026-W54", /no week/],
    ["2016-13", /no month/],
    ["monday 2017-02-16", /do not agree/],
    ["Fri, Jul 18 2012", /do not agree/],
    ["yesterday last week", /not all of/],
    ["yesterday yesterday", /not all of/],
    ["yesterday or so-called friday", /not all of/],
    ["monday and friday", /two separate times/],
    ["from 5pm today to 3pm today", /ends before it begins/],
    ["July 15-13", /ends before it begins/],
    ["2026-11-10 to 2026-11-01", /ends before it begins/],
    ["last 0h", /no usable length/],
    ["0h", /no usable length/],
    ["last -5h", /no usable length/],
    ["last 1e9d", /no usable length/],
    ["last NaNh", /no usable length/],
    ["last 999999999 days", /no usable length/],
    ["now-999999y", /too far back/],
    ["-999999y@y", /too far back/],
    ["P999999Y", /no usable length/],
    ["last 999 decades", /no usable length/],
    ["tomorrow", /future/],
    ["tommorow", /future/],
    ["next week", /future/],
    ["next monday", /future/],
    ["next 3 days", /future/],
    ["in 5 minutes", /future/],
    ["in half an hour", /future/],
    ["2 hours from now", /future/],
    ["a week from today", /future/],
    ["later today", /future/],
    ["rest of the week", /future/],
    ["8 tonight", /future/],
    ["2030", /future/],
    ["2027-01-01", /future/],
    ["now+1h", /future/],
    ["easter", /another date each year/],
    ["last summer", /first and last month/],
    ["3pm CST", /several time zones/],
    ["from 10:00 UTC to 12:00 +02:00", /Two time zones/],
  ])("%s", (phrase, message) => {
    expect(readWindow(phrase, FRIDAY)).toMatchObject({ kind: "unclear", message: expect.stringMatching(message) });
  });

  it.each([
    ["who changed \uE000 since 03/04/2016", "03/04/2016"],
    ["who changed \uE000 on feb 30", "feb 30"],
    ["events at 25:00 by \uE000", "25:00"],
    ["who changed \uE000 yesterday and again last week", "yesterday last week"],
    ["what will \uE000 do tomorrow", "tomorrow"],
    ["who changed \uE000 last -5h", "last -5h"],
    ["who is on call every wednesday and friday", "wednesday and friday"],
  ])("%s", (question, words) => {
    const reading = findWindow(question, FRIDAY);
    expect(reading.kind === "unclear" ? reading.words : reading.kind).toBe(words);
  });
});
