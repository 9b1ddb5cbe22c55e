import { describe, expect, it } from "vitest";
import { hoursPattern, WEEKDAYS, type WorkingHours } from "../../src/catalog/hours-pattern.ts";

const MINUTE_MS = 60_000;

/** The wall clock of a moment by another way than the pattern's: minutes since midnight and the day of the week. */
function wallClock(zone: string): (ms: number) => { minutes: number; weekday: string } {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return (ms) => {
    const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
    return {
      minutes: Number(parts["hour"]) * 60 + Number(parts["minute"]),
      weekday: (parts["weekday"] ?? "").toLowerCase(),
    };
  };
}

function isWorking(
  { from, to, days }: WorkingHours,
  { minutes, weekday }: { minutes: number; weekday: string },
): boolean {
  const [first = 0, last = 0] = [from, to].map((clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)));
  const today = WEEKDAYS.findIndex((day) => day === weekday);
  const yesterday = WEEKDAYS[(today + 6) % 7] ?? "mon";
  const isDay = days.includes(WEEKDAYS[today] ?? "mon");
  if (last > first) return isDay && minutes >= first && minutes < last;
  return (isDay && minutes >= first) || (days.includes(yesterday) && minutes < last);
}

const WEEK: WorkingHours["days"] = ["mon", "tue", "wed", "thu", "fri"];

const CASES: readonly (WorkingHours & { start: string; end: string })[] = [
  {
    from: "07:00",
    to: "20:00",
    zone: "Europe/Berlin",
    days: WEEK,
    start: "2026-10-20T00:00:00Z",
    end: "2026-11-03T00:00:00Z",
  },
  {
    from: "07:00",
    to: "20:00",
    zone: "Europe/Berlin",
    days: WEEK,
    start: "2026-03-20T00:00:00Z",
    end: "2026-04-03T00:00:00Z",
  },
  {
    from: "09:30",
    to: "17:45",
    zone: "Asia/Kolkata",
    days: WEEK,
    start: "2026-01-28T00:00:00Z",
    end: "2026-02-04T00:00:00Z",
  },
  {
    from: "07:00",
    to: "20:00",
    zone: "Asia/Tokyo",
    days: WEEK,
    start: "2026-11-26T00:00:00Z",
    end: "2026-12-03T00:00:00Z",
  },
  {
    from: "22:00",
    to: "06:00",
    zone: "America/New_York",
    days: ["fri", "sat"],
    start: "2026-10-30T00:00:00Z",
    end: "2026-11-05T00:00:00Z",
  },
  {
    from: "00:00",
    to: "00:00",
    zone: "UTC",
    days: [...WEEKDAYS],
    start: "2026-12-30T00:00:00Z",
    end: "2027-01-02T00:00:00Z",
  },
  {
    from: "08:10",
    to: "08:20",
    zone: "Pacific/Chatham",
    days: ["sun"],
    start: "2026-11-20T00:00:00Z",
    end: "2026-11-24T00:00:00Z",
  },
];

describe("a pattern for working hours", () => {
  it.each(CASES)("holds every minute of $from to $to in $zone and no other", ({ start, end, ...hours }) => {
    const pattern = new RegExp(hoursPattern(hours, { start, end }));
    const clock = wallClock(hours.zone);
    for (let ms = Date.parse(start); ms < Date.parse(end); ms += MINUTE_MS) {
      const time = new Date(ms).toISOString().replace(".000Z", "Z");
      if (pattern.test(time) !== isWorking(hours, clock(ms))) throw new Error(`${time} is told wrongly.`);
    }
    expect(pattern.source.length).toBeLessThan(1000);
  });

  it("is short enough for Athena over three months, in zones whose days straddle midnight of UTC", () => {
    const hours: WorkingHours = { from: "07:30", to: "20:15", zone: "Australia/Sydney", days: [...WEEKDAYS] };
    expect(hoursPattern(hours, { start: "2026-03-01T00:00:00Z", end: "2026-06-01T00:00:00Z" }).length).toBeLessThan(
      1000,
    );
  });

  it("matches nothing where nobody works", () => {
    const hours: WorkingHours = { from: "07:00", to: "20:00", zone: "UTC", days: ["mon"] };
    const pattern = new RegExp(hoursPattern(hours, { start: "2026-11-18T00:00:00Z", end: "2026-11-19T00:00:00Z" }));
    expect(pattern.test("2026-11-18T12:00:00Z")).toBe(false);
  });
});
