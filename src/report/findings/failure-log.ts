import { boundedKey } from "../distinct.ts";

/** Failures of one minute. Up to ten are kept one by one, the others only counted. */
interface Minute {
  readonly start: number;
  readonly kept: { readonly time: number; readonly eventid: string }[];
  count: number;
}

const MINUTE_MS = 60_000;
const KEPT = 10;
/** Minutes remembered over all subjects. */
const MOST_MINUTES = 20_000;

/** When something failed, for many subjects (users, addresses), in bounded memory and whatever the order of rows. */
export interface FailureLog {
  /** Times in milliseconds; an empty subject is not recorded. */
  add(subject: string, time: number, eventid: string): void;
  /** The failures of a subject in the `within` milliseconds up to `time`. */
  before(subject: string, time: number, within: number): { count: number; eventids: readonly string[] };
}

/** An empty log. Once full it records no new minutes, so that a count may be too low, never too high. */
export function createFailureLog(): FailureLog {
  const subjects = new Map<string, Map<number, Minute>>();
  let minutes = 0;
  return {
    add(subject, time, eventid) {
      if (subject === "") return;
      const key = boundedKey(subject);
      const start = time - (time % MINUTE_MS);
      const found = subjects.get(key)?.get(start);
      if (found === undefined && minutes >= MOST_MINUTES) return;
      const minute = found ?? { start, kept: [], count: 0 };
      minute.count += 1;
      if (minute.kept.length < KEPT) minute.kept.push({ time, eventid });
      if (found !== undefined) return;
      minutes += 1;
      subjects.set(key, (subjects.get(key) ?? new Map<number, Minute>()).set(start, minute));
    },
    before(subject, time, within) {
      const all = [...(subjects.get(boundedKey(subject))?.values() ?? [])];
      const inside = all.map((minute) => failuresIn(minute, time - within, time));
      return {
        count: inside.reduce((sum, { count }) => sum + count, 0),
        eventids: inside.flatMap(({ eventids }) => eventids),
      };
    },
  };
}

function failuresIn(minute: Minute, from: number, to: number): { count: number; eventids: readonly string[] } {
  const kept = minute.kept.filter(({ time }) => time >= from && time <= to);
  const whole = minute.start >= from && minute.start + MINUTE_MS <= to;
  return { count: whole ? minute.count : kept.length, eventids: kept.map(({ eventid }) => eventid) };
}
