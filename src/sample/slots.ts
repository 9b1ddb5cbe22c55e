import { PROD, SECURITY, STAGING, type Place } from "./accounts.ts";
import type { LocalDay } from "./calendar.ts";
import type { Random } from "./random.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** CloudTrail gathers the events of about five minutes in one file. Milliseconds. */
export const SLOT = 5 * MINUTE;

/** Five minutes in which something goes on at a place; events come in bursts, so that a sample needs few files. */
export interface Slot {
  readonly place: Place;
  readonly start: number;
}

/** One day and the slots in which services and machines are busy. */
export interface Shift {
  readonly random: Random;
  readonly day: LocalDay;
  readonly slots: readonly Slot[];
}

/**
 * How busy each place is. The regions of an account are busy at the same moments, the larger ones more often: one that
 * has three slots uses the first three of its account's moments.
 */
const BUSY: readonly { readonly account: string; readonly regions: Readonly<Record<string, number>> }[] = [
  { account: PROD, regions: { "us-east-1": 6, "eu-central-1": 3, "us-west-2": 2, "ap-southeast-2": 1 } },
  { account: STAGING, regions: { "us-east-1": 3, "eu-central-1": 1, "us-west-2": 1 } },
  { account: SECURITY, regions: { "us-east-1": 1, "eu-central-1": 1 } },
];

/** The busy slots of a day, within its bounds; of today only the first half hour has any, so that hardly anything lies ahead. */
export function slotsOf(random: Random, day: LocalDay): Slot[] {
  return BUSY.flatMap(({ account, regions }) => {
    const moments = day.ago === 0 ? [day.start + SLOT, day.start + 3 * SLOT] : momentsOf(random, day, account);
    return Object.entries(regions).flatMap(([region, slots]) =>
      moments.slice(0, slots).map((start) => ({ place: { account, region }, start })),
    );
  });
}

/** The moments at which an account is busy, by day and by night in turn. */
function momentsOf(random: Random, day: LocalDay, account: string): number[] {
  const moments = new Set<number>();
  while (moments.size < 5) {
    const byNight = moments.size % 2 === 1;
    moments.add(byNight ? slotBetween(random, day, 0, 23) : slotBetween(random, day, 9, 18));
  }
  // Delivered after midnight UTC, hence in the folder of the next day.
  const late = random.chance(0.5) ? beforeMidnight(day) : undefined;
  if (account === PROD && late !== undefined) moments.add(late);
  return [...moments];
}

/** When somebody works on a place on a day: at one of its busy moments in office hours, if it has any. */
export function workingSlot({ random, day, slots }: Shift, place: Place): number {
  const [from, to] = [day.start + 8 * HOUR, day.start + 19 * HOUR];
  const [first, ...others] = slots.filter((slot) => isSame(slot.place, place) && slot.start >= from && slot.start < to);
  return first ? random.pick([first, ...others]).start : slotBetween(random, day, 9, 17);
}

/** Whether two places are one. */
export function isSame(one: Place, other: Place): boolean {
  return one.account === other.account && one.region === other.region;
}

/** The start of some slot between two local hours of a day. */
export function slotBetween(random: Random, day: LocalDay, fromHour: number, toHour: number): number {
  const slots = ((toHour - fromHour) * HOUR) / SLOT;
  return day.start + fromHour * HOUR + random.int(0, slots - 1) * SLOT;
}

/** Some second of a slot. */
export function within(random: Random, start: number): number {
  return start + random.int(0, SLOT / 1000 - 1) * 1000;
}

/** The last slot of a UTC day within a local day. A day of 23 hours may have none. */
function beforeMidnight(day: LocalDay): number | undefined {
  const first = Math.ceil(day.start / DAY) * DAY - SLOT;
  const start = first < day.start ? first + DAY : first;
  return start + SLOT <= day.end ? start : undefined;
}
