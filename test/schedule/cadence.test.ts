import { describe, expect, it } from "vitest";
import { nextAfter } from "../../src/schedule/cadence.ts";
import { readCadence } from "../../src/schedule/read-cadence.ts";

/** The next due times after an instant, one after the other. */
function dueTimes(words: string, zone: string, after: string, count: number): readonly string[] {
  const read = readCadence(`${words} recent`);
  if (!read.ok) throw new Error(read.message);
  const times: string[] = [];
  for (let from = Date.parse(after); times.length < count;) {
    from = nextAfter(read.cadence, zone, from);
    times.push(new Date(from).toISOString().replace(":00.000Z", "Z"));
  }
  return times;
}

describe("when it is due", () => {
  it("in the zone of whoever made it, and strictly later", () => {
    expect(dueTimes("daily 09:00", "Europe/Berlin", "2026-11-20T07:59:59.900Z", 2)).toEqual([
      "2026-11-20T08:00Z",
      "2026-11-21T08:00Z",
    ]);
    expect(dueTimes("daily 09:00", "Asia/Kolkata", "2026-11-20T08:00:00Z", 1)).toEqual(["2026-11-21T03:30Z"]);
    expect(dueTimes("daily 09:00 utc", "Asia/Kolkata", "2026-11-20T08:00:00Z", 1)).toEqual(["2026-11-20T09:00Z"]);
  });

  it("once on the day on which the clock skips the time, as much later as it skips", () => {
    expect(dueTimes("daily 02:30", "Europe/Berlin", "2026-03-28T00:00:00Z", 3)).toEqual([
      "2026-03-28T01:30Z",
      "2026-03-29T01:30Z",
      "2026-03-30T00:30Z",
    ]);
    expect(dueTimes("daily 00:00", "America/Santiago", "2026-09-05T12:00:00Z", 2)).toEqual([
      "2026-09-06T04:00Z",
      "2026-09-07T03:00Z",
    ]);
  });

  it("once on the day on which the time occurs twice", () => {
    expect(dueTimes("daily 02:30", "Europe/Berlin", "2026-10-24T12:00:00Z", 3)).toEqual([
      "2026-10-25T00:30Z",
      "2026-10-26T01:30Z",
      "2026-10-27T01:30Z",
    ]);
    expect(dueTimes("daily 01:30", "America/New_York", "2026-11-01T05:30:00Z", 1)).toEqual(["2026-11-02T06:30Z"]);
    expect(dueTimes("daily 01:45", "Australia/Lord_Howe", "2026-04-04T12:00:00Z", 2)).toEqual([
      "2026-04-04T15:15Z",
      "2026-04-05T15:15Z",
    ]);
  });

  it("an interval is of real time: no hour is left out, none comes twice", () => {
    expect(dueTimes("hourly", "Europe/Berlin", "2026-10-24T23:30:00Z", 4)).toEqual([
      "2026-10-25T00:00Z",
      "2026-10-25T01:00Z",
      "2026-10-25T02:00Z",
      "2026-10-25T03:00Z",
    ]);
    expect(dueTimes("every 15 min", "Europe/Berlin", "2026-03-29T00:50:00Z", 3)).toEqual([
      "2026-03-29T01:00Z",
      "2026-03-29T01:15Z",
      "2026-03-29T01:30Z",
    ]);
  });

  it("on weekdays, on days of the week, and on days of the month", () => {
    expect(dueTimes("weekdays 08:30", "Europe/Berlin", "2026-11-20T12:00:00Z", 2)).toEqual([
      "2026-11-23T07:30Z",
      "2026-11-24T07:30Z",
    ]);
    expect(dueTimes("every sunday 07:00", "Europe/Berlin", "2026-11-20T12:00:00Z", 1)).toEqual(["2026-11-22T06:00Z"]);
    expect(dueTimes("monthly on the last day 09:00", "UTC", "2027-01-31T09:00:00Z", 2)).toEqual([
      "2027-02-28T09:00Z",
      "2027-03-31T09:00Z",
    ]);
  });
});
