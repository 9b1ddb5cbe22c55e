import { describe, expect, it } from "vitest";
import { isZone } from "../../../src/question/window/zone.ts";
import { MONDAY, TUESDAY, windowOf, written } from "./reference.ts";

describe("Zones named beside a time", () => {
  it.each([["8:00 GMT on thursday", "about 2013-02-07T03:00"]])("%s", (phrase, expected) => {
    expect(windowOf(phrase, TUESDAY)).toEqual(written(expected, TUESDAY));
  });

  it.each([
    ["since 06:00 UTC", "2016-11-07T01:00 .. now"],
    ["10:00Z", "about 2016-11-07T05:00"],
    ["between 10:00 and 11:30 GMT", "2016-11-07T05:00 .. 2016-11-07T06:30"],
    ["yesterday 14:00 UTC", "about 2016-11-06T09:00"],
    ["from 04:00 to 05:00 +02:00", "2016-11-06T21:00 .. 2016-11-06T22:00"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, MONDAY)).toEqual(written(expected, MONDAY));
  });
});

describe("Names of zones", () => {
  it.each(["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])("%s is one", (name) => {
    expect(isZone(name)).toBe(true);
  });

  it.each(["", "Mars/Phobos", "+01:00", "Berlin", "Europe/Berlin; drop", "../etc"])("%j is none", (name) => {
    expect(isZone(name)).toBe(false);
  });

  it.each([
    ["2pm Europe/London", "about 2016-11-07T14:00Z"],
    ["2pm eastern time", "about 2016-11-07T19:00Z"],
    ["3pm PST", "about 2016-11-06T23:00Z"],
    ["march 2nd at 2pm UTC+5", "about 2016-03-02T09:00Z"],
    ["10:00-11:00 UTC", "2016-11-07T10:00Z .. 2016-11-07T11:00Z"],
    ["14:42:02-05:00", "about 2016-11-07T19:42:02Z"],
  ])("%s", (phrase, expected) => {
    expect(windowOf(phrase, MONDAY)).toEqual(written(expected, MONDAY));
  });
});
