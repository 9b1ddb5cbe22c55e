import { Temporal } from "temporal-polyfill";
import { dateOf } from "../calendar.ts";
import { monthNamed } from "../words/names.ts";
import type { Found, Reader, Source } from "../source.ts";
import { clockOf } from "./clock.ts";
import { fixedMoment, type Moment } from "./moment.ts";

const ISO =
  /(\d{4})-(\d\d)-(\d\d)(?:t|\s{1,2}|,\s?|_)(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(?:\s?(z|[+-]\d\d(?::?\d\d)?)(?![:\d]))?(?![:\d])/y;
const WITHOUT_ZONE = /(\d{4})-(\d\d)-(\d\d)\s(\d\d):(\d\d)(?!\d)/y;
const BASIC = /(\d{4})(\d\d)(\d\d)t(\d\d)(?:(\d\d)(?:(\d\d)(?:[.,](\d{1,9}))?)?)?(z|[+-]\d\d(?::?\d\d)?)?(?![:\d])/y;
const YEAR_BEHIND =
  /(?:[a-z]{3,9}\.?,?\s+)?([a-z]{3})\s+(\d{1,2})\s+(\d\d):(\d\d):(\d\d)\s+(?:[a-z]{3,4}\s+)?(\d{4})(?!\d)/y;
const YEAR_BEHIND_DAY_FIRST =
  /(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})\s+([a-z]{3})\s+(\d\d):(\d\d):(\d\d)\s+(?:[a-z]{3,4}\s+)?(\d{4})(?!\d)/y;
const US_STAMP = /(\d\d?)\/(\d\d?)\/(\d{4}):(\d\d):(\d\d):(\d\d)(?!\d)/y;
const EPOCH = /(\d{10}|\d{13})(?:\.\d{1,9})?(?![\d-])/y;
const SLACK_DATE = /<!date\^(-?\d{1,13})\^[^>]{0,200}>/y;

/** Exact moments in digits: ISO 8601 with a time, epochs, Slack dates, mm/dd/yyyy:HH:MM:SS, "Feb 16 19:42:02 2017". */
export const readInstant: Reader<Moment> = (source, at) => {
  const kind = source.token(at)?.kind;
  if (kind === "sign") return readSlackDate(source, at);
  if (kind === "word") return readYearBehind(source, at);
  if (kind !== "number") return null;
  return readIso(source, at) ?? readEpoch(source, at) ?? readUsStamp(source, at) ?? readYearBehind(source, at);
};

function readIso(source: Source, at: number): Found<Moment> | null {
  const iso = source.match(at, ISO);
  const found = (isRange(iso) ? source.match(at, WITHOUT_ZONE) : iso) ?? source.match(at, BASIC);
  if (found === null) return null;
  const [, year, month, day, hour, minute = "0", second = "0", fraction = "", zone] = found.value;
  const date = dateOf(Number(year), Number(month), Number(day));
  const clock = clockOf({ hour: Number(hour), minute: Number(minute), second: Number(second) });
  if (date === null || clock === null) {
    const words = source.wordsAt(at, found.end);
    return source.problem(at, found.end, `There is no time "${words}". Write one as 2026-02-28T13:05:00Z.`);
  }
  return { end: found.end, value: moment(source, { date, seconds: clock.seconds, zone, fraction }) };
}

/** "2017-02-16 10:00-12:00" is a range of two hours, not 10:00 in the zone -12:00. */
function isRange(found: Found<RegExpExecArray> | null): boolean {
  if (found === null || found.value[6] !== undefined || !found.value[0].includes(" ")) return false;
  const [, hour, , sign, to] = /(\d\d):(\d\d)\s?([+-])(\d\d):\d\d$/.exec(found.value[0]) ?? [];
  return sign === "-" && Number(to) > Number(hour);
}

function moment(
  source: Source,
  given: { date: Temporal.PlainDate; seconds: number; zone: string | undefined; fraction?: string },
): Moment {
  const calendar = given.zone === undefined ? source.calendar : source.calendar.in(offsetZone(given.zone));
  const { start, end } = calendar.at(given.date, given.seconds);
  const fraction = Math.floor(Number(`0.${given.fraction || "0"}`) * 1000);
  return { ...fixedMoment(start + fraction, end + fraction), isPoint: true };
}

/** The zone of "Z", "+0100", "+01:00", "+01". */
function offsetZone(text: string): string {
  if (text === "z") return "UTC";
  const digits = text.replace(":", "");
  return `${digits.slice(0, 3)}:${digits.slice(3) || "00"}`;
}

function readEpoch(source: Source, at: number): Found<Moment> | null {
  const found = source.match(at, EPOCH);
  if (found === null) return null;
  const digits = found.value[1] ?? "";
  const ms = digits.length === 13 ? Number(digits) : Math.round(Number(found.value[0]) * 1000);
  return { end: found.end, value: fixedMoment(ms) };
}

function readSlackDate(source: Source, at: number): Found<Moment> | null {
  const found = source.sign(at) === "<" ? source.match(at, SLACK_DATE) : null;
  return found === null ? null : { end: found.end, value: fixedMoment(Number(found.value[1]) * 1000) };
}

/** Splunk's mm/dd/yyyy:HH:MM:SS, always month first. */
function readUsStamp(source: Source, at: number): Found<Moment> | null {
  const found = source.match(at, US_STAMP);
  if (found === null) return null;
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = found.value.slice(1).map(Number);
  return dated(source, at, found.end, { date: dateOf(year, month, day), hour, minute, second });
}

/** "Thu Feb 16 19:42:02 2017", "Thu Feb 16 19:42:02 UTC 2017". */
function readYearBehind(source: Source, at: number): Found<Moment> | null {
  const monthFirst = source.match(at, YEAR_BEHIND);
  const found = monthFirst ?? source.match(at, YEAR_BEHIND_DAY_FIRST);
  if (found === null) return null;
  const month = monthNamed(found.value[monthFirst === null ? 2 : 1] ?? "");
  const day = Number(found.value[monthFirst === null ? 1 : 2]);
  const [hour = 0, minute = 0, second = 0, year = 0] = found.value.slice(3).map(Number);
  return month === null ? null : dated(source, at, found.end, { date: dateOf(year, month, day), hour, minute, second });
}

function dated(
  source: Source,
  at: number,
  end: number,
  given: { date: Temporal.PlainDate | null; hour: number; minute: number; second: number },
): Found<Moment> | null {
  const clock = clockOf(given);
  if (given.date !== null && clock !== null) {
    return { end, value: moment(source, { date: given.date, seconds: clock.seconds, zone: undefined }) };
  }
  return source.problem(at, end, `There is no time "${source.wordsAt(at, end)}". Write one as 2026-02-28T13:05:00Z.`);
}
