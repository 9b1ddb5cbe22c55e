import { describe, expect, it } from "vitest";
import { FRIDAY, TUESDAY, windowOf, written } from "./reference.ts";

it("a fraction of a second makes its window wider, never empty", () => {
  expect(windowOf("last 0.5s", FRIDAY)).toEqual({ start: "2026-11-20T13:05:29Z", end: "2026-11-20T13:05:30Z" });
});

describe("Rolling lengths end now (fault 30)", () => {
  it.each([
    ["last 12h", "2026-11-20T02:05:30 .. now"],
    ["past 24 hrs", "2026-11-19T14:05:30 .. now"],
    ["previous 3mins", "2026-11-20T14:02:30 .. now"],
    ["5 past minutes", "2026-11-20T14:00:30 .. now"],
    ["in the last 2 hours", "2026-11-20T12:05:30 .. now"],
    ["over the past 90 minutes", "2026-11-20T12:35:30 .. now"],
    ["last hour", "2026-11-20T13:05:30 .. now"],
    ["the past minute", "2026-11-20T14:04:30 .. now"],
    ["last half hour", "2026-11-20T13:35:30 .. now"],
    ["last hour and a half", "2026-11-20T12:35:30 .. now"],
    ["last half an hour", "2026-11-20T13:35:30 .. now"],
    ["1.5h", "2026-11-20T12:35:30 .. now"],
    ["1h30m", "2026-11-20T12:35:30 .. now"],
    ["last couple of hours", "2026-11-20T12:05:30 .. now"],
    ["past couple days", "2026-11-18T14:05:30 .. now"],
    ["last two weeks", "2026-11-06T14:05:30 .. now"],
    ["last 3 months", "2026-08-20T14:05:30 .. now"],
    ["last 30 days", "2026-10-21T14:05:30 .. now"],
    ["last 7d", "2026-11-13T14:05:30 .. now"],
    ["previous 2 weeks", "2026-11-06T14:05:30 .. now"],
    ["last 2 and a half hours", "2026-11-20T11:35:30 .. now"],
    ["last twenty four hours", "2026-11-19T14:05:30 .. now"],
    ["LAST 30 MINUTES", "2026-11-20T13:35:30 .. now"],
    ["last 1 hour 30 minutes", "2026-11-20T12:35:30 .. now"],
    ["last 2 days and 3 hours", "2026-11-18T11:05:30 .. now"],
    ["last 45secs", "2026-11-20T14:04:45 .. now"],
    ["past year and a half", "2025-05-20T14:05:30 .. now"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, FRIDAY)).toEqual(written(expected, FRIDAY));
  });

  it.each([
    ["last 2 weeks", "2013-01-29T04:30 .. now"],
    ["past 2 weeks", "2013-01-29T04:30 .. now"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, TUESDAY)).toEqual(written(expected, TUESDAY));
  });
});
