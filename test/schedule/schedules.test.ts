import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createMemoryRegister } from "../../src/register/memory-register.ts";
import type { Register } from "../../src/register/register.ts";
import { openSqliteRegister } from "../../src/register/sqlite-register.ts";
import type { NewSchedule } from "../../src/schedule/schedule.ts";
import { createSchedules } from "../../src/schedule/schedules.ts";
import { temporaryFolder } from "../fixtures/logs.ts";

const at = (instant: string): number => Date.parse(instant);
const DAILY: NewSchedule = {
  owner: "U0ALICE",
  team: "T0TRAIL",
  channel: "C0INC",
  isPrivate: false,
  isQuiet: false,
  text: "access-denied last 24h",
  cadence: { cron: "0 9 * * *", zone: null, words: "daily at 09:00" },
  zone: "Europe/Berlin",
  next: at("2026-11-20T08:00:00Z"),
  paused: null,
};

describe.each<[string, () => Register]>([
  ["memory", createMemoryRegister],
  [
    "SQLite",
    () => {
      const register = openSqliteRegister(join(temporaryFolder(), "register.sqlite"));
      onTestFinished(() => register.close());
      return register;
    },
  ],
])("schedules in a register in %s", (_, open) => {
  it("are numbered, listed in order, and a number is never used again", async () => {
    const schedules = createSchedules(open());
    for (let count = 0; count < 11; count++) await schedules.add({ ...DAILY, text: `q${count}` });
    await schedules.remove(11);
    expect((await schedules.add(DAILY)).number).toBe(12);
    expect((await schedules.list()).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12]);
    expect(await schedules.get(11)).toBeNull();
    expect(await schedules.change(11, () => ({ paused: "x" }))).toBeNull();
    expect(await schedules.get(2)).toMatchObject({ ...DAILY, text: "q1", last: null, isFailing: false });
  });

  it("are listed also where one of them cannot be read", async () => {
    const register = open();
    const schedules = createSchedules(register);
    await schedules.add(DAILY);
    await register.put("schedules", "0", { from: "another version" }, null);
    expect((await schedules.list()).map(({ number }) => number)).toEqual([1]);
  });

  it("go on to the first due time after now, once for several processes", async () => {
    const register = open();
    const [one, two] = [createSchedules(register), createSchedules(register)];
    const due = await one.add(DAILY);
    const later = at("2026-11-22T12:00:00Z");
    await Promise.all([one.begun(due, "job-1", later, "Europe/Berlin"), two.begun(due, "job-2", later, "UTC")]);
    const kept = await one.get(1);
    expect(["job-1", "job-2"]).toContain(kept?.last?.job);
    expect(kept?.next).toBe(at(kept?.last?.job === "job-1" ? "2026-11-23T08:00:00Z" : "2026-11-23T09:00:00Z"));
    await two.begun(due, "job-3", later, "UTC");
    expect(await two.get(1)).toEqual(kept);
  });

  it("remember what their last run saw, until they are removed", async () => {
    const schedules = createSchedules(open());
    await schedules.add(DAILY);
    expect(await schedules.seen(1)).toBeNull();
    const seen = { job: "a", at: 1, end: 1, parts: { "": { keys: "x", rows: 1 } } };
    await schedules.see(1, seen);
    await schedules.see(1, { ...seen, job: "b" });
    expect(await schedules.seen(1)).toMatchObject({ job: "b" });
    await schedules.remove(1);
    expect(await schedules.seen(1)).toBeNull();
  });
});
