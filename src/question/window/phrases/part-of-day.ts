import type { Extent } from "../calendar.ts";
import { readClock } from "../moments/read-clock.ts";
import { partOn } from "../moments/moment.ts";
import type { Reader } from "../source.ts";
import type { Bounds } from "./bounds.ts";

const DAY = 86_400;

/** A day cut at a time: "yesterday after 5pm" to the end of that day, "monday before noon" from its beginning. */
export const readPartOfNamedDay: Reader<Bounds> = (source, at) => {
  const dates = source.dates(source.after(at, "on"));
  if (dates === null || dates.value.grain !== "day") return null;
  const joint = source.after(dates.end, ",");
  const side = { after: "after", since: "after", from: "after", before: "before", until: "before", till: "before" }[
    source.word(joint)
  ];
  const clock = side === undefined ? null : readClock(source, joint + 1, true);
  if (clock === null || side === undefined) return null;
  const { seconds } = clock.value;
  const [from, to] = side === "after" ? [seconds, DAY] : [0, seconds === 0 ? DAY : seconds];
  const extent: Extent | null = partOn(source.calendar, dates.value, from, to).latest(source.calendar.now);
  return extent === null ? null : { end: clock.end, value: extent };
};
