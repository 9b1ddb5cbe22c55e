import { z } from "zod";
import { amend, type Register } from "../register/register.ts";
import { nextAfter } from "./cadence.ts";
import { Schedule, type NewSchedule } from "./schedule.ts";
import { Sight } from "./sight.ts";

const SHELF = "schedules";
const SIGHTS = "schedule-sights";
const COUNTER = "schedule-numbers";

/** What the last run of a schedule saw, by part: a question has one, a digest several. */
export const Seen = z.object({
  /** The job that saw it. */
  job: z.string(),
  /** When it looked, and where its window ended: milliseconds since 1970. */
  at: z.number(),
  end: z.number(),
  parts: z.record(z.string(), Sight),
});
export type Seen = z.infer<typeof Seen>;

/** The schedules of a workspace, as several processes share them. Throws what the register throws. */
export interface Schedules {
  add(parts: NewSchedule): Promise<Schedule>;
  get(number: number): Promise<Schedule | null>;
  /** All of them, by number; what cannot be read as one is left out, so that it stops no other. */
  list(): Promise<readonly Schedule[]>;
  /** Changes one, however many do so at once; null where it was removed. */
  change(number: number, change: (now: Schedule) => Partial<Schedule>): Promise<Schedule | null>;
  /**
   * Notes that the run of a due time was begun as a job, and counts the next one from `now`: all due times that were missed
   * are over with it. Nothing where another process has done so.
   */
  begun(due: Schedule, job: string, now: number, zone: string): Promise<void>;
  remove(number: number): Promise<void>;
  seen(number: number): Promise<Seen | null>;
  see(number: number, seen: Seen): Promise<void>;
}

export function createSchedules(register: Register): Schedules {
  const change: Schedules["change"] = async (number, how) => {
    const kept = await amend(register, SHELF, String(number), (value) => {
      if (value === null) return null;
      const now = Schedule.parse(value);
      return { ...now, ...how(now) };
    });
    return kept === null ? null : Schedule.parse(kept);
  };
  return {
    change,
    async add(parts) {
      const number = z.int().parse(await amend(register, COUNTER, "last", (last) => Number(last ?? 0) + 1));
      const schedule: Schedule = { ...parts, number, last: null, isFailing: false };
      await register.put(SHELF, String(number), schedule, null);
      return schedule;
    },
    async get(number) {
      const entry = await register.get(SHELF, String(number));
      return entry === null ? null : Schedule.parse(entry.value);
    },
    async list() {
      const entries = await register.list(SHELF);
      return entries
        .flatMap(({ value }) => Schedule.safeParse(value).data ?? [])
        .toSorted((a, b) => a.number - b.number);
    },
    async begun({ number, next: due }, job, at, zone) {
      await change(number, (now) =>
        now.next === due ? { next: nextAfter(now.cadence, zone, at), zone, last: { job, at, outcome: null } } : {},
      );
    },
    async remove(number) {
      await register.remove(SHELF, String(number));
      await register.remove(SIGHTS, String(number));
    },
    async seen(number) {
      const entry = await register.get(SIGHTS, String(number));
      return entry === null ? null : (Seen.safeParse(entry.value).data ?? null);
    },
    async see(number, seen) {
      await amend(register, SIGHTS, String(number), () => seen);
    },
  };
}
