import { beforeAll, describe, expect, it } from "vitest";
import { calendarOf, type Calendar } from "../../src/sample/calendar.ts";
import { eventsOf } from "../../src/sample/events.ts";
import type { CloudTrailRecord, SampleEvent } from "../../src/sample/record.ts";

const HALF_HOUR = 1_800_000;

/** Where it is noon of yesterday, in UTC, and how long yesterday was. */
const PLACES = [
  { today: "2026-11-20", zone: "UTC", noon: "2026-11-19T12:00:00Z", hours: 24 },
  { today: "2026-11-20", zone: "Pacific/Kiritimati", noon: "2026-11-18T22:00:00Z", hours: 24 },
  { today: "2026-11-20", zone: "Pacific/Pago_Pago", noon: "2026-11-19T23:00:00Z", hours: 24 },
  { today: "2026-11-20", zone: "Asia/Kolkata", noon: "2026-11-19T06:30:00Z", hours: 24 },
  { today: "2026-11-02", zone: "America/New_York", noon: "2026-11-01T17:00:00Z", hours: 25 },
  { today: "2026-03-30", zone: "Europe/Berlin", noon: "2026-03-29T10:00:00Z", hours: 23 },
];

describe.each(PLACES)("on $today in $zone", ({ today, zone, noon, hours }) => {
  let calendar: Calendar;
  let events: SampleEvent[];
  let records: CloudTrailRecord[];

  beforeAll(() => {
    calendar = calendarOf(today, zone, 14);
    events = [...eventsOf(calendar)];
    records = events.map((event) => event.record);
  });

  const secondsAfter = (record: CloudTrailRecord | undefined, other: CloudTrailRecord | undefined): number =>
    (Date.parse(record?.eventTime ?? "") - Date.parse(other?.eventTime ?? "")) / 1000;
  const named = (eventName: string): CloudTrailRecord[] => records.filter((record) => record.eventName === eventName);
  const naming = (text: string): SampleEvent[] => events.filter(({ record }) => JSON.stringify(record).includes(text));
  const yesterday = (event: SampleEvent): boolean => {
    const day = calendar.days.find(({ ago }) => ago === 1);
    return event.at >= (day?.start ?? 0) && event.at < (day?.end ?? 0);
  };

  it("counts the hours of yesterday right", () => {
    const day = calendar.days.at(-2);
    expect(((day?.end ?? 0) - (day?.start ?? 0)) / 3_600_000).toBe(hours);
  });

  it("ends half an hour into today and begins two weeks before", () => {
    const now = (calendar.days.at(-1)?.start ?? 0) + HALF_HOUR;
    const recent = events.filter(({ record }) => !record.eventTime.startsWith("2017"));
    expect(Math.max(...recent.map(({ at }) => at))).toBeLessThan(now);
    expect(Math.max(...recent.map(({ at }) => at))).toBeGreaterThan(now - HALF_HOUR);
    expect(Math.min(...recent.map(({ at }) => at))).toBeGreaterThanOrEqual(calendar.days[0]?.start ?? Infinity);
    for (const day of calendar.days) expect(recent.some(({ at }) => at >= day.start && at < day.end)).toBe(true);
  });

  it("keeps the events of each time apart by their ids", () => {
    expect(new Set(records.map(({ eventID }) => eventID)).size).toBe(records.length);
  });

  it("tells of the open port at noon of yesterday, in two writes and seven reads", () => {
    const told = naming("sg-5887f224").filter(yesterday);
    const writes = told.filter(({ record }) => !record.readOnly).map(({ record }) => record);
    expect(told).toHaveLength(9);
    expect(writes.map(({ eventName, userIdentity }) => [eventName, userIdentity.userName])).toEqual([
      ["ModifyNetworkInterfaceAttribute", "bob"],
      ["AuthorizeSecurityGroupIngress", "bob"],
    ]);
    expect(writes[1]?.eventTime).toBe(noon);
    expect(secondsAfter(writes[1], writes[0])).toBe(32 * 60 + 7);
    expect(writes[0]?.requestParameters).toMatchObject({ networkInterfaceId: "eni-6c5ca5a8" });
    const opened = JSON.stringify(writes[1]?.responseElements);
    expect([opened.includes('"::/0"'), opened.includes("0.0.0.0/0")]).toEqual([true, false]);
  });

  it("tells of the open port in 2017 too", () => {
    const told = records.filter(({ eventTime }) => eventTime.startsWith("2017-02"));
    expect(told.filter(({ readOnly }) => readOnly)).toHaveLength(7);
    expect(told.filter(({ readOnly }) => !readOnly).map(({ eventName, eventTime }) => [eventName, eventTime])).toEqual([
      ["ModifyNetworkInterfaceAttribute", "2017-02-16T19:09:55Z"],
      ["AuthorizeSecurityGroupIngress", "2017-02-16T19:42:02Z"],
    ]);
  });

  it("tells of the guessed password: failures, a success without MFA, a key and its use from another address", () => {
    const logins = named("ConsoleLogin").filter(({ sourceIPAddress }) => sourceIPAddress === "203.0.113.77");
    expect(logins.map(({ responseElements }) => responseElements?.["ConsoleLogin"])).toEqual([
      ...Array.from({ length: 4 }, () => "Failure"),
      "Success",
    ]);
    for (const { additionalEventData, userIdentity, errorCode } of logins) {
      expect([additionalEventData?.["MFAUsed"], userIdentity.userName, errorCode]).toEqual(["No", "alice", undefined]);
    }
    expect(logins[0]?.errorMessage).toBe("Failed authentication");
    const [made] = named("CreateAccessKey");
    const key = (made?.responseElements?.["accessKey"] as { accessKeyId: string } | undefined)?.accessKeyId;
    expect(key).toMatch(/^AKIA[A-Z2-7]{16}$/);
    const uses = records.filter(({ userIdentity }) => userIdentity.accessKeyId === key);
    expect(new Set(uses.map(({ sourceIPAddress }) => sourceIPAddress))).toEqual(new Set(["203.0.113.201"]));
    expect(uses.some(({ eventName, errorCode }) => eventName === "ListBuckets" && errorCode === undefined)).toBe(true);
    expect(uses.filter(({ errorCode }) => errorCode !== undefined).length).toBeGreaterThan(5);
    expect(secondsAfter(uses[0], made)).toBeGreaterThan(0);
    const day = calendar.days.find(({ ago }) => ago === 2);
    for (const record of [...logins, ...uses]) {
      expect(Date.parse(record.eventTime)).toBeGreaterThanOrEqual(day?.start ?? Infinity);
      expect(Date.parse(record.eventTime)).toBeLessThan(day?.end ?? 0);
    }
  });

  it("tells of root in staging, with no event of staging while the trail was stopped", () => {
    const acts = records.filter(({ userIdentity }) => userIdentity.type === "Root");
    expect(new Set(acts.map(({ recipientAccountId }) => recipientAccountId))).toEqual(new Set(["444455556666"]));
    expect(acts[0]).toMatchObject({ eventName: "ConsoleLogin", additionalEventData: { MFAUsed: "No" } });
    expect(acts.filter(({ readOnly }) => !readOnly).length).toBeGreaterThan(4);
    const [[stop], [start]] = [named("StopLogging"), named("StartLogging")];
    expect(secondsAfter(start, stop)).toBe(20 * 60);
    const between = records.filter(
      (record) =>
        record.recipientAccountId === "444455556666" &&
        secondsAfter(record, stop) > 0 &&
        secondsAfter(start, record) > 0,
    );
    expect(between).toEqual([]);
  });

  it("tells of the group that Terraform opened and Carol closed by hand", () => {
    const writes = naming("sg-0fedcba9876543210")
      .map(({ record }) => record)
      .filter(({ readOnly }) => !readOnly);
    expect(writes.map(({ eventName }) => eventName)).toEqual([
      "AuthorizeSecurityGroupIngress",
      "RevokeSecurityGroupIngress",
      "ModifySecurityGroupRules",
    ]);
    expect(writes.map(({ sessionCredentialFromConsole }) => sessionCredentialFromConsole)).toEqual([
      undefined,
      "true",
      "true",
    ]);
    expect(writes[0]?.userAgent).toContain("Terraform");
    expect(writes[1]?.userIdentity.arn).toMatch(/AWSReservedSSO_.*\/carol@example\.com$/);
    expect(secondsAfter(writes[1], writes[0])).toBe(41 * 60);
    expect(writes[2]?.requestParameters).toMatchObject({
      ModifySecurityGroupRulesRequest: { GroupId: "sg-0fedcba9876543210" },
    });
  });

  it("lets a session be followed from the role that was taken on to what was done with its key", () => {
    const keys = new Set(
      named("AssumeRole").map(
        ({ responseElements }) =>
          (responseElements?.["credentials"] as { accessKeyId: string } | undefined)?.accessKeyId,
      ),
    );
    const runs = records.filter(({ userIdentity }) => userIdentity.arn?.includes("assumed-role/deploy/") === true);
    expect(runs.length).toBeGreaterThan(100);
    for (const { userIdentity } of runs) expect(keys).toContain(userIdentity.accessKeyId);
  });
});
