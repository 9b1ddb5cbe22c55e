import { describe, expect, it } from "vitest";
import { readCadence } from "../../src/schedule/read-cadence.ts";

const Q = "access-denied last 24h";

describe("how often", () => {
  it.each([
    [`hourly ${Q}`, "0 * * * *", "hourly", "UTC"],
    [`every hour ${Q}`, "0 * * * *", "hourly", "UTC"],
    [`every 60 minutes ${Q}`, "0 * * * *", "hourly", "UTC"],
    [`every 15 min ${Q}`, "*/15 * * * *", "every 15 min", "UTC"],
    [`every 15min ${Q}`, "*/15 * * * *", "every 15 min", "UTC"],
    [`every 4 hours ${Q}`, "0 */4 * * *", "every 4 hours", "UTC"],
    [`daily 09:00 ${Q}`, "0 9 * * *", "daily at 09:00", null],
    [`Daily at 9am: ${Q}`, "0 9 * * *", "daily at 09:00", null],
    [`every day 12am ${Q}`, "0 0 * * *", "daily at 00:00", null],
    [`daily at noon ${Q}`, "0 12 * * *", "daily at 12:00", null],
    [`daily 06.15 utc ${Q}`, "15 6 * * *", "daily at 06:15 UTC", "UTC"],
    [`weekdays at 8:30 ${Q}`, "30 8 * * 1-5", "on weekdays at 08:30", null],
    [`every weekday 8:30 pm ${Q}`, "30 20 * * 1-5", "on weekdays at 20:30", null],
    [`every monday 07:00 ${Q}`, "0 7 * * 1", "every Monday at 07:00", null],
    [`weekly on thursday 7 ${Q}`, "0 7 * * 4", "every Thursday at 07:00", null],
    [`on sundays at 7 ${Q}`, "0 7 * * 0", "every Sunday at 07:00", null],
    [`every sun, mon and wed 07:00 ${Q}`, "0 7 * * 1,3,0", "every Monday, Wednesday and Sunday at 07:00", null],
    [`monthly on the 1st 09:00 ${Q}`, "0 9 1 * *", "monthly on the 1st at 09:00", null],
    [`every month on 22 at 9:05 ${Q}`, "5 9 22 * *", "monthly on the 22nd at 09:05", null],
    [`monthly on the 11th 9am ${Q}`, "0 9 11 * *", "monthly on the 11th at 09:00", null],
    [`monthly on the last day 18:00 ${Q}`, "0 18 L * *", "monthly on the last day at 18:00", null],
    [`${Q} daily 09:00`, "0 9 * * *", "daily at 09:00", null],
    [`${Q}, every monday 07:00`, "0 7 * * 1", "every Monday at 07:00", null],
  ])("%s", (text, cron, words, zone) => {
    expect(readCadence(text)).toEqual({ ok: true, cadence: { cron, zone, words }, rest: Q });
  });

  it("leaves the times of the question to it", () => {
    const read = readCadence("weekdays at 8:30 what did alice do between 2 and 4pm yesterday");
    expect(read).toMatchObject({ ok: true, rest: "what did alice do between 2 and 4pm yesterday" });
  });

  it.each([
    [`${Q}`, /^Say first how often/],
    [``, /^Say first how often/],
    [`*/5 * * * * ${Q}`, /^Say first how often/],
    [`every 5 min ${Q}`, /15 min is the shortest/],
    [`every 0 hours ${Q}`, /15 min is the shortest/],
    [`every 45 min ${Q}`, /does not divide a day/],
    [`every 5 hours ${Q}`, /does not divide a day/],
    [`daily ${Q}`, /^Say at what time.*“daily 09:00”/],
    [`every friday ${Q}`, /“every Friday 09:00”/],
    [`daily 25:00 ${Q}`, /“25:00” is no time of day/],
    [`daily 9:75 ${Q}`, /is no time of day/],
    [`daily 13pm ${Q}`, /is no time of day/],
    [`weekly ${Q}`, /on which day: “weekly on monday/],
    [`monthly ${Q}`, /on which day: “monthly on the 1st/],
    [`monthly on the 31st 09:00 ${Q}`, /Not every month has a 31st/],
    [`monthly on the 32nd 09:00 ${Q}`, /no day 32/],
  ])("is asked for where it is missing or impossible: %s", (text, message) => {
    expect(readCadence(text)).toEqual({ ok: false, message: expect.stringMatching(message) });
  });

  it("what is written is read again as the same", () => {
    for (const words of [
      "daily at 09:00",
      "on weekdays at 08:30",
      "every Monday and Sunday at 07:00",
      "every 15 min",
    ]) {
      expect(readCadence(`${words} ${Q}`)).toMatchObject({ cadence: { words } });
    }
    expect(readCadence(`monthly on the 3rd at 07:00 ${Q}`)).toMatchObject({
      cadence: { words: "monthly on the 3rd at 07:00" },
    });
  });
});
