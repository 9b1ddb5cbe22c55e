import type { Length } from "../words/length.ts";
import type { Found, Reader, Source } from "../source.ts";
import { between, clockOn, type Moment } from "../moments/moment.ts";
import { readClock } from "../moments/read-clock.ts";
import { dateOf } from "../calendar.ts";
import { fixedDay } from "../dates/dates.ts";
import type { Bounds } from "./bounds.ts";
import { readIsoDuration } from "./iso-duration.ts";

type Side = { readonly length: Length } | { readonly moment: Moment };

/** ISO 8601 intervals: a/b with moments exact and bare dates inclusive, PT12H/T, T/PT2H, also with "--" between. */
export const readIsoInterval: Reader<Bounds> = (source, at) => {
  const left = readSide(source, at);
  if (left === null) return null;
  const joint = jointEnd(source, left.end);
  if (joint === null) return null;
  const right = readSide(source, joint) ?? readShortEnd(source, left.value, joint);
  const bounds = right === null ? null : join(source, left.value, right.value);
  return right === null || bounds === null ? null : { end: right.end, value: bounds };
};

function jointEnd(source: Source, at: number): number | null {
  if (source.sign(at) === "/" && source.isGlued(at)) return at + 1;
  return source.sign(at) === "-" && source.sign(at + 1) === "-" && source.isGlued(at + 1) ? at + 2 : null;
}

function readSide(source: Source, at: number): Found<Side> | null {
  const length = readIsoDuration(source, at);
  if (length !== null) return { end: length.end, value: { length: length.value } };
  const token = source.token(at);
  if (token?.kind !== "number" || token.text.length < 4) return null;
  const moment = source.moment(at);
  return moment === null ? null : { end: moment.end, value: { moment: moment.value } };
}

/** "2017-02-16T10:00/12:00" and "2017-02-16/18": the end leaves out what the start has said. */
function readShortEnd(source: Source, left: Side, at: number): Found<Side> | null {
  if ("length" in left) return null;
  const start = left.moment.latest(source.calendar.now);
  if (start === null) return null;
  const date = source.calendar.dateOf(start.start);
  if (left.moment.isPoint) {
    const clock = readClock(source, at, false);
    return clock === null
      ? null
      : { end: clock.end, value: { moment: clockOn(source.calendar, fixedDay(date), clock.value) } };
  }
  const day = source.token(at);
  const end =
    day?.kind === "number" && left.moment.dates?.grain === "day" ? dateOf(date.year, date.month, day.value) : null;
  if (end === null) return null;
  const dates = fixedDay(end);
  const extent = source.calendar.extentOf({ first: end, after: end.add({ days: 1 }) });
  return { end: at + 1, value: { moment: { ...left.moment, dates, latest: () => extent, next: () => extent } } };
}

function join(source: Source, left: Side, right: Side): Bounds | null {
  const { calendar } = source;
  if ("moment" in left && "moment" in right) return between(calendar, left.moment, right.moment);
  if ("length" in left && "moment" in right) {
    const extent = right.moment.latest(calendar.now);
    return extent === null ? null : { start: calendar.back(extent.start, left.length), end: extent.start };
  }
  if ("moment" in left && "length" in right) {
    const extent = left.moment.latest(calendar.now);
    return extent === null ? null : { start: extent.start, end: calendar.forth(extent.start, right.length) };
  }
  return null;
}
