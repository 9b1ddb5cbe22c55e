import { describe, expect, it } from "vitest";
import { FRIDAY, TUESDAY, windowOf, written } from "./reference.ts";

describe("Ago", () => {
  it.each([
    ["3 days ago", "2026-11-17T00:00 .. 2026-11-18T00:00"],
    ["two weeks ago", "2026-11-06T00:00 .. 2026-11-07T00:00"],
    ["a month ago", "2026-10-20T00:00 .. 2026-10-21T00:00"],
    ["1 month and 21 days ago", "2026-09-29T00:00 .. 2026-09-30T00:00"],
    ["2 years 1 month 21 days ago", "2024-09-29T00:00 .. 2024-09-30T00:00"],
    ["a week ago", "2026-11-13T00:00 .. 2026-11-14T00:00"],
    ["a couple of days ago", "2026-11-18T00:00 .. 2026-11-19T00:00"],
    ["2h ago", "about 2026-11-20T12:05:30"],
    ["half an hour ago", "about 2026-11-20T13:35:30"],
    ["15 minutes ago", "about 2026-11-20T13:50:30"],
    ["an hour and a half ago", "about 2026-11-20T12:35:30"],
    ["about 3 hours ago", "about 2026-11-20T11:05:30"],
    ["45 secs ago", "about 2026-11-20T14:04:45"],
    ["twelve hours ago", "about 2026-11-20T02:05:30"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, FRIDAY)).toEqual(written(expected, FRIDAY));
  });

  it.each([
    ["two years ago", "2011-02-12T00:00 .. 2011-02-13T00:00"],
    ["14 days Ago", "2013-01-29T00:00 .. 2013-01-30T00:00"],
    ["a fortnight ago", "2013-01-29T00:00 .. 2013-01-30T00:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, TUESDAY)).toEqual(written(expected, TUESDAY));
  });
});
