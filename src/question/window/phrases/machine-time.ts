import { readDatemath } from "../moments/datemath.ts";
import { fixedMoment, between, type Moment } from "../moments/moment.ts";
import { readNow } from "../moments/relative-moment.ts";
import { readSnapped, readUnsnapped } from "../moments/splunk.ts";
import type { Found, Reader, Source } from "../source.ts";
import type { Bounds } from "./bounds.ts";
import { rangeJoint } from "./joints.ts";

const STARTS = new Set(["earliest", "from", "start", "since", "starttime", "after"]);
const ENDS = new Set(["latest", "to", "end", "until", "endtime", "before"]);

/** "now-12h", "-12h@h", "@d": from there to now; with an end ("-1d@d to @d") to that end. */
export const readMachineTime: Reader<Bounds> = (source, at) => {
  const isLed = ["since", "from", "in"].includes(source.word(at));
  const start = isLed ? at + 1 : at;
  const from = readValue(source, start, false);
  if (from === null) return null;
  const joint = rangeJoint(source, from.end, false) ?? source.after(from.end, ",");
  const to = joint > from.end ? (readValue(source, joint, true) ?? readNow(source, joint)) : null;
  const end = to === null ? source.calendar.now : (to.value.latest(source.calendar.now)?.end ?? source.calendar.now);
  const extent = from.value.latest(source.calendar.now);
  return extent === null ? null : { end: to?.end ?? from.end, value: { start: extent.start, end } };
};

/** Pairs of a name and a value: Splunk's "earliest=-1d@d latest=@d", Grafana's "from=now-6h&to=now". */
export const readKeyValues: Reader<Bounds> = (source, at) => {
  const first = readPair(source, at);
  if (first === null) return null;
  const start = source.after(first.end, ",", "&", ";");
  const second = readPair(source, start);
  const isPair = second !== null && second.value.isEnd !== first.value.isEnd;
  const from = first.value.isEnd ? (isPair ? second.value.moment : null) : first.value.moment;
  const to = first.value.isEnd ? first.value.moment : isPair ? second.value.moment : null;
  const bounds = boundsBetween(source, from, to);
  return bounds === null ? null : { end: isPair ? second.end : first.end, value: bounds };
};

function boundsBetween(source: Source, from: Moment | null, to: Moment | null): Bounds | null {
  const { calendar } = source;
  if (from !== null && to !== null) return between(calendar, from, to);
  if (from !== null) {
    const extent = from.latest(calendar.now);
    return extent === null ? null : { start: extent.start, end: calendar.now };
  }
  const extent = to?.latest(calendar.now) ?? null;
  return extent === null ? null : { start: null, end: extent.start };
}

function readPair(source: Source, at: number): Found<{ moment: Moment; isEnd: boolean }> | null {
  const name = source.word(at);
  const isEnd = ENDS.has(name);
  if (!isEnd && !STARTS.has(name)) return null;
  const sign = source.sign(at + 1);
  if (sign !== "=" && !(sign === ":" && (name === "earliest" || name === "latest" || name === "from" || name === "to")))
    return null;
  const start = source.after(at + 2, '"', "'");
  const value = readUnsnappedMoment(source, start, isEnd) ?? readNow(source, start) ?? source.moment(start);
  if (value === null) return null;
  const calls = source.sign(value.end) === "(" && source.sign(value.end + 1) === ")" ? value.end + 2 : value.end;
  return { end: source.after(calls, '"', "'"), value: { moment: value.value, isEnd } };
}

function readUnsnappedMoment(source: Source, at: number, isEnd: boolean): Found<Moment> | null {
  const value = readValue(source, at, isEnd);
  if (value !== null) return value;
  const plain = readUnsnapped(source, at);
  return plain === null ? null : { end: plain.end, value: fixedMoment(plain.value) };
}

function readValue(source: Source, at: number, isEnd: boolean): Found<Moment> | null {
  const plain = source.isWhole && (at === 0 || isEnd) ? readUnsnapped(source, at) : null;
  const found = readDatemath(source, at, isEnd) ?? readSnapped(source, at) ?? plain;
  return found === null ? null : { end: found.end, value: fixedMoment(found.value) };
}
